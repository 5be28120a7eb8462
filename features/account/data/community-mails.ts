import "server-only";
import { and, eq, isNull, ne, sql } from "drizzle-orm";
import { audit, type Actor } from "@/lib/audit/audit";
import { users } from "@/lib/auth/tables";
import type { Database } from "@/lib/db/database";

/**
 * Switches a person's community mails on or off in the caller's transaction; whether the actor may is the caller's to
 * decide. Doing it twice changes nothing, and neither does a person who is gone.
 */
export async function changeCommunityMails(tx: Database, actor: Actor, id: string, isOn: boolean): Promise<void> {
  const wanted = sql`coalesce(${users.notifications} ->> 'community', 'true')`;
  const changed = await tx
    .update(users)
    .set({ notifications: { security: true, community: isOn } })
    .where(and(eq(users.id, id), isNull(users.deletedAt), ne(wanted, String(isOn))))
    .returning({ id: users.id });
  if (changed.length === 0) return;
  const act = isOn ? "person.subscribed" : "person.unsubscribed";
  await audit(tx, { actor, act, object: { kind: "person", id } });
}
