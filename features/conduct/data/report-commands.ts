import "server-only";
import { eq } from "drizzle-orm";
import { actorOf, audit } from "@/lib/audit/audit";
import type { Viewer } from "@/lib/auth/viewer";
import type { Database } from "@/lib/db/database";
import { AppError } from "@/lib/errors";
import { openKey } from "@/lib/vault/vault";
import { openProposal } from "../domain/desk-entry";
import { moveReport, type ReportState } from "../domain/report-state";
import { requireCase, type ReportRow } from "./access";
import { cases } from "./case-tables";
import { keepExclusions } from "./conflict-rules";
import { changeCase, changeReport, isId, nothingHere, workOnReport, type Target } from "./desk-work";
import { readEntries, writeEntry } from "./entries";
import { requireNoHold } from "./holds";
import { linkWithin } from "./linking";
import { requireSecondPerson, stateAfter } from "./report-moves";
import { tellReporter } from "./tell-reporter";

const note = (tx: Database, viewer: Viewer, act: string, id: string, detail = {}) =>
  audit(tx, { act: `conduct.${act}`, actor: actorOf(viewer), object: { kind: "report", id }, detail });

/** Writes to the reporter, unless there is nothing to say and they asked not to be contacted. */
async function answer(tx: Database, viewer: Viewer, row: ReportRow, text: string): Promise<boolean> {
  if (text === "") return false;
  await tellReporter(tx, row, { authorId: viewer.person.id, text });
  return true;
}
const answered = (row: ReportRow, text: string) => ({
  ...{ isReporterAnswered: text !== "", isNotToBeContacted: !row.isAnswerWanted },
});

/**
 * Acknowledges a report as a person, with a message to the reporter. Whoever may write there may; throws not_found for
 * anybody else, invalid without a message to somebody who wants one.
 */
export function acknowledgeReport(viewer: Viewer, target: Target, message: string): Promise<void> {
  return workOnReport(viewer, target, "write_message", async (tx, access) => {
    const state = stateAfter(access, "acknowledge", answered(access.row, message));
    await changeReport(tx, target.id, { state, acknowledgedAt: new Date() });
    await answer(tx, viewer, access.row, message);
    await note(tx, viewer, "acknowledged", target.id);
  });
}

/**
 * Puts a report into a case that the viewer works on; whoever the reporter left out loses sight of the case at once.
 * Throws not_found when either is not there for them.
 */
export function linkReport(viewer: Viewer, target: Target, caseId: string): Promise<void> {
  return workOnReport(viewer, target, "link_report", async (tx, access) => {
    if (!isId(caseId)) throw nothingHere();
    const { row } = await requireCase(tx, viewer, caseId, "link_report", "to change");
    if (["closed", "handed_over", "out_of_scope", "merged", "purged"].includes(row.state))
      throw new AppError("invalid", "This case is not open any more. Reopen it first, or open a new one.");
    stateAfter(access, "link", { hasCase: true });
    await linkWithin(tx, access.row, row);
    await note(tx, viewer, "linked", target.id, { case: caseId });
  });
}

/** Takes a report out of its case, if it is in one; whom the case was kept from, and where it had gone, goes along. */
async function leaveCase(tx: Database, { id, caseId, isEscalated }: ReportRow, state: ReportState): Promise<void> {
  if (caseId === null) return changeReport(tx, id, { state });
  await requireNoHold(tx, caseId);
  const [left] = await tx.select({ isEscalated: cases.isEscalated }).from(cases).where(eq(cases.id, caseId));
  await keepExclusions(tx, id, caseId);
  await changeReport(tx, id, { state, caseId: null, isEscalated: isEscalated || left?.isEscalated === true });
}

/** Takes a report out of its case again, with a reason. Whoever works on the case may; throws not_found otherwise. */
export function unlinkReport(viewer: Viewer, target: Target, reason: string): Promise<void> {
  return workOnReport(viewer, target, "link_report", async (tx, access) => {
    const { caseId } = access.row;
    const state = stateAfter(access, "unlink", { hasReason: reason !== "" });
    await leaveCase(tx, access.row, state);
    if (caseId !== null) {
      const key = await openKey(tx, caseId);
      const entry = { kind: "reason", about: "A report was taken out of this case.", text: reason } as const;
      await writeEntry(tx, key, { caseId }, { authorId: viewer.person.id, entry });
      await changeCase(tx, caseId);
    }
    await note(tx, viewer, "unlinked", target.id, { case: caseId });
  });
}

