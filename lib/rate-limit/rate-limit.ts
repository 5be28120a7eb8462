import "server-only";
import { lte, sql } from "drizzle-orm";
import { getDatabase, type Database } from "@/lib/db/database";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { pseudonymOf } from "@/lib/secrets";
import { clientNetwork } from "./client-network";
import { rateLimits } from "./tables";

/** How often something may be done by the same person, address or client within a window of time. */
export type Limit = { name: string; most: number; seconds: number };

/** Returns the failure for whoever did too much, which says when the window ends that is still so long. */
export function refusal(milliseconds: number): AppError {
  const minutes = Math.ceil(milliseconds / 60_000);
  const wait = minutes <= 1 ? "a minute" : `${minutes} minutes`;
  return new AppError("limited", `That was a lot in a short time. Try again in about ${wait}.`);
}

/**
 * Counts one more attempt of somebody and throws limited when there were too many in the current window.
 * An unknown client ("") is counted as one. Never call it within a transaction: a count that is rolled back counts
 * nothing, and the embedded engine would wait for itself. Everybody may; a failing database rises as it is.
 */
export async function requireWithin(
  limit: Limit,
  who: string,
  database?: Database,
  now: Date = new Date(),
): Promise<void> {
  const key = `${limit.name}:${pseudonymOf("rate-limit", `${limit.name} ${clientNetwork(who)}`)}`;
  const windowEndsAt = new Date(now.getTime() + limit.seconds * 1000);
  const isOver = lte(rateLimits.windowEndsAt, now);
  // One statement, so that of many attempts at once exactly as many pass as may.
  const [row] = await (database ?? (await getDatabase()))
    .insert(rateLimits)
    .values({ key, windowEndsAt, count: 1 })
    .onConflictDoUpdate({
      target: rateLimits.key,
      set: {
        count: sql`case when ${isOver} then 1 else least(${rateLimits.count}, ${limit.most}) + 1 end`,
        windowEndsAt: sql`case when ${isOver} then excluded.window_ends_at else ${rateLimits.windowEndsAt} end`,
      },
    })
    .returning({ count: rateLimits.count, windowEndsAt: rateLimits.windowEndsAt });
  if (row === undefined || row.count <= limit.most) return;
  // Once for each window, or a flood would fill the log.
  if (row.count === limit.most + 1) log.warn(`A limit was reached: ${limit.name}.`);
  throw refusal(row.windowEndsAt.getTime() - now.getTime());
}

/** Removes the counts of windows that have ended; called by a recurring job. */
export async function tidyRateLimits(database: Database, now: Date = new Date()): Promise<void> {
  await database.delete(rateLimits).where(lte(rateLimits.windowEndsAt, now));
}
