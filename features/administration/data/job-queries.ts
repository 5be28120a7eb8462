import "server-only";
import { asc, count, isNull, and, max, min } from "drizzle-orm";
import type { Viewer } from "@/lib/auth/viewer";
import { getDatabase } from "@/lib/db/database";
import { jobCounts, listDead, type DeadJob } from "@/lib/jobs/dead-jobs";
import { jobs } from "@/lib/jobs/tables";
import { requireAdmin } from "./require-admin";

/** Jobs of one kind that are not done yet. */
export type WaitingKind = { kind: string; jobs: number; nextAt: Date | null; mostAttempts: number };
/** What waits and what was given up. `dead` is cut at a length that a page can show; `deadCount` is not. */
export type JobOverview = { waiting: WaitingKind[]; dead: DeadJob[]; deadCount: number };

const deadShown = 100;

/** Returns the jobs that wait, by kind, and those that were given up. For admins; throws not_found for anybody else. */
export async function readJobs(viewer: Viewer, kind?: string): Promise<JobOverview> {
  requireAdmin(viewer);
  const database = await getDatabase();
  const waiting = await database
    .select({ kind: jobs.kind, jobs: count(), nextAt: min(jobs.runAt), mostAttempts: max(jobs.attempts) })
    .from(jobs)
    .where(and(isNull(jobs.doneAt), isNull(jobs.deadAt)))
    .groupBy(jobs.kind)
    .orderBy(asc(jobs.kind));
  const dead = await listDead(database, { limit: deadShown });
  const { dead: deadCount } = await jobCounts(database);
  return {
    waiting: waiting.map((row) => ({ ...row, mostAttempts: row.mostAttempts ?? 0 })),
    dead: dead.filter((job) => kind === undefined || job.kind === kind),
    deadCount,
  };
}
