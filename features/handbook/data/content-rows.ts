import "server-only";
import { inArray, sql } from "drizzle-orm";
import type { Database } from "@/lib/db/database";
import { contentFiles } from "./tables";

/** What is kept of a content file between two runs. */
export type ContentRow = typeof contentFiles.$inferSelect;

const rowsPerStatement = 500;

function* slicesOf<Item>(items: readonly Item[]): Generator<Item[]> {
  for (let start = 0; start < items.length; start += rowsPerStatement) {
    yield items.slice(start, start + rowsPerStatement);
  }
}

/** Keeps what was read from files in place of what was kept of them. */
export async function savePublishedRows(database: Database, rows: ContentRow[]): Promise<void> {
  for (const slice of slicesOf(rows)) {
    await database
      .insert(contentFiles)
      .values(slice)
      .onConflictDoUpdate({
        target: contentFiles.file,
        set: {
          stamp: sql`excluded.stamp`,
          hash: sql`excluded.hash`,
          facts: sql`excluded.facts`,
          indexedKey: sql`excluded.indexed_key`,
        },
      });
  }
}

/** Notes that files with the same content as before have other stamps now, as after a fresh checkout. */
export async function restampPublishedRows(
  database: Database,
  stamps: { file: string; stamp: string; hash: string }[],
): Promise<void> {
  for (const slice of slicesOf(stamps)) {
    await database.execute(sql`
      update content_file set stamp = row.stamp
      from json_to_recordset(${JSON.stringify(slice)}::json) as row(file text, stamp text, hash text)
      where content_file.file = row.file and content_file.hash = row.hash`);
  }
}

/** Forgets removed files. */
export async function deletePublishedRows(database: Database, files: string[]): Promise<void> {
  for (const slice of slicesOf(files)) {
    await database.delete(contentFiles).where(inArray(contentFiles.file, slice));
  }
}

function codeOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if ("code" in error && typeof error.code === "string") return error.code;
  // The query builder wraps what the database said.
  return codeOf(error.cause);
}

/** Tells whether what was to be written is to blame for a failure; throws when the database does not answer at all. */
export async function isFailureOfData(database: Database, error: unknown): Promise<boolean> {
  const code = codeOf(error);
  // Classes of PostgreSQL: wrong data, broken rules, limits of a value. All others concern the database itself.
  if (code !== null) return /^(22|23|54)/.test(code);
  await database.execute(sql`select 1`);
  return true;
}
