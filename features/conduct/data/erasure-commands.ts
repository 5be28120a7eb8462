import "server-only";
import { asc, eq } from "drizzle-orm";
import { actorOf, audit } from "@/lib/audit/audit";
import type { Viewer } from "@/lib/auth/viewer";
import type { Database } from "@/lib/db/database";
import { AppError } from "@/lib/errors";
import type { ErasureTarget } from "../domain/keeping-form";
import { asDesk, requireCase, requireReport, type CaseRow, type ReportRow } from "./access";
import { asPortalWithin } from "./as-portal-within";
import { mailCase } from "./case-people";
import { changeCase, changeReport, isId, nothingHere, workOnCase, workOnReport } from "./desk-work";
import { requireReportSecond } from "./ended-reports";
import { eraseCase, eraseReport } from "./erase";
import { endedAct, openErasures, proposedAct, type Erasable, type OpenErasure } from "./erasure-state";
import { reports } from "./report-tables";
import { endedReportStates, planRetentionOf } from "./retention";
import { requireSecond } from "./second-person";

/** Throws invalid with what keeps a case: that it is open, a hold, a measure in force, or an appeal. */
async function requireErasableCase(tx: Database, row: CaseRow, now: Date): Promise<void> {
  const line = await planRetentionOf(tx, row, now);
  if (line === null) throw new AppError("invalid", "Only a closed case can be erased.");
  if (!line.early.ok) throw new AppError("invalid", `It cannot be erased now. ${line.early.why}`);
}

function requireErasableReport(row: ReportRow): void {
  const states: readonly string[] = endedReportStates;
  if (row.caseId !== null || !states.includes(row.state))
    throw new AppError("invalid", "Only a report that was withdrawn or is spam, and is in no case, can be erased.");
}

async function requireOpen(tx: Database, erasable: Erasable, now: Date): Promise<OpenErasure> {
  const open = (await openErasures(tx, erasable.kind, [erasable], now)).get(erasable.id);
  if (open !== undefined) return open;
  throw new AppError("conflict", "Nobody proposes this any more, or something has changed since. Load the page again.");
}

async function note(
  tx: Database,
  viewer: Viewer,
  act: string,
  { kind, id }: ErasureTarget,
  detail = {},
): Promise<void> {
  await audit(tx, { actor: actorOf(viewer), act, object: { kind, id }, detail });
}

/**
 * Proposes to erase a closed case, or a closed report that is in none, before its time. For leads; throws not_found for
 * others, conflict for an older version, invalid while a hold, a measure or an appeal needs it.
 */
export function proposeErasure(viewer: Viewer, target: ErasureTarget, now = new Date()): Promise<void> {
  if (target.kind === "report")
    return workOnReport(viewer, target, "hold", async (tx, { row }) => {
      requireErasableReport(row);
      await changeReport(tx, row.id);
      await note(tx, viewer, proposedAct, target, { version: row.version + 1 });
    });
  return workOnCase(viewer, target, "hold", async (tx, { row }) => {
    await requireErasableCase(tx, row, now);
    await changeCase(tx, row.id);
    await mailCase(tx, row, ["leads", "assigned"], { except: viewer, now });
    await note(tx, viewer, proposedAct, target, { version: row.version + 1 });
  });
}

/** Takes back such a proposal, or refuses it. For leads; throws not_found for others, conflict when there is none. */
export function endErasure(viewer: Viewer, target: ErasureTarget, now = new Date()): Promise<void> {
  const { kind, id } = target;
  if (kind === "report")
    return workOnReport(viewer, { id }, "hold", async (tx, { row }) => {
      await requireOpen(tx, { kind, id, version: row.version }, now);
      await changeReport(tx, id);
      await note(tx, viewer, endedAct, target);
    });
  return workOnCase(viewer, { id }, "hold", async (tx, { row }) => {
    await requireOpen(tx, { kind, id, version: row.version }, now);
    await changeCase(tx, id);
    await note(tx, viewer, endedAct, target);
  });
}

async function eraseConfirmed(tx: Database, viewer: Viewer, { kind, id }: ErasureTarget, now: Date): Promise<void> {
  if (kind === "report") {
    const access = await requireReport(tx, viewer, id, "mark_spam", "to change");
    const open = await requireOpen(tx, { kind, id, version: access.row.version }, now);
    await requireReportSecond(tx, viewer, access, open.proposedBy);
    requireErasableReport(access.row);
    return asPortalWithin(tx, () => eraseReport(tx, id));
  }
  // Reports before cases, as everywhere, so that two changes never wait for each other.
  const joined = eq(reports.caseId, id);
  await tx.select({ id: reports.id }).from(reports).where(joined).orderBy(asc(reports.id)).for("update");
  const access = await requireCase(tx, viewer, id, "edit_case", "to change");
  const open = await requireOpen(tx, { kind, id, version: access.row.version }, now);
  await requireSecond(tx, viewer, access, "hold", open.proposedBy);
  await requireErasableCase(tx, access.row, now);
  return asPortalWithin(tx, () => eraseCase(tx, id));
}

/**
 * Erases what somebody else proposed to erase, at once and for good. For another lead or, where there is none without a
 * conflict, somebody who handles it; throws invalid for whoever proposed it and while something needs it, conflict when
 * nobody proposes it, and not_found for anybody else.
 */
export function confirmErasure(viewer: Viewer, target: ErasureTarget, now = new Date()): Promise<void> {
  if (!isId(target.id)) return Promise.reject(nothingHere());
  return asDesk(viewer, async (tx) => {
    await eraseConfirmed(tx, viewer, target, now);
    await note(tx, viewer, "conduct.erased", target, { isEarly: true });
  });
}
