import "server-only";
import { createHash } from "node:crypto";
import { once } from "node:events";
import type { Duplex, Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { sql } from "drizzle-orm";
import { AppError } from "@/lib/errors";
import { countRows, formatName, formatRow, Tally, type Footer, type Header } from "./backup-format";
import type { Database } from "./database";
import { countApplied, readMigrations } from "./migrations";
import { queryRows } from "./query-rows";
import { eachStoredRow, listStoredTables, readSequences, setTextForms } from "./stored-tables";

/** What was written: how many rows, and a hash that is the same whenever the rows and sequences are. */
export type Written = { rows: number; contentHash: string };
/** Writes text, and waits while the output cannot take more. */
export type Write = (text: string) => Promise<void>;

/** Runs a read of the whole database as it is at one instant, without stopping others on PostgreSQL from writing. */
export function atOneInstant<T>(database: Database, read: (tx: Database) => Promise<T>): Promise<T> {
  return database.transaction(
    async (tx) => {
      await setTextForms(tx);
      return read(tx);
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
}

/** Sends what a function writes through a compressor (or anything else) into an output and ends it; when one fails, all do. */
export async function sendThrough<T>(
  middle: Duplex,
  output: Writable,
  produce: (write: Write) => Promise<T>,
): Promise<T> {
  const finished = pipeline(middle, output);
  // Awaited below; without this, a failure in between would count as unhandled.
  finished.catch(() => undefined);
  try {
    const result = await produce(async (text) => {
      if (!middle.write(text)) await Promise.race([once(middle, "drain"), finished]);
    });
    middle.end();
    await finished;
    return result;
  } catch (error) {
    middle.destroy(error instanceof Error ? error : undefined);
    await finished.catch(() => undefined);
    throw error;
  }
}

async function headerOf(tx: Database): Promise<Header> {
  const migrations = readMigrations();
  const last = migrations[(await countApplied(tx, migrations)) - 1];
  if (last === undefined) throw new AppError("not_found", "There is nothing in this database yet.");
  const [engine] = await queryRows<{ version: string }>(tx, sql`select version() as version`);
  return {
    format: formatName,
    createdAt: new Date().toISOString(),
    migration: last.tag,
    engine: engine?.version ?? "",
    tables: await listStoredTables(tx),
    sequences: await readSequences(tx),
  };
}

async function writeAll(tx: Database, write: Write): Promise<Written> {
  const hash = createHash("sha256");
  const writeLines = (lines: string[]) => {
    const text = lines.map((line) => `${line}\n`).join("");
    hash.update(text);
    return write(text);
  };
  const header = await headerOf(tx);
  await writeLines([JSON.stringify(header)]);
  const tally = new Tally(header.tables.map(({ name }) => name));
  for (const table of header.tables) {
    await eachStoredRow(tx, table, async (rows) => {
      for (const row of rows) tally.add(table.name, row);
      await writeLines(rows.map((row) => formatRow(table.name, row)));
    });
  }
  const tables = tally.finish();
  await write(`${JSON.stringify({ tables, sha256: hash.digest("hex") } satisfies Footer)}\n`);
  const content = JSON.stringify([header.migration, header.sequences, tables]);
  return { rows: countRows(tables), contentHash: createHash("sha256").update(content).digest("hex") };
}

/**
 * Writes a backup of a database, as it is at one instant, into an output and ends it (docs/decisions/0020).
 * Throws not_found when the database holds nothing yet, unavailable when it is newer than this code.
 */
export function writeBackup(database: Database, output: Writable): Promise<Written> {
  return sendThrough(createGzip(), output, (write) => atOneInstant(database, (tx) => writeAll(tx, write)));
}
