import "server-only";
import { and, eq, inArray, isNotNull, isNull, lte, or } from "drizzle-orm";
import { audit } from "@/lib/audit/audit";
import { auditEvents } from "@/lib/audit/tables";
import type { Database } from "@/lib/db/database";
import { visit } from "@/lib/db/doors";
import { openCaseStates } from "../domain/case-state";
import { escalatedTo, type EscalationAudience } from "../domain/deadline";
import { listReached } from "./case-people";
import { cases } from "./case-tables";
import { findEscalationContact, listDeskPeople } from "./desk-people";
import { recipientsFor } from "./desk-recipients";
import { appeals } from "./measure-tables";
import { queueNeutralMail } from "./neutral-mail";
import { exclusions, reports } from "./report-tables";

type ReportRow = typeof reports.$inferSelect;
type CaseRow = typeof cases.$inferSelect;
type Promised = "acknowledge" | "update" | "review" | "appeal";
type Overdue = { object: { kind: "report" | "case"; id: string }; what: Promised; due: Date } & (
  { report: ReportRow } | { row: CaseRow }
);
const act = "conduct.overdue";

async function listOverdueReports(tx: Database, now: Date): Promise<Overdue[]> {
  const rows = await tx
    .select()
    .from(reports)
    .where(
      and(
        ...[eq(reports.isReleased, true), isNull(reports.caseId)],
        inArray(reports.state, ["submitted", "held", "acknowledged", "withdrawal_requested"]),
        or(
          and(isNull(reports.acknowledgedAt), lte(reports.acknowledgeBy, now)),
          and(eq(reports.isAnswerWanted, true), lte(reports.nextUpdateBy, now)),
        ),
      ),
    );
  return rows.flatMap((report): Overdue[] => {
    const base = { object: { kind: "report" as const, id: report.id }, report };
    // Whoever did not acknowledge it yet is told of that, and not of the next update, too.
    if (report.acknowledgedAt === null && report.acknowledgeBy <= now)
      return [{ ...base, what: "acknowledge", due: report.acknowledgeBy }];
    if (!report.isAnswerWanted || report.nextUpdateBy > now) return [];
    return [{ ...base, what: "update", due: report.nextUpdateBy }];
  });
}

async function listOverdueCases(tx: Database, now: Date): Promise<Overdue[]> {
  const isUpdateDue = and(lte(cases.nextUpdateBy, now), inArray(cases.state, [...openCaseStates]));
  const rows = await tx
    .select()
    .from(cases)
    .where(or(isUpdateDue, lte(cases.reviewBy, now)));
  const waiting = await tx
    .select({ answerBy: appeals.answerBy, row: cases })
    .from(appeals)
    .innerJoin(cases, eq(cases.id, appeals.caseId))
    .where(and(isNull(appeals.decidedAt), lte(appeals.answerBy, now)));
  const base = (row: CaseRow) => ({ object: { kind: "case" as const, id: row.id }, row });
  return [
    ...rows.flatMap((row): Overdue[] => {
      const found: Overdue[] = [];
      if (row.reviewBy !== null && row.reviewBy <= now) found.push({ ...base(row), what: "review", due: row.reviewBy });
      if (row.nextUpdateBy <= now && openCaseStates.includes(row.state))
        found.push({ ...base(row), what: "update", due: row.nextUpdateBy });
      return found;
    }),
    ...waiting.map(({ row, answerBy }): Overdue => ({ ...base(row), what: "appeal", due: answerBy })),
  ];
}

/** Whom a step reaches: each step only the people of its own, since the others were reached before. */
async function recipientsOf(tx: Database, overdue: Overdue, step: EscalationAudience): Promise<string[]> {
  if ("row" in overdue) return (await listReached(tx, overdue.row, [step])).map(({ id }) => id);
  const { report } = overdue;
  if (step === "assigned" || report.isEscalated) return recipientsFor(tx, report);
  const out = await tx
    .select({ id: exclusions.personId })
    .from(exclusions)
    .where(and(eq(exclusions.reportId, report.id), isNotNull(exclusions.personId)));
  const isOut = (id: string) => out.some((each) => each.id === id);
  if (step === "leads")
    return (await listDeskPeople(tx)).filter(({ id, isLead }) => isLead && !isOut(id)).map(({ id }) => id);
  const contact = await findEscalationContact(tx);
  return contact === null || isOut(contact) ? [] : [contact];
}

const nameOf = ({ object, what, due }: Overdue, step: string) =>
  `${object.kind} ${object.id} ${what} ${due.toISOString()} ${step}`;

/** Returns the steps that were taken before, by name; the audit log remembers them. */
async function stepsTaken(tx: Database, overdue: readonly Overdue[]): Promise<Set<string>> {
  if (overdue.length === 0) return new Set();
  const ids = [...new Set(overdue.map(({ object }) => object.id))];
  const rows = await tx
    .select({ kind: auditEvents.objectKind, id: auditEvents.objectId, detail: auditEvents.detail })
    .from(auditEvents)
    .where(and(eq(auditEvents.act, act), inArray(auditEvents.objectId, ids)));
  return new Set(rows.map(({ kind, id, detail }) => `${kind} ${id} ${detail.what} ${detail.due} ${detail.step}`));
}

/**
 * Takes every promise that was not kept a step further – those who handle it, the leads, the escalation contact – each
 * step once, with the neutral mail. Done by the portal on nobody's behalf; returns how many steps it took.
 */
export async function escalateOverdue(tx: Database, now = new Date()): Promise<number> {
  await visit(tx, "system", "");
  const overdue = [...(await listOverdueReports(tx, now)), ...(await listOverdueCases(tx, now))];
  const taken = await stepsTaken(tx, overdue);
  const fresh = overdue.flatMap((each) =>
    escalatedTo(each.due, now)
      .filter((step) => !taken.has(nameOf(each, step)))
      .map((step) => ({ each, step })),
  );
  const recipients = new Set<string>();
  for (const { each, step } of fresh) for (const id of await recipientsOf(tx, each, step)) recipients.add(id);
  // However much is overdue, nobody gets more than one mail of a round.
  for (const id of recipients) await queueNeutralMail(tx, id, now);
  for (const { each, step } of fresh)
    await audit(tx, {
      ...{ actor: { kind: "portal" }, act, object: each.object },
      detail: { what: each.what, due: each.due.toISOString(), step },
    });
  return fresh.length;
}
