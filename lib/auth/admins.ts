import "server-only";
import { and, countDistinct, eq, isNull, ne, sql } from "drizzle-orm";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import type { Database } from "@/lib/db/database";
import { roleGrants, users } from "./tables";

// Any number will do, as long as every version of the portal uses the same one.
const adminLock = sql.raw("727274");

/**
 * Throws conflict unless somebody besides this person is an admin. Holds up everybody else who asks the same until the
 * caller's transaction ends, so that two admins cannot both go at once. Ask it before the first audit entry of a
 * transaction: those hold others up, too, and always come last.
 */
export async function requireAnotherAdmin(tx: Database, userId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${adminLock})`);
  // A statement of its own: it must see what whoever held the lock before has done.
  const [row] = await tx
    .select({ others: countDistinct(roleGrants.userId) })
    .from(roleGrants)
    .innerJoin(users, eq(users.id, roleGrants.userId))
    .where(
      and(
        eq(roleGrants.role, "admin"),
        eq(roleGrants.state, "active"),
        ne(roleGrants.userId, userId),
        isNull(users.deletedAt),
        // Where there is no demo, nobody can be one of its people.
        env.isDemo ? undefined : eq(users.isDemo, false),
      ),
    );
  if ((row?.others ?? 0) === 0)
    throw new AppError(
      "conflict",
      "This is the only admin of the portal. Make somebody else an admin first, so that it is not left without one.",
    );
}
