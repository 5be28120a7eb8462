import "server-only";
import { sql } from "drizzle-orm";
import type { Database } from "@/lib/db/database";
import { ringBell } from "./bell";
import { isOpen } from "./job-state";
import { jobs } from "./tables";

/** A kind of job that has its turn every so many minutes, counted from the start of 1970 in UTC. */
export type Recurring = { kind: string; everyMinutes: number };

/** Returns when the turn that lasts now began. */
export function turnOf(everyMinutes: number, now: Date): Date {
  const length = everyMinutes * 60_000;
  return new Date(Math.floor(now.getTime() / length) * length);
}

/**
 * Writes down the job of a turn, once, however many processes try. Turns that were missed are not made up for, and
 * when an earlier job of the kind is still open, it stands for this turn, too.
 */
export async function enqueueTurn(database: Database, kind: string, turn: Date): Promise<void> {
  const stoodFor = sql`(select now() from ${jobs} where ${jobs.kind} = ${kind} and ${isOpen} limit 1)`;
  await database
    .insert(jobs)
    .values({ kind, key: turn.toISOString(), doneAt: stoodFor })
    .onConflictDoNothing({ target: [jobs.kind, jobs.key] });
  ringBell();
}
