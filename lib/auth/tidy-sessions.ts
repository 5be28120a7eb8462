import "server-only";
import { lt, sql } from "drizzle-orm";
import type { Database } from "@/lib/db/database";
import { sessions, verificationTokens } from "./tables";

/** Removes sessions and links that are over; a recurring job calls it. Those of short sessions go when they are next used. */
export async function tidySessions(database: Database): Promise<void> {
  await database.delete(sessions).where(lt(sessions.expiresAt, sql`now()`));
  await database.delete(verificationTokens).where(lt(verificationTokens.expiresAt, sql`now()`));
}
