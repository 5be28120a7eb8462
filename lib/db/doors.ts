import "server-only";
import { sql } from "drizzle-orm";
import { getDatabase, type Database } from "./database";

type Door = "desk" | "inbox" | "system";

/**
 * Tells PostgreSQL through which door the rest of a transaction comes, and who; it shows only the rows that they may
 * see. This is the second wall behind the checks of the queries (migration 0002): a superuser walks through it, as on
 * the embedded engine.
 */
export async function visit(tx: Database, door: Door, visitor: string): Promise<void> {
  await tx.execute(
    sql`select set_config('portal.door', ${door}, true), set_config('portal.visitor', ${visitor}, true)`,
  );
}

async function through<T>(
  door: Door,
  visitor: string,
  run: (tx: Database) => Promise<T>,
  database: Database | undefined,
): Promise<T> {
  return (database ?? (await getDatabase())).transaction(async (tx) => {
    await visit(tx, door, visitor);
    return run(tx);
  });
}

/** Runs a transaction of somebody at the desk: their conflicts and exclusions hide rows. For desk queries and commands. */
export const atDesk = <T>(personId: string, run: (tx: Database) => Promise<T>, database?: Database): Promise<T> =>
  through("desk", personId, run, database);

/** Runs a transaction of one reporter, who sees the one report (or upload) of this id. For intake and inbox. */
export const atInbox = <T>(reportId: string, run: (tx: Database) => Promise<T>, database?: Database): Promise<T> =>
  through("inbox", reportId, run, database);

/** Runs a transaction of the portal itself, on nobody's behalf: jobs, deadlines, retention, appeals by link. */
export const asPortal = <T>(run: (tx: Database) => Promise<T>, database?: Database): Promise<T> =>
  through("system", "", run, database);
