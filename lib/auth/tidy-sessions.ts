import "server-only";
import { lt, or, sql } from "drizzle-orm";
import type { Database } from "@/lib/db/database";
import { lifetimeFor } from "./session-lifetime";
import { sessions, verificationTokens } from "./tables";

const idle = sql`now() - make_interval(secs => ${lifetimeFor([]).idleMilliseconds / 1000})`;

/** Removes sessions and links that are over; a recurring job calls it. Those of short sessions go when they are next used. */
export async function tidySessions(database: Database): Promise<void> {
  await database.delete(sessions).where(or(lt(sessions.expiresAt, sql`now()`), lt(sessions.lastSeenAt, idle)));
  await database.delete(verificationTokens).where(lt(verificationTokens.expiresAt, sql`now()`));
}
