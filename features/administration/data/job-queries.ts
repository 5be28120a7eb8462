import "server-only";
import { and, asc, count, isNull, max, min } from "drizzle-orm";
import type { Viewer } from "@/lib/auth/viewer";
import { getDatabase } from "@/lib/db/database";
import { listDead, type DeadJob } from "@/lib/jobs/dead-jobs";
import { jobs } from "@/lib/jobs/tables";
import { requireAdmin } from "./require-admin";

/** Jobs of one kind that are not done yet. */
export type WaitingKind = { kind: string; jobs: number; nextAt: Date | null; mostAttempts: number };
/** Jobs that were given up: as many as a page can show, and how many there are (at most a thousand are counted). */
export type DeadJobs = { dead: DeadJob[]; deadCount: number };

const deadCounted = 1_000;
const deadShown = 100;

/** Returns the jobs that wait, by kind. For admins; throws not_found for anybody else. */
export async function listWaitingJobs(viewer: Viewer): Promise<WaitingKind[]> {
  requireAdmin(viewer);
  const database = await getDatabase();
  const waiting = await database
    .select({ kind: jobs.kind, jobs: count(), nextAt: min(jobs.runAt), mostAttempts: max(jobs.attempts) })
    .from(jobs)
    .where(and(isNull(jobs.doneAt), isNull(jobs.deadAt)))
    .groupBy(jobs.kind)
    .orderBy(asc(jobs.kind));
  return waiting.map((row) => ({ ...row, mostAttempts: row.mostAttempts ?? 0 }));
}

/** Returns the jobs that were given up, of one kind or all, the latest first. For whom is as in listWaitingJobs. */
export async function listDeadJobs(viewer: Viewer, kind?: string): Promise<DeadJobs> {
  requireAdmin(viewer);
  const all = await listDead(await getDatabase(), { limit: deadCounted });
  const dead = all.filter((job) => kind === undefined || job.kind === kind);
  return { dead: dead.slice(0, deadShown), deadCount: dead.length };
}
