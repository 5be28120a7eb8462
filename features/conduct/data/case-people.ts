import "server-only";
import { and, eq, inArray, isNotNull } from "drizzle-orm";
import type { Viewer } from "@/lib/auth/viewer";
import type { Database } from "@/lib/db/database";
import { conductPseudonym } from "@/lib/vault/key-file";
import { conflictOf, type ConflictDeclaration, type ConflictKind } from "../domain/conflict";
import { asPortalWithin } from "./as-portal-within";
import { assignments, conflicts, parties } from "./case-tables";
import { findEscalationContact, listDeskPeople, type DeskPerson } from "./desk-people";
import { queueNeutralMail } from "./neutral-mail";
import { exclusions, reports } from "./report-tables";
import { reporterRefsOf } from "./reporter-ref";

/** Somebody of the desk as seen from a case; whoever has a hard conflict with it is not among them. */
export type CasePerson = DeskPerson & { isSoft: boolean; isAssigned: boolean; isContact: boolean };
type Concern = { id: string; isEscalated: boolean };

/** Returns which conflict each person has who declared anything about a case. */
export async function conflictsIn(tx: Database, caseId: string): Promise<Map<string, ConflictKind>> {
  const rows = await tx.select().from(conflicts).where(eq(conflicts.caseId, caseId));
  const declared = new Map<string, ConflictDeclaration[]>();
  for (const { personId, kind, source } of rows)
    if (kind !== "none") declared.set(personId, [...(declared.get(personId) ?? []), { kind, source }]);
  return new Map(
    [...declared].flatMap(([personId, declarations]) => {
      const conflict = conflictOf(declarations);
      return conflict === null ? [] : [[personId, conflict] as const];
    }),
  );
}

async function readPeople(tx: Database, { id: caseId, isEscalated }: Concern): Promise<CasePerson[]> {
  const found = await conflictsIn(tx, caseId);
  const refs = await tx
    .select({ ref: parties.ref })
    .from(parties)
    .where(and(eq(parties.caseId, caseId), isNotNull(parties.ref)));
  const linked = await tx
    .select({ id: reports.id, ref: reports.reporterRef })
    .from(reports)
    .where(eq(reports.caseId, caseId));
  const ids = linked.map(({ id }) => id);
  const left = ids.length === 0 ? [] : await tx.select().from(exclusions).where(inArray(exclusions.reportId, ids));
  const handling = await tx.select().from(assignments).where(eq(assignments.caseId, caseId));
  const partyRefs = new Set(refs.map(({ ref }) => ref));
  const reporterRefs = new Set(linked.map(({ ref }) => ref));
  const isOut = (personId: string) =>
    found.get(personId) === "hard" ||
    partyRefs.has(conductPseudonym("person", personId)) ||
    reporterRefsOf(personId).some((ref) => reporterRefs.has(ref)) ||
    left.some((exclusion) => exclusion.personId === personId);
  const contact = await findEscalationContact(tx);
  const desk: DeskPerson[] = await listDeskPeople(tx);
  if (contact !== null && !desk.some(({ id }) => id === contact))
    desk.push({ id: contact, name: "Escalation contact", email: null, isLead: false });
  return (
    desk
      .filter(({ id }) => !isOut(id))
      .map((person) => ({
        ...person,
        isSoft: found.get(person.id) === "soft",
        isContact: person.id === contact,
        isAssigned: handling.some(
          ({ personId, role }) => personId === person.id && (role === "coordinator" || role === "handler"),
        ),
      }))
      // A case that left the desk is the contact's, and of those who were assigned to it since.
      .filter((person) => !isEscalated || person.isContact || person.isAssigned)
  );
}

/**
 * Returns the people of the desk who may learn of a case, and the escalation contact: without whoever has a hard
 * conflict, is a party, reported it or was left out. Read as the portal, which sees all of that; for commands and jobs.
 */
export function listCasePeople(tx: Database, row: Concern): Promise<CasePerson[]> {
  return asPortalWithin(tx, () => readPeople(tx, row));
}

/** Whom news of a case reaches. */
export type CaseAudience = "assigned" | "leads" | "escalation_contact";

/** Returns whom news of a case reaches; while nobody is assigned, everybody of the desk who may see it. */
export async function listReached(
  tx: Database,
  row: Concern,
  audiences: readonly CaseAudience[],
): Promise<CasePerson[]> {
  const people = await listCasePeople(tx, row);
  const isTaken = people.some(({ isAssigned }) => isAssigned);
  return people.filter(
    (person) =>
      (audiences.includes("assigned") && (person.isAssigned || (!isTaken && (!person.isContact || row.isEscalated)))) ||
      (audiences.includes("leads") && person.isLead) ||
      (person.isContact && (audiences.includes("escalation_contact") || (row.isEscalated && audiences.length > 0))),
  );
}

/** Sends the neutral mail about a case to those whom it reaches, but not to whoever caused it. */
export async function mailCase(
  tx: Database,
  row: Concern,
  audiences: readonly CaseAudience[],
  { except = null, now = new Date() }: { except?: Viewer | null; now?: Date } = {},
): Promise<void> {
  const own = except?.isSignedIn === true ? except.person.id : null;
  for (const { id } of await listReached(tx, row, audiences)) if (id !== own) await queueNeutralMail(tx, id, now);
}
