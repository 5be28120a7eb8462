import "server-only";
import { and, eq, inArray, isNotNull } from "drizzle-orm";
import type { Database } from "@/lib/db/database";
import { conductPseudonym } from "@/lib/vault/key-file";
import { conflictOf, type ConflictKind } from "../domain/conflict";
import { may, type Relation } from "../domain/policy";
import { assignments, conflicts, parties } from "./case-tables";
import { findEscalationContact, listDeskPeople, type DeskPerson } from "./desk-people";
import { exclusions, reports } from "./report-tables";
import { reporterRefsOf } from "./reporter-ref";

type Ties = {
  assigned: Set<string>;
  excluded: Set<string>;
  conflictWith: Map<string, ConflictKind | null>;
  parties: Set<string>;
  reporters: Set<string>;
};
type Concern = Pick<typeof reports.$inferSelect, "id" | "caseId" | "isEscalated" | "reporterRef">;

const present = (values: (string | null)[]) => new Set(values.filter((value) => value !== null));

/** Everything that ties people to a report and its case. */
async function tiesOf(tx: Database, { id, caseId, reporterRef }: Concern): Promise<Ties> {
  const out = await tx.select({ id: exclusions.personId }).from(exclusions).where(eq(exclusions.reportId, id));
  const excluded = present(out.map((row) => row.id));
  const reporters = present([reporterRef]);
  if (caseId === null) return { assigned: new Set(), excluded, conflictWith: new Map(), parties: new Set(), reporters };
  const handling = and(eq(assignments.caseId, caseId), inArray(assignments.role, ["coordinator", "handler"]));
  const assigned = await tx.select({ id: assignments.personId }).from(assignments).where(handling);
  const declared = await tx.select().from(conflicts).where(eq(conflicts.caseId, caseId));
  const concerned = await tx.select({ ref: parties.ref }).from(parties).where(eq(parties.caseId, caseId));
  const together = await tx
    .select({ ref: reports.reporterRef })
    .from(reports)
    .where(and(eq(reports.caseId, caseId), isNotNull(reports.reporterRef)));
  const kindOf = (person: string) =>
    conflictOf(
      declared.flatMap(({ personId, kind, source }) =>
        personId === person && kind !== "none" ? [{ kind, source }] : [],
      ),
    );
  return {
    assigned: present(assigned.map((row) => row.id)),
    excluded,
    conflictWith: new Map(declared.map(({ personId }) => [personId, kindOf(personId)])),
    parties: present(concerned.map(({ ref }) => ref)),
    reporters: present([reporterRef, ...together.map(({ ref }) => ref)]),
  };
}

function relationOf(personId: string, ties: Ties, isEscalated: boolean, isContact: boolean): Relation {
  const conflict = ties.conflictWith.get(personId) ?? null;
  return {
    isAssigned: ties.assigned.has(personId),
    isInPool: ties.assigned.size === 0,
    hardConflict: conflict === "hard",
    softConflict: conflict === "soft",
    isExcluded: ties.excluded.has(personId),
    isParty: ties.parties.size > 0 && ties.parties.has(conductPseudonym("person", personId)),
    isReporter: reporterRefsOf(personId).some((ref) => ties.reporters.has(ref)),
    isEscalated,
    isEscalationContact: isContact,
    ...{ isAppealReviewer: false, isNativeReader: false },
  };
}

const standingOf = ({ isLead }: DeskPerson) => ({ isModerator: !isLead, isLead, isAdmin: false });

/**
 * Returns the ids of whom news of a report reaches: those who handle its case, or everybody at the desk while nobody
 * does, or the escalation contact when it is theirs or nobody else is left. Whoever was left out, is a party of it or
 * has any conflict is never among them. In a transaction of the portal itself, because it looks at all of them.
 */
export async function recipientsFor(tx: Database, report: Concern): Promise<string[]> {
  const ties = await tiesOf(tx, report);
  const desk = await listDeskPeople(tx);
  const contact = await findEscalationContact(tx);
  const isReached = (personId: string, standing: ReturnType<typeof standingOf>, isContact: boolean) => {
    const relation = relationOf(personId, ties, report.isEscalated, isContact);
    return !relation.softConflict && may("read_text", standing, relation);
  };
  const free = desk.filter((person) => isReached(person.id, standingOf(person), false)).map(({ id }) => id);
  const handling = free.filter((id) => ties.assigned.has(id));
  if (handling.length > 0) return handling;
  if (free.length > 0) return free;
  const nobody = { isModerator: false, isLead: false, isAdmin: false };
  // The last one who is left gets it in any case, unless it is about them.
  const last = { ...ties, assigned: new Set<string>() };
  if (contact === null) return [];
  const relation = relationOf(contact, last, true, true);
  return may("read_text", nobody, relation) && !relation.softConflict ? [contact] : [];
}
