import "server-only";
import { and, asc, desc, eq, isNotNull, sql } from "drizzle-orm";
import type { Database } from "@/lib/db/database";
import { AppError } from "@/lib/errors";
import { ringBell } from "./bell";
import { asDone, isOpen } from "./job-state";
import { jobs } from "./tables";

/** A job that was given up, without what it was told, which may be personal. */
export type DeadJob = { id: number; kind: string; attempts: number; createdAt: Date; deadAt: Date; lastError: string };

const gone = "This job is not among those that were given up: it may have been tried again or dropped already.";
const isThisDead = (id: number) => and(eq(jobs.id, id), isNotNull(jobs.deadAt));

/** Returns the jobs that were given up, the latest first; the caller answers for who may see them. */
export async function listDead(database: Database, { limit }: { limit: number }): Promise<DeadJob[]> {
  const rows = await database
    .select()
    .from(jobs)
    .where(isNotNull(jobs.deadAt))
    .orderBy(desc(jobs.deadAt), asc(jobs.id))
    .limit(limit);
  return rows.flatMap(({ id, kind, attempts, createdAt, deadAt, lastError }) =>
    deadAt === null ? [] : [{ id, kind, attempts, createdAt, deadAt, lastError: lastError ?? "" }],
  );
}

/** Lets a job that was given up begin again at its first attempt; throws not_found when it is not given up. */
export async function retryDead(database: Database, id: number): Promise<void> {
  const again = { deadAt: null, attempts: 0, runAt: sql`now()`, leasedUntil: null };
  const changed = await database.update(jobs).set(again).where(isThisDead(id)).returning({ id: jobs.id });
  if (changed.length === 0) throw new AppError("not_found", gone);
  ringBell();
}

/** Drops a job that was given up for good: it counts as done. Throws not_found when it is not given up. */
export async function dropDead(database: Database, id: number): Promise<void> {
  // Kept for a week like any other: its key still says that its turn was taken.
  const dropped = { ...asDone, deadAt: null };
  const changed = await database.update(jobs).set(dropped).where(isThisDead(id)).returning({ id: jobs.id });
  if (changed.length === 0) throw new AppError("not_found", gone);
}

/** Returns how many jobs wait (resting ones too) and were given up, and how long the oldest due one has waited. */
export async function jobCounts(
  database: Database,
): Promise<{ waiting: number; dead: number; oldestWaitingSeconds: number }> {
  const [counts] = await database
    .select({
      waiting: sql`count(*) filter (where ${isOpen})`.mapWith(Number),
      dead: sql`count(*) filter (where ${jobs.deadAt} is not null)`.mapWith(Number),
      oldest: sql`coalesce(extract(epoch from now() - min(${jobs.runAt}) filter (where ${isOpen})), 0)`.mapWith(Number),
    })
    .from(jobs);
  return {
    waiting: counts?.waiting ?? 0,
    dead: counts?.dead ?? 0,
    oldestWaitingSeconds: Math.max(0, counts?.oldest ?? 0),
  };
}
