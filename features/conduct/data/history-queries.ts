import "server-only";
import { and, asc, eq, inArray, like, ne } from "drizzle-orm";
import { auditEvents } from "@/lib/audit/tables";
import type { Viewer } from "@/lib/auth/viewer";
import { caseStateLabels } from "../domain/case-state";
import { may } from "../domain/policy";
import { asDesk, relationsOf, requireCase, standingOf } from "./access";
import { cases, parties } from "./case-tables";
import { isId, nothingHere } from "./desk-work";
import { namesOf } from "./people-names";

/** Another case of somebody, for the page of one. */
export type EarlierCase = { id: string; codeName: string; state: string; role: string };

/**
 * Returns, for each person of a case, the other cases they are in that the viewer may see. Nothing tells whether there
 * are others. For whoever may read the case; throws not_found for anybody else.
 */
export function getHistory(viewer: Viewer, caseId: string): Promise<Map<string, EarlierCase[]>> {
  if (!isId(caseId)) return Promise.reject(nothingHere());
  return asDesk(viewer, async (tx) => {
    await requireCase(tx, viewer, caseId, "read_text");
    const own = await tx.select().from(parties).where(eq(parties.caseId, caseId));
    const refs = own.map(({ ref }) => ref).filter((ref) => ref !== null);
    if (refs.length === 0) return new Map();
    const others = await tx
      .select({ ref: parties.ref, role: parties.role, row: cases })
      .from(parties)
      .innerJoin(cases, eq(cases.id, parties.caseId))
      .where(and(inArray(parties.ref, refs), ne(parties.caseId, caseId), ne(cases.state, "purged")));
    const relations = await relationsOf(
      tx,
      viewer,
      others.map(({ row }) => row),
    );
    const visible = others.filter(({ row }) => {
      const relation = relations.get(row.id);
      return relation !== undefined && may("list", standingOf(viewer), relation);
    });
    return new Map(
      own.map(({ id, ref }) => [
        id,
        visible
          .filter((other) => other.ref === ref)
          .map(({ role, row }) => ({
            ...{ id: row.id, codeName: row.codeName, state: caseStateLabels[row.state], role },
          })),
      ]),
    );
  });
}

/** Something that was done in a case, as its timeline shows it. */
export type TimelineEvent = { seq: number; at: Date; act: string; by: string };

/**
 * Returns what was done and read in a case, the oldest first, from the audit log: acts and people, no content. For
 * whoever works on it; throws not_found for anybody else.
 */
export function getTimeline(viewer: Viewer, caseId: string): Promise<TimelineEvent[]> {
  if (!isId(caseId)) return Promise.reject(nothingHere());
  return asDesk(viewer, async (tx) => {
    await requireCase(tx, viewer, caseId, "read_case_audit");
    const rows = await tx
      .select({ seq: auditEvents.seq, at: auditEvents.at, act: auditEvents.act, actorId: auditEvents.actorId })
      .from(auditEvents)
      .where(
        and(eq(auditEvents.objectKind, "case"), eq(auditEvents.objectId, caseId), like(auditEvents.act, "conduct.%")),
      )
      .orderBy(asc(auditEvents.seq));
    const names = await namesOf(
      tx,
      rows.map(({ actorId }) => actorId),
    );
    return rows.map(({ seq, at, act, actorId }) => ({
      ...{ seq, at, act },
      by: actorId === null ? "The portal" : (names.get(actorId) ?? "Former member"),
    }));
  });
}
