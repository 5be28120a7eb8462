import "server-only";
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { sql } from "drizzle-orm";
import { AppError, messageOf } from "@/lib/errors";
import { checkBackup, type Backup } from "./backup-reader";
import { connectPostgres, openEmbedded, type Database } from "./database";
import { finishSwap, nameOfInstant, swapDatabase, unfinishedFolderOf } from "./database-folder";
import { lockFolder } from "./lock";
import { readMigrations } from "./migrations";
import { requireAlone } from "./presence";
import { queryRows } from "./query-rows";
import { fillFromBackup, migrationsOf, type Say } from "./restore-rows";

/** What was restored, and where the former database is kept; null when there was none. */
export type Restored = { rows: number; kept: string | null };

async function check(file: string, say: Say): Promise<Backup> {
  say(`Checking ${file} …`);
  const backup = await checkBackup(file);
  migrationsOf(backup, readMigrations());
  return backup;
}

/** Turns what the database refuses, such as a row that points at none or a role that owns nothing, into a sentence. */
async function explained<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError) throw error;
    // The query's own message repeats the rows; its cause says what was wrong with them.
    const reason = messageOf(error instanceof Error && error.cause !== undefined ? error.cause : error);
    throw new AppError("invalid", `${file} could not be restored: ${reason}. Nothing was changed.`, { cause: error });
  }
}

/**
 * Puts a backup in the place of the embedded database of a data folder, once it is proven whole; the former database
 * is kept beside it. Throws invalid or not_found for a backup that cannot be used, unavailable while a portal runs.
 */
export async function restoreEmbedded(dataFolder: string, file: string, say: Say): Promise<Restored> {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const unlock = await lockFolder(dataFolder);
  try {
    const backup = await check(file, say);
    finishSwap(dataFolder);
    const folder = unfinishedFolderOf(dataFolder);
    // Left there by a restore that was killed.
    if (existsSync(folder)) rmSync(folder, { recursive: true });
    const { database, close } = await openEmbedded(folder, null);
    try {
      await explained(file, () => database.transaction((tx) => fillFromBackup(tx, backup, readMigrations(), say)));
    } catch (error) {
      await close();
      rmSync(folder, { recursive: true });
      throw error;
    }
    await close();
    return { rows: backup.rows, kept: await swapDatabase(dataFolder) };
  } finally {
    await unlock();
  }
}

// Everything is renamed rather than dropped, so that a mistake can be taken back.
async function setAside(tx: Database): Promise<string | null> {
  const [found] = await queryRows<{ isUsed: boolean; isMigrated: boolean }>(
    tx,
    sql`select exists (select from pg_class where relnamespace = to_regnamespace('public')) as "isUsed",
          to_regclass('drizzle.__drizzle_migrations') is not null as "isMigrated"`,
  );
  if (found?.isUsed !== true) return null;
  const kept = `before_restore_${nameOfInstant(new Date()).toLowerCase().replaceAll("-", "_")}`;
  await tx.execute(sql`alter schema public rename to ${sql.identifier(kept)}`);
  if (found.isMigrated) {
    await tx.execute(sql`alter table drizzle.__drizzle_migrations set schema ${sql.identifier(kept)}`);
  }
  await tx.execute(sql`create schema public`);
  return kept;
}

/**
 * Puts a backup in the place of what a PostgreSQL database holds, in one transaction; the former tables are kept in a
 * schema of another name. Throws as `restoreEmbedded` does, and invalid when the role does not own the database.
 */
export async function restorePostgres(connectionString: string, file: string, say: Say): Promise<Restored> {
  const { drizzle } = await import("drizzle-orm/node-postgres");
  const client = await connectPostgres(connectionString);
  try {
    await requireAlone(client);
    const backup = await check(file, say);
    const fill = async (tx: Database) => {
      const kept = await setAside(tx);
      await fillFromBackup(tx, backup, readMigrations(), say);
      return { rows: backup.rows, kept: kept && `schema ${kept}` };
    };
    return await explained(file, () => drizzle(client).transaction(fill));
  } finally {
    await client.end();
  }
}
