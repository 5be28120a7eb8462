import "server-only";
import { and, eq, inArray, ne } from "drizzle-orm";
import { audit, type Actor } from "@/lib/audit/audit";
import type { Database } from "@/lib/db/database";
import { conductRoles, type Role } from "./roles";
import { roleGrants, type GrantSource, type GrantState } from "./tables";

/** A grant to be written. */
export type NewGrant = { userId: string; role: Role; source: GrantSource; sourceKey?: string; state: GrantState };

/**
 * Writes a grant and its audit entry in the caller's transaction; returns null when the person has that role from there
 * already, or it is proposed. Whether the actor may grant is the caller's to decide.
 */
export async function insertGrant(tx: Database, actor: Actor, grant: NewGrant): Promise<string | null> {
  const personId = actor.kind === "person" ? actor.id : null;
  const now = new Date();
  const [row] = await tx
    .insert(roleGrants)
    .values({
      ...grant,
      proposedBy: personId,
      proposedAt: now,
      ...(grant.state === "active" ? { confirmedBy: personId, confirmedAt: now } : {}),
    })
    .onConflictDoNothing()
    .returning({ id: roleGrants.id });
  if (row === undefined) return null;
  await audit(tx, {
    actor,
    act: grant.state === "active" ? "role.granted" : "role.proposed",
    object: { kind: "person", id: grant.userId },
    detail: { role: grant.role, source: grant.source },
  });
  return row.id;
}

/** Ends grants and writes one audit entry for each, in the caller's transaction. */
export async function endGrants(tx: Database, actor: Actor, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  const ended = await tx
    .update(roleGrants)
    .set({ state: "ended", endedAt: new Date(), endedBy: actor.kind === "person" ? actor.id : null })
    .where(and(inArray(roleGrants.id, ids), ne(roleGrants.state, "ended")))
    .returning({ userId: roleGrants.userId, role: roleGrants.role, source: roleGrants.source });
  for (const { userId, role, source } of ended) {
    const object = { kind: "person", id: userId };
    await audit(tx, { actor, act: "role.ended", object, detail: { role, source } });
  }
}

/**
 * Makes a person's grants from one provider equal to what its claims say now. A conduct role is only proposed:
 * a second person has to agree to it, whatever a directory says.
 */
export async function followClaims(tx: Database, userId: string, provider: string, claimed: Role[]): Promise<void> {
  const actor = { kind: "portal" } as const;
  const held = await tx
    .select({ id: roleGrants.id, role: roleGrants.role })
    .from(roleGrants)
    .where(
      and(
        eq(roleGrants.userId, userId),
        eq(roleGrants.source, "claim"),
        eq(roleGrants.sourceKey, provider),
        ne(roleGrants.state, "ended"),
      ),
    );
  const gone = held.filter(({ role }) => !claimed.includes(role)).map(({ id }) => id);
  await endGrants(tx, actor, gone);
  for (const role of claimed) {
    const state = conductRoles.includes(role) ? "proposed" : "active";
    await insertGrant(tx, actor, { userId, role, source: "claim", sourceKey: provider, state });
  }
}
