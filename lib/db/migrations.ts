import "server-only";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { sql } from "drizzle-orm";
import { AppError, messageOf } from "@/lib/errors";
import type { Database } from "./database";
import { queryRows } from "./query-rows";
import { takeLock } from "./locks";

/** One step of the schema: its name, when it was made (which orders the steps) and its statements. */
export type Migration = { tag: string; createdAt: number; hash: string; statements: string[] };

type Journal = { entries: { tag: string; when: number }[] };

const ownFolder = path.join(/* turbopackIgnore: true */ process.cwd(), "lib/db/migrations");
const breakpoint = "--> statement-breakpoint";

/** Returns the migrations of a folder that drizzle-kit wrote, oldest first. */
export function readMigrations(folder: string = ownFolder): Migration[] {
  const journal = JSON.parse(readFileSync(path.join(folder, "meta/_journal.json"), "utf8")) as Journal;
  return journal.entries.map(({ tag, when }) => {
    const text = readFileSync(path.join(folder, `${tag}.sql`), "utf8");
    const hash = createHash("sha256").update(text).digest("hex");
    return { tag, createdAt: when, hash, statements: text.split(breakpoint) };
  });
}

/** Returns how many of the migrations a database has; throws unavailable when it has one that is not among them. */
export async function countApplied(database: Database, migrations: Migration[]): Promise<number> {
  // The table is Drizzle's, so that a database it has migrated goes on from where it is.
  const [table] = await queryRows<{ exists: boolean }>(
    database,
    sql`select to_regclass('drizzle.__drizzle_migrations') is not null as exists`,
  );
  if (table?.exists !== true) return 0;
  const [last] = await queryRows<{ created_at: number | string }>(
    database,
    sql`select created_at from drizzle.__drizzle_migrations order by created_at desc limit 1`,
  );
  if (last === undefined) return 0;
  const index = migrations.findIndex((migration) => migration.createdAt === Number(last.created_at));
  if (index >= 0) return index + 1;
  throw new AppError(
    "unavailable",
    "The database was written by a newer version of the portal: use that version, or restore a backup of this one.",
  );
}

async function apply(tx: Database, migration: Migration): Promise<void> {
  try {
    for (const statement of migration.statements) await tx.execute(sql.raw(statement));
  } catch (error) {
    // The query's own message repeats the whole statement; its cause says what was wrong with it.
    const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
    const reason = `The migration ${migration.tag} failed, and the database is as it was before: ${messageOf(cause)}.`;
    throw new AppError("unavailable", reason, { cause: error });
  }
  await tx.execute(
    sql`insert into drizzle.__drizzle_migrations (hash, created_at) values (${migration.hash}, ${migration.createdAt})`,
  );
}

/**
 * Applies the migrations that a database lacks, all of them or none, one process at a time, and returns their names.
 * May run in a transaction. Throws unavailable when one fails, and when the database is newer than the migrations.
 */
export async function migrate(database: Database, migrations: Migration[]): Promise<string[]> {
  return database.transaction(async (tx) => {
    // A long migration, or waiting for one, must not be cut off like a query that has gone astray.
    await tx.execute(sql`set local statement_timeout = 0`);
    // It may have to change any row (lib/db/doors.ts).
    await tx.execute(sql`select set_config('portal.door', 'system', true)`);
    await tx.execute(takeLock("migrations"));
    await tx.execute(sql`create schema if not exists drizzle`);
    await tx.execute(sql`create table if not exists drizzle.__drizzle_migrations
      (id serial primary key, hash text not null, created_at bigint)`);
    const missing = migrations.slice(await countApplied(tx, migrations));
    for (const migration of missing) await apply(tx, migration);
    return missing.map(({ tag }) => tag);
  });
}
