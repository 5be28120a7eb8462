import "server-only";
import { eq, sql } from "drizzle-orm";
import type { Database } from "@/lib/db/database";
import type { DatabaseJob } from "./handlers";
import { asDone, isDue, noteFailure, type BegunJob } from "./job-state";
import { jobs } from "./tables";

/**
 * Runs the next due job whose effect is in the database, and tells whether there was one; throws when the database fails.
 * The effect and the note that it is done are one transaction: both happen or neither, even when the process is killed.
 */
export async function runDatabaseJob(database: Database, handlers: Map<string, DatabaseJob>): Promise<boolean> {
  const kinds = [...handlers.keys()];
  const begun: BegunJob[] = [];
  try {
    await database.transaction(async (tx) => {
      const due = tx.select().from(jobs).where(isDue(kinds)).orderBy(jobs.runAt, jobs.id);
      const [job] = await due.limit(1).for("update", { skipLocked: true });
      const handler = job && handlers.get(job.kind);
      if (job === undefined || handler === undefined) return;
      begun.push(job);
      await handler.run(tx, job.payload);
      await tx
        .update(jobs)
        .set({ ...asDone, attempts: sql`${jobs.attempts} + 1` })
        .where(eq(jobs.id, job.id));
    });
  } catch (error) {
    const [job] = begun;
    // Before there was a job, it was the database that failed.
    if (job === undefined) throw error;
    await noteFailure(database, job, job.attempts + 1, error);
  }
  return begun.length > 0;
}
