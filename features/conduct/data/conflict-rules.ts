import "server-only";
import { and, eq, inArray, ne } from "drizzle-orm";
import type { Database } from "@/lib/db/database";
import type { ConflictKind, ConflictSource } from "../domain/conflict";
import { asPortalWithin } from "./as-portal-within";
import { conflictsIn } from "./case-people";
import { assignments, conflicts } from "./case-tables";
import { findEscalationContact, listDeskPeople, type DeskPerson } from "./desk-people";
import { changeCase } from "./desk-work";
import { queueNeutralMail } from "./neutral-mail";
import { exclusions } from "./report-tables";

type NewConflict = { personId: string; kind: "none" | ConflictKind; source: ConflictSource };

/** Returns the people of the desk who have no hard conflict with a case. */
async function listFreePeople(tx: Database, caseId: string): Promise<DeskPerson[]> {
  const found = await conflictsIn(tx, caseId);
  return (await listDeskPeople(tx)).filter(({ id }) => found.get(id) !== "hard");
}

async function write(tx: Database, caseId: string, { personId, kind, source }: NewConflict): Promise<void> {
  await tx
    .insert(conflicts)
    .values({ caseId, personId, kind, source })
    .onConflictDoUpdate({
      target: [conflicts.caseId, conflicts.personId, conflicts.source],
      set: { kind, declaredAt: new Date() },
    });
}

/** Hands a case to the escalation contact: that ends every task in it. For commands. */
export async function escalate(tx: Database, caseId: string): Promise<void> {
  await tx.delete(assignments).where(eq(assignments.caseId, caseId));
  await changeCase(tx, caseId, { isEscalated: true });
  const contact = await findEscalationContact(tx);
  if (contact !== null) await queueNeutralMail(tx, contact);
}

/** Whoever is left must learn that a case waits for somebody; by the one neutral mail. */
async function returnToPool(tx: Database, caseId: string, free: readonly DeskPerson[]): Promise<void> {
  const held = await tx
    .select({ personId: assignments.personId })
    .from(assignments)
    .where(and(eq(assignments.caseId, caseId), inArray(assignments.role, ["coordinator", "handler"])));
  if (held.length > 0) return;
  const leads = free.filter(({ isLead }) => isLead);
  for (const { id } of leads.length > 0 ? leads : free) await queueNeutralMail(tx, id);
}

/**
 * Records conflicts of people with a case. A hard one ends their tasks in it at once; when nobody is left at the desk,
 * or a lead is named and there is somebody else for that, the case goes to the escalation contact. For commands.
 */
export async function recordConflicts(
  tx: Database,
  caseId: string,
  given: readonly NewConflict[],
  isLeadNamed = false,
): Promise<void> {
  if (given.length === 0) return;
  // Whoever declares a hard conflict sees nothing of the case any more, and the rest is the portal's to do.
  await asPortalWithin(tx, async () => {
    for (const conflict of given) await write(tx, caseId, conflict);
    await applyHardConflicts(tx, caseId, given, isLeadNamed);
  });
}

async function applyHardConflicts(
  tx: Database,
  caseId: string,
  given: readonly NewConflict[],
  isLeadNamed: boolean,
): Promise<void> {
  const found = await conflictsIn(tx, caseId);
  const ids = given.flatMap(({ personId }) => (found.get(personId) === "hard" ? [personId] : []));
  if (ids.length === 0) return;
  // Two soft ones are a hard one: the wall in the database, which counts nothing, must know it, too.
  const declared = inArray(conflicts.source, ["self", "lead_imposed"]);
  await tx
    .update(conflicts)
    .set({ kind: "hard" })
    .where(and(eq(conflicts.caseId, caseId), inArray(conflicts.personId, ids), eq(conflicts.kind, "soft"), declared));
  const ended = await tx
    .delete(assignments)
    .where(and(eq(assignments.caseId, caseId), inArray(assignments.personId, ids)))
    .returning({ personId: assignments.personId });
  const free = await listFreePeople(tx, caseId);
  if (free.length === 0 || (isLeadNamed && (await findEscalationContact(tx)) !== null)) await escalate(tx, caseId);
  else if (ended.length > 0) await returnToPool(tx, caseId, free);
}

/**
 * Hands the exclusions of a report on to the case that it joins, before anything else of it is written there: whom a
 * reporter left out, or who is named, never learns of the case.
 */
export async function copyExclusions(tx: Database, reportId: string, caseId: string): Promise<void> {
  const rows = await asPortalWithin(tx, () => tx.select().from(exclusions).where(eq(exclusions.reportId, reportId)));
  const copied = rows.map(({ personId }) => ({
    ...{ personId, kind: "hard" as const, source: "reporter_exclusion" as const },
  }));
  await recordConflicts(tx, caseId, copied);
}

/** Keeps a report that leaves a case from everybody who had a hard conflict there. For commands. */
export async function keepExclusions(tx: Database, reportId: string, caseId: string): Promise<void> {
  await asPortalWithin(tx, async () => {
    const rows = await tx
      .selectDistinct({ personId: conflicts.personId })
      .from(conflicts)
      .where(and(eq(conflicts.caseId, caseId), eq(conflicts.kind, "hard"), ne(conflicts.source, "system_suggested")));
    const kept = rows.map(({ personId }) => ({ reportId, personId, source: "mention" as const }));
    if (kept.length > 0) await tx.insert(exclusions).values(kept).onConflictDoNothing();
  });
}

/** Makes the conflicts of two cases hold in both; a stricter one wins, because both are kept. */
export async function uniteConflicts(tx: Database, one: string, other: string): Promise<void> {
  const rows = await asPortalWithin(tx, () =>
    tx
      .select()
      .from(conflicts)
      .where(and(inArray(conflicts.caseId, [one, other]), ne(conflicts.kind, "none"))),
  );
  const stricter = (from: string, to: string) =>
    rows.flatMap(({ caseId, personId, kind, source }) => {
      if (caseId !== from || kind === "none") return [];
      const there = rows.find((row) => row.caseId === to && row.personId === personId && row.source === source);
      // A soft conflict never takes the place of a hard one.
      return there === undefined || (there.kind === "soft" && kind === "hard") ? [{ personId, kind, source }] : [];
    });
  await recordConflicts(tx, other, stricter(one, other));
  await recordConflicts(tx, one, stricter(other, one));
}
