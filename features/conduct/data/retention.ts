import "server-only";
import { and, eq, inArray, isNull, lt, notInArray } from "drizzle-orm";
import { audit } from "@/lib/audit/audit";
import type { Database } from "@/lib/db/database";
import { visit } from "@/lib/db/doors";
import { openCaseStates } from "../domain/case-state";
import { tierOf } from "../domain/measure";
import { keepUntil, mayPurge, noActionDays, retentionClassOf, type RetentionClass } from "../domain/retention";
import type { CaseRow } from "./access";
import { cases } from "./case-tables";
import { eraseCase, eraseReport, eraseUnsent } from "./erase";
import { listHolds } from "./holds";
import { isInForce, typeOf, type MeasureRow } from "./measure-sealed";
import { appeals, measures, notices } from "./measure-tables";
import { reports } from "./report-tables";

/** A case that is closed, until when it is kept, and whether it may be erased now. */
export type RetentionLine = {
  caseId: string;
  codeName: string;
  retention: Exclude<RetentionClass, "draft">;
  keepUntil: Date | null;
  purge: { ok: true } | { ok: false; why: string };
  /** The same, asked as if its time had passed: whether two people may erase it earlier. */
  early: { ok: true } | { ok: false; why: string };
};

const latest = (dates: Date[]) => (dates.length === 0 ? null : new Date(Math.max(...dates.map(Number))));

/** Groups rows by their case, once, however many there are. */
function byCase<Row>(rows: readonly Row[], caseOf: (row: Row) => string): (id: string) => Row[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(caseOf(row));
    if (group === undefined) groups.set(caseOf(row), [row]);
    else group.push(row);
  }
  return (id) => groups.get(id) ?? [];
}

/** When the last measure ended whose end matters: a warning has none, and a redaction stays for ever. */
function endOf(held: readonly MeasureRow[], since: Date): { ended: Date | null; isActive: boolean } {
  const ending = held.filter((measure) => tierOf(typeOf(measure)) >= 2);
  const isActive = ending.some((measure) => isInForce(measure) || measure.state === "approved");
  return { isActive, ended: isActive ? null : (latest(ending.flatMap(({ endsAt }) => endsAt ?? [])) ?? since) };
}

async function planCases(tx: Database, rows: readonly CaseRow[], now: Date): Promise<RetentionLine[]> {
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return [];
  const taken = byCase(
    await tx
      .select({ measure: measures, appealUntil: notices.appealUntil })
      .from(measures)
      .leftJoin(notices, eq(notices.measureId, measures.id))
      .where(inArray(measures.caseId, ids)),
    ({ measure }) => measure.caseId,
  );
  const held = byCase(await listHolds(tx, ids), ({ caseId }) => caseId);
  const appealed = byCase(await tx.select().from(appeals).where(inArray(appeals.caseId, ids)), ({ caseId }) => caseId);
  return rows.map(({ id, codeName, closedAt }) => {
    const own = taken(id).filter(({ measure }) => measure.state !== "proposed");
    const retention = retentionClassOf(own.map(({ measure }) => typeOf(measure)));
    // Closed, but nobody wrote when: it is kept as if that were today, until somebody does.
    const since = closedAt ?? now;
    const { ended, isActive } = endOf(
      own.map(({ measure }) => measure),
      since,
    );
    const until = keepUntil(retention, { since, lastIncident: null, ended });
    const facts = {
      holds: held(id).map(({ countsUntil }) => ({ until: countsUntil })),
      hasActiveMeasure: isActive,
      hasOpenAppeal: appealed(id).some(({ state }) => state !== "communicated"),
      appealUntil: latest(own.flatMap(({ appealUntil }) => appealUntil ?? [])),
    };
    return {
      ...{ caseId: id, codeName, retention, keepUntil: until },
      purge: mayPurge({ ...facts, keepUntil: until }, now),
      early: mayPurge({ ...facts, keepUntil: until === null ? null : new Date(0) }, now),
    };
  });
}

/** Returns what retention says of every closed case. For the portal's own job, and for leads, whom the caller checks. */
export async function planRetention(tx: Database, now: Date): Promise<RetentionLine[]> {
  const isClosed = notInArray(cases.state, [...openCaseStates]);
  return planCases(tx, await tx.select().from(cases).where(isClosed), now);
}

/** Returns what retention says of one case; null for one that is open. The same callers. */
export async function planRetentionOf(tx: Database, row: CaseRow, now: Date): Promise<RetentionLine | null> {
  if (openCaseStates.includes(row.state)) return null;
  return (await planCases(tx, [row], now))[0] ?? null;
}

const daysBefore = (now: Date, days: number) => new Date(now.getTime() - days * 86_400_000);

/** States of a report that came to no case in which nothing happens any more. */
export const endedReportStates = ["withdrawn", "spam"] as const;

/** Reports that never came to a case and are closed; the clock runs from when the reporter was to hear last. */
async function eraseEndedReports(tx: Database, now: Date): Promise<string[]> {
  const isOver = lt(reports.nextUpdateBy, daysBefore(now, noActionDays));
  const rows = await tx
    .select({ id: reports.id })
    .from(reports)
    .where(and(isNull(reports.caseId), inArray(reports.state, endedReportStates), isOver))
    .for("update");
  for (const { id } of rows) await eraseReport(tx, id);
  return rows.map(({ id }) => id);
}

/**
 * Erases what has been kept as long as it should be: cases and reports with their keys, drafts and files that were never
 * sent. What was counted of them stays. For the portal's own daily job, in its transaction: all of it or nothing.
 */
export async function applyRetention(tx: Database, now = new Date()): Promise<void> {
  await visit(tx, "system", "");
  await eraseUnsent(tx, now);
  const erased = (await eraseEndedReports(tx, now)).map((id) => ({ kind: "report", id }));
  const due = (await planRetention(tx, now)).filter(({ purge }) => purge.ok);
  for (const { caseId } of due) {
    // Held, and looked at again: somebody may have reopened it, or placed a hold, a moment ago.
    const [row] = await tx.select().from(cases).where(eq(cases.id, caseId)).for("update");
    const line = row === undefined ? null : await planRetentionOf(tx, row, now);
    if (line?.purge.ok !== true) continue;
    await eraseCase(tx, caseId);
    erased.push({ kind: "case", id: caseId });
  }
  for (const object of erased)
    await audit(tx, { actor: { kind: "portal" }, act: "conduct.erased", object, isVague: true });
}
