import "server-only";
import { and, eq, inArray } from "drizzle-orm";
import { actorOf, audit } from "@/lib/audit/audit";
import type { Viewer } from "@/lib/auth/viewer";
import type { Database } from "@/lib/db/database";
import { AppError } from "@/lib/errors";
import { findEscalationContact, listDeskPeople } from "./desk-people";
import type { ConflictKind } from "../domain/conflict";
import type { ReportRow } from "./access";
import { asPortalWithin } from "./as-portal-within";
import { conflicts } from "./case-tables";
import { recordConflicts } from "./conflict-rules";
import { changeReport, isId, nothingHere, workOnCase, workOnReport } from "./desk-work";
import { queueNeutralMail } from "./neutral-mail";
import { exclusions } from "./report-tables";

/**
 * Says how close the viewer stands to a case; nobody asks why. A hard conflict takes the case out of their sight at
 * once. Whoever sees that the case exists may; taking one back is for a lead, and refused with invalid.
 */
export function declareConflict(viewer: Viewer, caseId: string, kind: "none" | ConflictKind): Promise<void> {
  return workOnCase(viewer, { id: caseId }, "declare_conflict", async (tx, { relation }) => {
    if (relation.softConflict && kind !== "hard")
      throw new AppError("invalid", "You declared a conflict before. A conduct lead can take it back.");
    await recordConflicts(tx, caseId, [{ personId: viewer.person.id, kind, source: "self" }]);
    await audit(tx, {
      ...{ act: "conduct.conflict_declared", actor: actorOf(viewer), object: { kind: "case", id: caseId } },
      detail: { conflict: kind },
    });
  });
}

/**
 * Says that the viewer stands too close to a report that is in no case yet: it vanishes for them at once. Whoever sees
 * the report may; throws not_found for anybody else.
 */
export function declareReportConflict(viewer: Viewer, reportId: string): Promise<void> {
  return workOnReport(viewer, { id: reportId }, "declare_conflict", async (tx, { row }) => {
    if (row.caseId !== null)
      throw new AppError("conflict", "This report is in a case now. Load the page again and answer there.");
    await tx
      .insert(exclusions)
      .values({ reportId, personId: viewer.person.id, source: "mention" })
      .onConflictDoNothing();
    await asPortalWithin(tx, () => escalateReportIfAlone(tx, row));
    await audit(tx, {
      ...{ act: "conduct.conflict_declared", actor: actorOf(viewer), object: { kind: "report", id: reportId } },
      detail: { conflict: "hard" },
    });
  });
}

async function escalateReportIfAlone(tx: Database, { id: reportId, isEscalated }: ReportRow): Promise<void> {
  const rows = await tx.select().from(exclusions).where(eq(exclusions.reportId, reportId));
  const out = new Set(rows.map(({ personId }) => personId));
  if (isEscalated || (await listDeskPeople(tx)).some(({ id }) => !out.has(id))) return;
  await changeReport(tx, reportId, { isEscalated: true });
  const contact = await findEscalationContact(tx);
  if (contact !== null) await queueNeutralMail(tx, contact);
}

/** Says for somebody of the desk that they stand too close to a case. For leads; throws not_found for anybody else. */
export function imposeConflict(viewer: Viewer, caseId: string, personId: string, kind: ConflictKind): Promise<void> {
  return workOnCase(viewer, { id: caseId }, "impose_conflict", async (tx) => {
    if (!isId(personId) || !(await listDeskPeople(tx)).some(({ id }) => id === personId)) throw nothingHere();
    await recordConflicts(tx, caseId, [{ personId, kind, source: "lead_imposed" }]);
    await audit(tx, {
      ...{ act: "conduct.conflict_imposed", actor: actorOf(viewer), object: { kind: "case", id: caseId } },
      detail: { person: personId, conflict: kind },
    });
  });
}

/**
 * Takes back what somebody declared, or a lead said for them. For leads; throws invalid for whom a reporter left out,
 * because that is not the team's to decide, and not_found for anybody else.
 */
export function liftConflict(viewer: Viewer, caseId: string, personId: string): Promise<void> {
  return workOnCase(viewer, { id: caseId }, "lift_conflict", async (tx) => {
    if (!isId(personId)) throw nothingHere();
    if (personId === viewer.person.id) throw new AppError("invalid", "Somebody else must take back your conflict.");
    const mine = and(eq(conflicts.caseId, caseId), eq(conflicts.personId, personId));
    const [excluded] = await tx
      .select()
      .from(conflicts)
      .where(and(mine, eq(conflicts.source, "reporter_exclusion")));
    if (excluded !== undefined) throw new AppError("invalid", "This one cannot be taken back here.");
    await tx
      .delete(conflicts)
      .where(and(mine, inArray(conflicts.source, ["self", "lead_imposed", "system_suggested"])));
    await audit(tx, {
      ...{ act: "conduct.conflict_lifted", actor: actorOf(viewer), object: { kind: "case", id: caseId } },
      detail: { person: personId },
    });
  });
}
