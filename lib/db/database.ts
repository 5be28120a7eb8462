import "server-only";
import { existsSync, mkdirSync, openAsBlob } from "node:fs";
import path from "node:path";
import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import type { Client } from "pg";
import { env } from "@/lib/env";
import { AppError, messageOf } from "@/lib/errors";
import { log } from "@/lib/log";
import { databaseFolderOf, finishSwap } from "./database-folder";
import { lockFolder } from "./lock";
import { migrate, readMigrations, type Migration } from "./migrations";
import { announcePresence } from "./presence";

/** The one database type, whichever engine is behind it. */
export type Database = PgDatabase<PgQueryResultHKT, Record<string, never>>;
/** An open database and how to close it. */
export type OpenDatabase = { database: Database; close: () => Promise<void> };

const clusterTemplate = path.join(/* turbopackIgnore: true */ process.cwd(), ".next/cluster.tar.gz");

// The engine takes 160 MB for its buffers unless told otherwise; the index of 4,500 pages fits in this.
const smallMachine = ["-c", "shared_buffers=48MB", "-c", "max_connections=5"];

/** Connects once to PostgreSQL; throws unavailable when it cannot be reached. */
export async function connectPostgres(connectionString: string): Promise<Client> {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5_000, keepAlive: true });
  await client.connect().catch((error: unknown) => {
    // Not the address: it may hold a password.
    const reason = `PostgreSQL cannot be reached (${messageOf(error)}): check DATABASE_URL and whether the server runs.`;
    throw new AppError("unavailable", reason, { cause: error });
  });
  return client;
}

/**
 * Opens PostgreSQL, says so to commands that need it alone, and applies the migrations it lacks; with null it is
 * left as found. Throws unavailable when it cannot be reached or migrated.
 */
export async function openPostgres(
  connectionString: string,
  migrations: Migration[] | null = readMigrations(),
): Promise<OpenDatabase> {
  const { default: pg } = await import("pg");
  const { drizzle } = await import("drizzle-orm/node-postgres");
  const presence = await announcePresence(() => connectPostgres(connectionString));
  const pool = new pg.Pool({
    connectionString,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 60_000,
    query_timeout: 20_000,
  });
  // An idle connection that the server closes must not end the process.
  pool.on("error", (error) => log.warn("A database connection was lost.", error));
  const database = drizzle(pool);
  const close = async () => {
    await pool.end();
    await presence.leave();
  };
  try {
    if (migrations !== null) await migrate(database, migrations);
  } catch (error) {
    await close();
    throw error;
  }
  return { database, close };
}

/**
 * Opens the embedded engine in a folder (or in memory when null) and applies the migrations it lacks; with null it is
 * left as found. Throws unavailable when it cannot be migrated.
 */
export async function openEmbedded(
  dataDir: string | null,
  migrations: Migration[] | null = readMigrations(),
): Promise<OpenDatabase> {
  const { PGlite } = await import("@electric-sql/pglite");
  const { drizzle } = await import("drizzle-orm/pglite");
  const isNew = dataDir === null || !existsSync(path.join(dataDir, "PG_VERSION"));
  // Making a cluster takes seconds and 800 MB; unpacking the one made by the build does not.
  const loadDataDir = isNew && existsSync(clusterTemplate) ? await openAsBlob(clusterTemplate) : undefined;
  const startParams = [...PGlite.defaultStartParams, ...smallMachine];
  const client = await PGlite.create({ ...(dataDir === null ? {} : { dataDir }), loadDataDir, startParams });
  const database = drizzle(client);
  try {
    if (migrations !== null) await migrate(database, migrations);
  } catch (error) {
    await client.close();
    throw error;
  }
  return { database, close: () => client.close() };
}

async function open(migrations: Migration[] | null): Promise<OpenDatabase> {
  if (env.isBuild) throw new Error("The database is never opened during a build.");
  if (env.databaseUrl !== null) return openPostgres(env.databaseUrl, migrations);
  const folder = env.dataFolder;
  if (migrations === null && !existsSync(databaseFolderOf(folder))) {
    throw new AppError("not_found", `There is no database in ${folder} yet: check PORTAL_DATA, or start the portal.`);
  }
  // The engine writes its files readable by everyone: the folder around them is private instead.
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const unlock = await lockFolder(folder);
  try {
    finishSwap(folder);
    const { database, close } = await openEmbedded(databaseFolderOf(folder), migrations);
    return { database, close: () => close().then(unlock) };
  } catch (error) {
    await unlock();
    throw error;
  }
}

// Next loads this module once per kind of route; the process-wide slot keeps the database opened once.
const slot = globalThis as typeof globalThis & { portalDatabase?: Promise<OpenDatabase> };

/**
 * Returns the database of this process, opening it on first use, with the migrations it lacks or, for commands that
 * only look at it, as found; throws unavailable or not_found with a clear sentence.
 */
export async function getDatabase(state: "migrated" | "as found" = "migrated"): Promise<Database> {
  slot.portalDatabase ??= open(state === "migrated" ? readMigrations() : null).catch((error: unknown) => {
    slot.portalDatabase = undefined;
    throw error;
  });
  return (await slot.portalDatabase).database;
}

/** Closes the database of this process, if it was opened. */
export async function closeDatabase(): Promise<void> {
  const opened = slot.portalDatabase;
  if (opened === undefined) return;
  slot.portalDatabase = undefined;
  await (await opened).close();
}