/**
 * Answers the wish to withdraw a report: it is withdrawn, or work goes on because others may be at risk. For leads;
 * throws not_found for anybody else, invalid without a message to the reporter.
 */
export function answerWithdrawal(
  viewer: Viewer,
  target: Target,
  given: { isWithdrawn: boolean; message: string },
): Promise<void> {
  return workOnReport(viewer, target, "answer_withdrawal", async (tx, access) => {
    const { row } = access;
    const state = stateAfter(access, given.isWithdrawn ? "withdraw" : "keep", {
      ...answered(row, given.message),
      hasCase: row.caseId !== null,
    });
    await changeReport(tx, target.id, { state });
    await answer(tx, viewer, row, given.message);
    await note(tx, viewer, given.isWithdrawn ? "withdrawn" : "withdrawal_declined", target.id);
  });
}

/** Proposes to close a report as spam or abuse; a second person confirms. Whoever works on it may. */
export function proposeSpam(viewer: Viewer, target: Target, given: { reason: string; message: string }): Promise<void> {
  return workOnReport(viewer, target, "mark_spam", async (tx, { row }) => {
    if (row.state === "spam" || row.state === "withdrawn")
      throw new AppError("invalid", "This report is closed already. Load the page again.");
    const key = await openKey(tx, row.id);
    if (openProposal(await readEntries(tx, key, { reportId: row.id }), "mark_spam") !== null)
      throw new AppError("conflict", "Somebody proposed this already. Load the page again to confirm or withdraw it.");
    const { reason, message } = given;
    await writeEntry(...([tx, key, { reportId: row.id }] as const), {
      authorId: viewer.person.id,
      entry: { kind: "proposal", act: "mark_spam", reason, message, target: null },
    });
    await changeReport(tx, row.id);
    await note(tx, viewer, "spam_proposed", row.id);
  });
}

/**
 * Confirms, as the second person, that a report is spam or abuse, or ends the proposal; the reporter is told what the
 * proposal says. Whoever works on it may; throws not_found without a proposal, invalid for whoever made it.
 */
export function settleSpam(viewer: Viewer, target: Target, isConfirmed: boolean): Promise<void> {
  return workOnReport(viewer, target, "mark_spam", async (tx, access) => {
    const { row } = access;
    const key = await openKey(tx, row.id);
    const open = openProposal(await readEntries(tx, key, { reportId: row.id }), "mark_spam");
    if (open === null) throw new AppError("conflict", "Nobody proposes this any more. Load the page again.");
    const { reason, message } = open.entry;
    if (isConfirmed) {
      requireSecondPerson(viewer, open.authorId);
      const facts = { ...answered(row, message), hasReason: reason !== "", by: "two_people" } as const;
      const state = moveReport(row.state, "mark_spam", facts);
      await changeReport(tx, row.id, { state });
      await answer(tx, viewer, row, message);
    } else await changeReport(tx, row.id);
    const entry = { kind: "settled", proposal: open.id, isConfirmed } as const;
    await writeEntry(tx, key, { reportId: row.id }, { authorId: viewer.person.id, entry });
    await note(tx, viewer, isConfirmed ? "spam_confirmed" : "spam_proposal_ended", row.id);
  });
}

/** Takes up again what was closed as spam: two people can be wrong together. For leads, with a reason. */
export function restoreReport(viewer: Viewer, target: Target, reason: string): Promise<void> {
  return workOnReport(viewer, target, "answer_withdrawal", async (tx, access) => {
    const state = stateAfter(access, "restore", { hasReason: reason !== "" });
    const key = await openKey(tx, target.id);
    await leaveCase(tx, access.row, state);
    const entry = { kind: "reason", about: "This report was taken up again.", text: reason } as const;
    await writeEntry(tx, key, { reportId: target.id }, { authorId: viewer.person.id, entry });
    await note(tx, viewer, "restored", target.id);
  });
}
