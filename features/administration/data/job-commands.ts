import "server-only";
import { and, asc, eq, isNotNull } from "drizzle-orm";
import { actorOf, audit } from "@/lib/audit/audit";
import type { Viewer } from "@/lib/auth/viewer";
import { getDatabase } from "@/lib/db/database";
import { AppError } from "@/lib/errors";
import { dropDead, retryDead } from "@/lib/jobs/dead-jobs";
import { jobs } from "@/lib/jobs/tables";
import { requireAdmin } from "./require-admin";

// The rest is retried by pressing the button again.
const retriedAtOnce = 1_000;

/** Lets a job that was given up begin again. For admins; throws not_found for anybody else and when it is not given up. */
export async function retryJob(viewer: Viewer, id: number): Promise<void> {
  requireAdmin(viewer);
  const database = await getDatabase();
  await database.transaction(async (tx) => {
    await retryDead(tx, id);
    await audit(tx, { actor: actorOf(viewer), act: "job.retried", object: { kind: "job", id: String(id) } });
  });
}

/** Drops a job that was given up for good; for whom and when is as in retryJob. */
export async function dropJob(viewer: Viewer, id: number): Promise<void> {
  requireAdmin(viewer);
  const database = await getDatabase();
  await database.transaction(async (tx) => {
    await dropDead(tx, id);
    await audit(tx, { actor: actorOf(viewer), act: "job.dropped", object: { kind: "job", id: String(id) } });
  });
}

/** Lets every job of a kind that was given up begin again, and returns how many; for whom is as in retryJob. */
export async function retryJobsOfKind(viewer: Viewer, kind: string): Promise<number> {
  requireAdmin(viewer);
  const database = await getDatabase();
  return database.transaction(async (tx) => {
    const dead = await tx
      .select({ id: jobs.id })
      .from(jobs)
      .where(and(eq(jobs.kind, kind), isNotNull(jobs.deadAt)))
      .orderBy(asc(jobs.id))
      .limit(retriedAtOnce)
      .for("update");
    if (dead.length === 0) throw new AppError("not_found", "No job of this kind is given up any more.");
    for (const { id } of dead) await retryDead(tx, id);
    const detail = { jobs: dead.length };
    await audit(tx, {
      actor: actorOf(viewer),
      act: "job.kind-retried",
      object: { kind: "job-kind", id: kind },
      detail,
    });
    return dead.length;
  });
}
