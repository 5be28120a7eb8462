import "server-only";
import { and, countDistinct, eq, isNull, ne } from "drizzle-orm";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import type { Database } from "@/lib/db/database";
import { roleGrants, users } from "./tables";
import { takeLock } from "@/lib/db/locks";

/**
 * Throws conflict unless somebody besides this person is an admin. Holds up everybody else who asks the same until the
 * caller's transaction ends, so that two admins cannot both go at once. Ask it before the first audit entry of a
 * transaction: those hold others up, too, and always come last.
 */
export async function requireAnotherAdmin(tx: Database, userId: string): Promise<void> {
  await tx.execute(takeLock("admins"));
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
