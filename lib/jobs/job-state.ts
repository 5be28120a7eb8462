import "server-only";
import { and, eq, inArray, isNull, lt, or, sql, type SQL } from "drizzle-orm";
import type { Database } from "@/lib/db/database";
import { log } from "@/lib/log";
import { backOffSeconds, mostAttempts } from "./back-off";
import { PermanentFailure, reasonOf } from "./failure";
import { jobs } from "./tables";

/** A job that a worker has begun. */
export type BegunJob = typeof jobs.$inferSelect;

/** The condition that a job is neither done nor given up. */
export const isOpen = and(isNull(jobs.doneAt), isNull(jobs.deadAt));

/** The condition that a job of one of these kinds may be begun now: it is due, and no living worker holds it. */
export function isDue(kinds: string[]): SQL | undefined {
  const isFree = or(isNull(jobs.leasedUntil), lt(jobs.leasedUntil, sql`now()`));
  return and(isOpen, sql`${jobs.runAt} <= now()`, isFree, inArray(jobs.kind, kinds));
}

/** What is written when a job is done; the payload is not needed any more and may be personal. */
export const asDone = { doneAt: sql`now()`, payload: {}, leasedUntil: null, lastError: null };

/**
 * Notes that an attempt failed: the job rests and is tried again, or is given up after the last attempt.
 * Nothing changes when the job has been done, or begun anew, in the meantime.
 */
export async function noteFailure(
  database: Database,
  job: Pick<BegunJob, "id" | "kind" | "attempts">,
  attempt: number,
  error: unknown,
): Promise<void> {
  const isLast = error instanceof PermanentFailure || attempt >= mostAttempts;
  const rest = backOffSeconds(attempt, Math.random());
  const next = isLast ? { deadAt: sql`now()` } : { runAt: sql`now() + make_interval(secs => ${rest})` };
  const noted = await database
    .update(jobs)
    .set({ ...next, attempts: attempt, leasedUntil: null, lastError: reasonOf(error) })
    .where(and(eq(jobs.id, job.id), eq(jobs.attempts, job.attempts), isOpen))
    .returning({ id: jobs.id });
  // Not the reason: it may hold what people wrote.
  if (isLast && noted.length > 0) log.warn(`Job ${job.id} (${job.kind}) was given up; its reason is kept beside it.`);
}
