import "server-only";
import { and, eq, sql } from "drizzle-orm";
import type { Database } from "@/lib/db/database";
import { mostAttempts } from "./back-off";
import type { OutsideJob } from "./handlers";
import { asDone, isDue, isOpen, noteFailure, type BegunJob } from "./job-state";
import { jobs } from "./tables";

const leaseSeconds = 120;
const leaseEnd = sql`now() + make_interval(secs => ${leaseSeconds})`;

const isThisOpen = (id: number) => and(eq(jobs.id, id), isOpen);

async function lease(database: Database, kinds: string[]): Promise<BegunJob | undefined> {
  const next = database
    .select({ id: jobs.id })
    .from(jobs)
    .where(isDue(kinds))
    .orderBy(jobs.runAt, jobs.id)
    .limit(1)
    .for("update", { skipLocked: true });
  const [begun] = await database
    .update(jobs)
    .set({ leasedUntil: leaseEnd, attempts: sql`${jobs.attempts} + 1` })
    .where(eq(jobs.id, next))
    .returning();
  return begun;
}

/** Prolongs the lease of a job for as long as its effect lasts; returns how to stop that. */
function keepLease(database: Database, id: number): () => void {
  const timer = setInterval(
    () => {
      const prolonged = database.update(jobs).set({ leasedUntil: leaseEnd }).where(isThisOpen(id));
      // A database that is away for a moment gives the lease three more chances.
      prolonged.catch(() => undefined);
    },
    (leaseSeconds * 1000) / 4,
  );
  timer.unref();
  return () => clearInterval(timer);
}

/**
 * Runs the next due job whose effect is outside of the database, and tells whether there was one; throws when the
 * database fails. No transaction is open while the effect lasts: a lease says that somebody is at it, and when the
 * lease runs out because its worker was killed, the job is begun again.
 */
export async function runOutsideJob(database: Database, handlers: Map<string, OutsideJob>): Promise<boolean> {
  const begun = await lease(database, [...handlers.keys()]);
  const handler = begun && handlers.get(begun.kind);
  if (begun === undefined || handler === undefined) return false;
  const { id, key, attempts: attempt, payload } = begun;
  if (attempt > mostAttempts) {
    await noteFailure(database, begun, attempt, new Error("The portal ended during each attempt."));
    return true;
  }
  const letGo = keepLease(database, id);
  try {
    await handler.run(payload, { id, key, attempt });
  } catch (error) {
    await noteFailure(database, begun, attempt, error);
    return true;
  } finally {
    letGo();
  }
  // Also from a worker that was thought dead: the effect has happened, whoever else is at it by now.
  await database.update(jobs).set(asDone).where(isThisOpen(id));
  return true;
}
