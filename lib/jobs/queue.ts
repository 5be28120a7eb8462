import "server-only";
import type { Database } from "@/lib/db/database";
import { ringBell } from "./bell";
import { jobs } from "./tables";

/** A job to be done: its handler's kind, what it is told, and from when on it may run. */
export type NewJob = { kind: string; key?: string; payload?: Record<string, unknown>; runAt?: Date };

/**
 * Writes a job down, best in the transaction of its cause: then both happen or neither does. A job whose kind and key
 * are known already is not written again; a key is remembered for a week after its job was done.
 */
export async function enqueue(database: Database, job: NewJob): Promise<void> {
  const { kind, key, payload, runAt } = job;
  await database
    .insert(jobs)
    .values({ kind, key, payload, runAt })
    .onConflictDoNothing({ target: [jobs.kind, jobs.key] });
  ringBell();
}
