import "server-only";
import { env } from "@/lib/env";
import type { JobHandler } from "@/lib/jobs/handlers";
import type { Recurring } from "@/lib/jobs/recurring";
import type { Database } from "./database";
import { snapshotFolderOf, takeSnapshot } from "./snapshots";

/**
 * Returns the hourly job that takes a snapshot of the embedded database, and nothing for PostgreSQL, whose operator
 * has better means.
 */
export function snapshotJob(
  database: Database,
  isEmbedded = env.databaseUrl === null,
): { handlers: Record<string, JobHandler>; recurring: Recurring[] } {
  if (!isEmbedded) return { handlers: {}, recurring: [] };
  const run = async () => void (await takeSnapshot(database, snapshotFolderOf(env.dataFolder)));
  return {
    handlers: { "database.snapshot": { effect: "outside", run } },
    recurring: [{ kind: "database.snapshot", everyMinutes: 60 }],
  };
}
