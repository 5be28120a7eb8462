import "server-only";
import { existsSync, mkdirSync, openAsBlob } from "node:fs";
import path from "node:path";
import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import { env } from "@/lib/env";
import { AppError, messageOf } from "@/lib/errors";
import { log } from "@/lib/log";
import { lockFolder } from "./lock";

/** The one database type, whichever engine is behind it. */
export type Database = PgDatabase<PgQueryResultHKT, Record<string, never>>;
/** An open database and how to close it. */
export type OpenDatabase = { database: Database; close: () => Promise<void> };

// Any number will do, as long as every version of the portal uses the same one.
const migrationLock = 727272;
const migrationsFolder = path.join(/* turbopackIgnore: true */ process.cwd(), "lib/db/migrations");
const clusterTemplate = path.join(/* turbopackIgnore: true */ process.cwd(), ".next/cluster.tar.gz");

// The engine takes 160 MB for its buffers unless told otherwise; the index of 4,500 pages fits in this.
const smallMachine = ["-c", "shared_buffers=48MB", "-c", "max_connections=5"];

/** Opens PostgreSQL and brings its schema up to date under an advisory lock, one process at a time. */
export async function openPostgres(connectionString: string): Promise<OpenDatabase> {
  const { default: pg } = await import("pg");
  const { drizzle } = await import("drizzle-orm/node-postgres");
  const { migrate } = await import("drizzle-orm/node-postgres/migrator");
  const pool = new pg.Pool({ connectionString, connectionTimeoutMillis: 5_000, statement_timeout: 60_000 });
  // An idle connection that the server closes must not end the process.
  pool.on("error", (error) => log.warn("A database connection was lost.", error));
  const client = await pool.connect().catch((error: unknown) => {
    // Not the address: it may hold a password.
    const reason = `PostgreSQL cannot be reached (${messageOf(error)}): check DATABASE_URL and whether the server runs.`;
    throw new AppError("unavailable", reason, { cause: error });
  });
  try {
    await client.query("select pg_advisory_lock($1)", [migrationLock]);
    await migrate(drizzle(client), { migrationsFolder });
    await client.query("select pg_advisory_unlock($1)", [migrationLock]);
  } finally {
    client.release();
  }
  return { database: drizzle(pool), close: () => pool.end() };
}

/** Opens the embedded engine in a folder (or in memory when null) and brings its schema up to date. */
export async function openEmbedded(dataDir: string | null): Promise<OpenDatabase> {
  const { PGlite } = await import("@electric-sql/pglite");
  const { drizzle } = await import("drizzle-orm/pglite");
  const { migrate } = await import("drizzle-orm/pglite/migrator");
  const isNew = dataDir === null || !existsSync(path.join(dataDir, "PG_VERSION"));
  // Making a cluster takes seconds and 800 MB; unpacking the one made by the build does not.
  const loadDataDir = isNew && existsSync(clusterTemplate) ? await openAsBlob(clusterTemplate) : undefined;
  const startParams = [...PGlite.defaultStartParams, ...smallMachine];
  const client = await PGlite.create({ ...(dataDir === null ? {} : { dataDir }), loadDataDir, startParams });
  const database = drizzle(client);
  await migrate(database, { migrationsFolder });
  return { database, close: () => client.close() };
}

async function open(): Promise<OpenDatabase> {
  if (env.isBuild) throw new Error("The database is never opened during a build.");
  if (env.databaseUrl !== null) return openPostgres(env.databaseUrl);
  // The engine writes its files readable by everyone: the folder around them is private instead.
  mkdirSync(env.dataFolder, { recursive: true, mode: 0o700 });
  await lockFolder(env.dataFolder);
  return openEmbedded(path.join(env.dataFolder, "database"));
}

// Next loads this module once per kind of route; the process-wide slot keeps the database opened once.
const slot = globalThis as typeof globalThis & { portalDatabase?: Promise<OpenDatabase> };

/** Returns the database of this process, opening it on first use; throws unavailable with a clear sentence. */
export async function getDatabase(): Promise<Database> {
  slot.portalDatabase ??= open();
  return (await slot.portalDatabase).database;
}

/** Closes the database of this process, if it was opened. */
export async function closeDatabase(): Promise<void> {
  const opened = slot.portalDatabase;
  if (opened === undefined) return;
  slot.portalDatabase = undefined;
  await (await opened).close();
}
