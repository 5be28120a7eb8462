import { createHash } from "node:crypto";
import { z } from "zod";

/** What the first line of a backup calls its format; another format gets another number. */
export const formatName = "devrel-portal-backup/1";

const headerShape = z.object({
  format: z.string(),
  createdAt: z.iso.datetime(),
  migration: z.string(),
  engine: z.string(),
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.object({ name: z.string(), type: z.string() })) })),
  sequences: z.record(z.string(), z.string().nullable()),
});
const sumShape = z.object({ rows: z.number().int().nonnegative(), sha256: z.string() });
const footerShape = z.object({ tables: z.record(z.string(), sumShape), sha256: z.string() });

/** The first line: what the backup is and which tables are in it. */
export type Header = z.infer<typeof headerShape>;
/** How many rows a table has, and the SHA-256 of their lines. */
export type Sum = z.infer<typeof sumShape>;
/** The last line: what every table must add up to, and the SHA-256 of all lines before it. */
export type Footer = z.infer<typeof footerShape>;

/** Reads the first line of a backup; null when it is something else. */
export function parseHeader(line: string): Header | null {
  return parse(headerShape, line);
}

/** Reads the last line of a backup; null when it is something else. */
export function parseFooter(line: string): Footer | null {
  return parse(footerShape, line);
}

function parse<Shape extends z.ZodType>(shape: Shape, line: string): z.infer<Shape> | null {
  try {
    return shape.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null;
  }
}

/** Returns the line of a row: its table and its JSON. */
export const formatRow = (table: string, row: string) => `[${JSON.stringify(table)},${row}]`;

/** Takes the line of a row apart; null when it is none. The row stays text, because a number in it may be larger than JavaScript's. */
export function parseRow(line: string): { table: string; row: string } | null {
  const found = /^\["([a-z_][a-z0-9_]*)",(\{.*\})\]$/s.exec(line);
  return found === null ? null : { table: found[1] ?? "", row: found[2] ?? "" };
}

/** Adds up the rows of tables while they are written or read. */
export class Tally {
  readonly #tables = new Map<string, { rows: number; hash: ReturnType<typeof createHash> }>();

  constructor(tables: string[]) {
    for (const name of tables) this.#tables.set(name, { rows: 0, hash: createHash("sha256") });
  }

  /** Counts a row; returns false when its table is none of those that are added up. */
  add(table: string, row: string): boolean {
    const sum = this.#tables.get(table);
    if (sum === undefined) return false;
    sum.rows++;
    sum.hash.update(`${row}\n`);
    return true;
  }

  /** Returns the sums, once, after the last row. */
  finish(): Record<string, Sum> {
    const entries = [...this.#tables].map(([name, { rows, hash }]) => [name, { rows, sha256: hash.digest("hex") }]);
    return Object.fromEntries(entries) as Record<string, Sum>;
  }
}

/** Returns the number of rows of all tables. */
export const countRows = (sums: Record<string, Sum>) =>
  Object.values(sums).reduce((total, { rows }) => total + rows, 0);
