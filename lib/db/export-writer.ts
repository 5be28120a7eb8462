import "server-only";
import { PassThrough, type Writable } from "node:stream";
import { createGzip } from "node:zlib";
import { atOneInstant, sendThrough, type Write } from "./backup-writer";
import type { Database } from "./database";
import { eachReadableRow, listStoredTables } from "./stored-tables";

async function writeTables(tx: Database, write: Write): Promise<number> {
  let rowsInAll = 0;
  await write(`{\n"exportedAt": ${JSON.stringify(new Date().toISOString())}`);
  for (const table of await listStoredTables(tx)) {
    let separator = "\n";
    await write(`,\n${JSON.stringify(table.name)}: [`);
    await eachReadableRow(tx, table, async (rows) => {
      rowsInAll += rows.length;
      await write(separator + rows.join(",\n"));
      separator = ",\n";
    });
    await write("\n]");
  }
  await write("\n}\n");
  return rowsInAll;
}

/**
 * Writes all stored tables, as they are at one instant, as one JSON document into an output and ends it; returns how
 * many rows. For the operator alone: it holds what people entered.
 */
export function writeExport(database: Database, output: Writable, isCompressed: boolean): Promise<number> {
  const middle = isCompressed ? createGzip() : new PassThrough();
  return sendThrough(middle, output, (write) => atOneInstant(database, (tx) => writeTables(tx, write)));
}
