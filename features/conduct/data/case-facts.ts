import "server-only";
import { and, eq, inArray, ne } from "drizzle-orm";
import type { Viewer } from "@/lib/auth/viewer";
import type { Database } from "@/lib/db/database";
import type { CaseContext, CaseMover } from "../domain/case-state";
import { standingOf, type Access, type CaseRow } from "./access";
import { allegations, assignments, conflicts, evidence, handovers, messages } from "./case-tables";
import { measures } from "./measure-tables";
import { reports } from "./report-tables";

const has = async (rows: PromiseLike<unknown[]>) => (await rows).length > 0;

async function areConflictsAnswered(tx: Database, caseId: string): Promise<boolean> {
  const assigned = await tx
    .select({ personId: assignments.personId })
    .from(assignments)
    .where(and(eq(assignments.caseId, caseId), inArray(assignments.role, ["coordinator", "handler"])));
  const answered = await tx
    .select({ personId: conflicts.personId })
    .from(conflicts)
    .where(and(eq(conflicts.caseId, caseId), eq(conflicts.source, "self")));
  const people = new Set(answered.map(({ personId }) => personId));
  return assigned.length > 0 && assigned.every(({ personId }) => people.has(personId));
}

/** Tells whether every reporter of a case who wants to hear was written to since it came in. */
async function areReportersTold(tx: Database, caseId: string): Promise<{ told: boolean; isNobodyToTell: boolean }> {
  const rows = await tx
    .select({ id: reports.id, isAnswerWanted: reports.isAnswerWanted })
    .from(reports)
    .where(and(eq(reports.caseId, caseId), ne(reports.state, "spam")));
  const wanting = rows.filter(({ isAnswerWanted }) => isAnswerWanted).map(({ id }) => id);
  if (wanting.length === 0) return { told: false, isNobodyToTell: true };
  const written = await tx
    .selectDistinct({ reportId: messages.reportId })
    .from(messages)
    .where(and(inArray(messages.reportId, wanting), eq(messages.audience, "reporter"), eq(messages.from, "desk")));
  return { told: written.length === wanting.length, isNobodyToTell: false };
}

/** Returns everything that decides which moves of a case are possible; for queries and commands that checked access. */
export async function caseFactsOf(tx: Database, row: CaseRow): Promise<Omit<CaseContext, "by">> {
  const mine = eq(allegations.caseId, row.id);
  const reporters = await areReportersTold(tx, row.id);
  const offers = await tx
    .select({ state: handovers.state, direction: handovers.direction })
    .from(handovers)
    .where(eq(handovers.caseId, row.id));
  const out = offers.filter(({ direction }) => direction === "out");
  const findings = await tx.select({ finding: allegations.finding }).from(allegations).where(mine);
  const snapshot = and(eq(evidence.caseId, row.id), eq(evidence.kind, "snapshot"));
  const measured = await tx.select({ id: measures.id }).from(measures).where(eq(measures.caseId, row.id));
  return {
    areConflictsAnswered: await areConflictsAnswered(tx, row.id),
    isSeveritySet: row.severity !== null,
    isSafetyAnswered: row.isSafetyRisk !== null,
    isReporterMessageQueued: reporters.told,
    isNotToBeContacted: reporters.isNobodyToTell,
    hasCounterpartAccepted: out.some(({ state }) => state === "accepted" || state === "completed"),
    isHandoverRecorded: out.some(({ state }) => state === "completed"),
    hasAllegation: findings.length > 0,
    hasEveryFinding: findings.every(({ finding }) => finding !== null),
    isReportedPersonHeard: row.isHeard === true,
    isReasonNotHeardRecorded: row.isHeard === false && row.notHeardReason !== null,
    hasMeasure: measured.length > 0,
    hasNoMeasure: measured.length === 0,
    isEvidenceSealed: await has(tx.select({ id: evidence.id }).from(evidence).where(snapshot).limit(1)),
  };
}

/** Returns in which parts somebody may move a case, the strongest first. */
export async function caseMoversOf(tx: Database, viewer: Viewer, { row, may }: Access<CaseRow>): Promise<CaseMover[]> {
  const movers: CaseMover[] = [];
  if (may("reopen") && (standingOf(viewer).isLead || row.isEscalated)) movers.push("lead");
  const held = await tx
    .select({ role: assignments.role })
    .from(assignments)
    .where(and(eq(assignments.caseId, row.id), eq(assignments.personId, viewer.person.id)));
  if (may("edit_case") && held.some(({ role }) => role === "coordinator")) movers.push("coordinator");
  if (may("edit_case")) movers.push("handler");
  return movers;
}
