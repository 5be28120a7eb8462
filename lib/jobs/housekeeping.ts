import "server-only";
import { and, isNotNull, lt, notInArray, sql } from "drizzle-orm";
import type { Database } from "@/lib/db/database";
import { env } from "@/lib/env";
import type { DatabaseJob, JobHandler } from "./handlers";
import type { Recurring } from "./recurring";
import { jobs } from "./tables";

/**
 * Removes jobs that were done a week ago. The newest of each kind that has a key stays: it says that the last turn of
 * something rare was taken.
 */
const tidyJobs: DatabaseJob = {
  effect: "database",
  async run(tx) {
    const newest = tx
      .selectDistinctOn([jobs.kind], { id: jobs.id })
      .from(jobs)
      .where(isNotNull(jobs.key))
      .orderBy(jobs.kind, sql`${jobs.id} desc`);
    await tx.delete(jobs).where(and(lt(jobs.doneAt, sql`now() - interval '7 days'`), notInArray(jobs.id, newest)));
  },
};

/**
 * Returns the jobs that keep the database in order. Only the embedded engine is told to clean up after itself:
 * a PostgreSQL server does so of its own accord.
 */
export function housekeeping(
  database: Database,
  isEmbedded = env.databaseUrl === null,
): { handlers: Record<string, JobHandler>; recurring: Recurring[] } {
  const handlers: Record<string, JobHandler> = { "jobs.tidy": tidyJobs };
  const recurring = [{ kind: "jobs.tidy", everyMinutes: 60 }];
  if (!isEmbedded) return { handlers, recurring };
  return {
    handlers: {
      ...handlers,
      // It refuses to run in a transaction, which is why it counts as outside.
      "database.tidy": { effect: "outside", run: async () => void (await database.execute(sql`vacuum analyze`)) },
    },
    recurring: [...recurring, { kind: "database.tidy", everyMinutes: 24 * 60 }],
  };
}
