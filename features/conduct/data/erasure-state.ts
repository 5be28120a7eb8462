import "server-only";
import { and, desc, eq, inArray } from "drizzle-orm";
import { auditEvents } from "@/lib/audit/tables";
import type { Database } from "@/lib/db/database";

/** Something that one person wants erased before its time, and a second one has not confirmed. */
export type OpenErasure = { proposedBy: string; at: Date };
export type Erasable = { kind: "case" | "report"; id: string; version: number };

const days = 14;
export const proposedAct = "conduct.erasure_proposed";
export const endedAct = "conduct.erasure_ended";

/**
 * Returns the open proposals to erase, by the id of what is to go. The audit log is where they are kept: there is no
 * reason to write down, since it would be erased with the rest. One lapses after two weeks, and as soon as anything
 * changes in what it is about.
 */
export async function openErasures(
  tx: Database,
  kind: Erasable["kind"],
  rows: readonly Pick<Erasable, "id" | "version">[],
  now: Date,
): Promise<Map<string, OpenErasure>> {
  if (rows.length === 0) return new Map();
  const ids = rows.map(({ id }) => id);
  const events = await tx
    .select()
    .from(auditEvents)
    .where(
      and(
        ...[eq(auditEvents.objectKind, kind), inArray(auditEvents.objectId, ids)],
        inArray(auditEvents.act, [proposedAct, endedAct]),
      ),
    )
    .orderBy(desc(auditEvents.seq));
  const last = new Map(events.toReversed().map((event) => [event.objectId, event]));
  const since = now.getTime() - days * 86_400_000;
  return new Map(
    rows.flatMap(({ id, version }) => {
      const event = last.get(id);
      if (event?.act !== proposedAct || event.actorId === null) return [];
      if (event.detail["version"] !== version || event.at.getTime() < since) return [];
      return [[id, { proposedBy: event.actorId, at: event.at }] as const];
    }),
  );
}
