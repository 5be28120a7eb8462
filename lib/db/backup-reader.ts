import "server-only";
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import { AppError, messageOf } from "@/lib/errors";
import {
  countRows,
  formatName,
  parseFooter,
  parseHeader,
  parseRow,
  Tally,
  type Footer,
  type Header,
} from "./backup-format";
import { linesOf } from "./lines";

/** A backup that was read to its end and is whole. */
export type Backup = { file: string; header: Header; sums: Footer["tables"]; rows: number };

const damaged = (file: string, what: string, cause?: unknown) =>
  new AppError("invalid", `${file} is no whole backup of the portal: ${what}. Nothing was changed.`, { cause });

async function* read(file: string): AsyncGenerator<string> {
  const input = createReadStream(file);
  const text = createGunzip();
  input.on("error", (error) => text.destroy(error)).pipe(text);
  try {
    yield* linesOf(text);
  } catch (error) {
    const isAbsent = error instanceof Error && "code" in error && error.code === "ENOENT";
    throw isAbsent ? new AppError("not_found", `There is no file ${file}.`) : damaged(file, messageOf(error), error);
  } finally {
    input.destroy();
  }
}

function readHeader(file: string, line: string): Header {
  const header = parseHeader(line);
  if (header === null) throw damaged(file, "its first line does not say what it is");
  if (header.format !== formatName) throw damaged(file, `this version cannot read its format, ${header.format}`);
  return header;
}

function requireSums(file: string, sums: Footer["tables"], footer: Footer): void {
  for (const [table, { rows, sha256 }] of Object.entries(sums)) {
    if (rows !== footer.tables[table]?.rows) throw damaged(file, `the number of rows of ${table} is wrong`);
    if (sha256 !== footer.tables[table]?.sha256) throw damaged(file, `a row of ${table} was changed`);
  }
}

/** Reads a backup to its end and adds it up; throws invalid when it is damaged, not_found when there is none. */
export async function checkBackup(file: string): Promise<Backup> {
  const hash = createHash("sha256");
  let header: Header | null = null;
  let tally = new Tally([]);
  let footer: Footer | null = null;
  for await (const line of read(file)) {
    if (footer !== null) throw damaged(file, "something follows after its end");
    if (header === null) {
      header = readHeader(file, line);
      tally = new Tally(header.tables.map(({ name }) => name));
    } else if (line.startsWith("{")) {
      footer = parseFooter(line);
      if (footer === null) throw damaged(file, "its last line does not say what it adds up to");
      continue;
    } else {
      const parsed = parseRow(line);
      if (parsed === null || !tally.add(parsed.table, parsed.row)) {
        throw damaged(file, "a line in it is not a row of its tables");
      }
    }
    hash.update(`${line}\n`);
  }
  if (header === null || footer === null) throw damaged(file, "its end is missing");
  const sums = tally.finish();
  requireSums(file, sums, footer);
  if (hash.digest("hex") !== footer.sha256) throw damaged(file, "a line in it was changed");
  return { file, header, sums, rows: countRows(sums) };
}

/** Yields the rows of a backup, each with its table. */
export async function* rowsOf({ file }: Backup): AsyncGenerator<{ table: string; row: string }> {
  for await (const line of read(file)) {
    const parsed = parseRow(line);
    if (parsed !== null) yield parsed;
  }
}
