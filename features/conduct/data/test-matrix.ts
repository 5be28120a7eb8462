import type { Viewer } from "@/lib/auth/viewer";
import type { Act } from "../domain/policy";
import * as allegationCommands from "./allegation-commands";
import * as assignmentCommands from "./assignment-commands";
import * as caseCommands from "./case-commands";
import * as caseQueries from "./case-queries";
import * as conflictCommands from "./conflict-commands";
import * as evidenceCommands from "./evidence-commands";
import * as handoverCommands from "./handover-commands";
import * as historyQueries from "./history-queries";
import * as identityCommands from "./identity-commands";
import * as identityQueries from "./identity-queries";
import * as partyCommands from "./party-commands";
import * as queueQueries from "./queue-queries";
import * as readingQueries from "./reading-queries";
import * as reportCommands from "./report-commands";
import * as reportQueries from "./report-queries";
import * as threadCommands from "./thread-commands";
import * as twoPeopleCommands from "./two-people-commands";

// For tests only.

/** What an operation of the desk is tried on. */
export type Ground = { caseId: string; reportId: string; partyId: string; evidenceId: string; other: string };
/** An operation of the desk, the act of the policy that decides it, and how it is called. */
export type Operation = { on: "case" | "report"; act: Act; run: (viewer: Viewer, ground: Ground) => Promise<unknown> };

const rule = { number: 1, version: "2026-11-20" };
const snapshot = {
  kind: "snapshot",
  platform: "forum",
  link: "https://example.org/1",
  handle: "a",
  label: "none",
} as const;
const on =
  (kind: "case" | "report") =>
  (act: Act, run: Operation["run"]): Operation => ({ on: kind, act, run });
const [inCase, inReport] = [on("case"), on("report")];
const item = ({ evidenceId }: Ground) => ({ kind: "evidence" as const, id: evidenceId });

/** The modules of the desk; everything they export is in `operations` or `withoutObject`. */
export const deskModules = {
  ...{ allegationCommands, assignmentCommands, caseCommands, caseQueries, conflictCommands, evidenceCommands },
  ...{ handoverCommands, historyQueries, identityCommands, identityQueries, partyCommands, queueQueries },
  ...{ readingQueries, reportCommands, reportQueries, threadCommands, twoPeopleCommands },
};

/** Exports that are about no one thing: their own tests hold them. */
export const withoutObject = ["listQueue", "openCase", "listReadingTasks"];

/** Every query and command of the desk by name. */
export const operations: Record<string, Operation> = {
  addAllegation: inCase("edit_case", (viewer, { caseId, partyId }) =>
    allegationCommands.addAllegation(viewer, { id: caseId }, { partyId, rule, description: "Words" }),
  ),
  removeAllegation: inCase("edit_case", (viewer, { caseId, other }) =>
    allegationCommands.removeAllegation(viewer, { id: caseId }, other),
  ),
  takeCase: inCase("take", (viewer, { caseId }) => assignmentCommands.takeCase(viewer, caseId, "none")),
  assignPerson: inCase("assign", (viewer, { caseId, other }) =>
    assignmentCommands.assignPerson(viewer, { id: caseId }, { personId: other, role: "handler" }),
  ),
  endAssignment: inCase("assign", (viewer, { caseId, other }) =>
    assignmentCommands.endAssignment(viewer, { id: caseId }, other),
  ),
  requestNativeReader: inCase("request_native_reader", (viewer, ground) =>
    assignmentCommands.requestNativeReader(
      viewer,
      { id: ground.caseId },
      { address: "nobody@example.org", language: "Thai", item: item(ground) },
    ),
  ),
  openCaseFromReport: inReport("link_report", (viewer, { reportId }) =>
    caseCommands.openCaseFromReport(viewer, { id: reportId }, { summary: "Words", conflict: "none" }),
  ),
  describeCase: inCase("edit_case", (viewer, { caseId }) =>
    caseCommands.describeCase(viewer, { id: caseId }, { summary: "Words", severity: "low", isSafetyRisk: false }),
  ),
  recordHearing: inCase("edit_case", (viewer, { caseId }) =>
    caseCommands.recordHearing(viewer, { id: caseId }, { isHeard: true, reason: "" }),
  ),
  moveCaseOn: inCase("edit_case", (viewer, { caseId }) =>
    caseCommands.moveCaseOn(viewer, { id: caseId }, { move: "investigate", reason: "" }),
  ),
  getCase: inCase("open", (viewer, { caseId }) => caseQueries.getCase(viewer, caseId)),
  declareConflict: inCase("declare_conflict", (viewer, { caseId }) =>
    conflictCommands.declareConflict(viewer, caseId, "hard"),
  ),
  declareReportConflict: inReport("declare_conflict", (viewer, { reportId }) =>
    conflictCommands.declareReportConflict(viewer, reportId),
  ),
  imposeConflict: inCase("impose_conflict", (viewer, { caseId, other }) =>
    conflictCommands.imposeConflict(viewer, caseId, other, "hard"),
  ),
  liftConflict: inCase("lift_conflict", (viewer, { caseId, other }) =>
    conflictCommands.liftConflict(viewer, caseId, other),
  ),
  captureEvidence: inCase("capture_evidence", (viewer, { caseId }) =>
    evidenceCommands.captureEvidence(viewer, { id: caseId }, { ...snapshot, text: "Words" }),
  ),
  offerHandover: inCase("hand_over", (viewer, { caseId }) =>
    handoverCommands.offerHandover(viewer, { id: caseId }, { direction: "in", counterpart: "legal", reference: "7" }),
  ),
  answerHandover: inCase("hand_over", (viewer, { caseId, other }) =>
    handoverCommands.answerHandover(viewer, { id: caseId }, { handoverId: other, state: "accepted" }),
  ),
  getHistory: inCase("read_text", (viewer, { caseId }) => historyQueries.getHistory(viewer, caseId)),
  getTimeline: inCase("read_case_audit", (viewer, { caseId }) => historyQueries.getTimeline(viewer, caseId)),
  askForIdentity: inReport("open_identity", (viewer, { reportId }) =>
    identityCommands.askForIdentity(viewer, { id: reportId }, "For their safety"),
  ),
  allowIdentity: inReport("open_identity", (viewer, { reportId }) =>
    identityCommands.allowIdentity(viewer, { id: reportId }),
  ),
  openIdentity: inReport("open_identity", (viewer, { reportId }) => identityQueries.openIdentity(viewer, reportId)),
  addParty: inCase("edit_case", (viewer, { caseId }) =>
    partyCommands.addParty(viewer, { id: caseId }, { role: "witness", platform: "forum", handle: "a" }),
  ),
  removeParty: inCase("edit_case", (viewer, { caseId, partyId }) =>
    partyCommands.removeParty(viewer, { id: caseId }, partyId),
  ),
  getReadingItems: inCase("read_item", (viewer, { caseId }) => readingQueries.getReadingItems(viewer, caseId)),
  acknowledgeReport: inReport("write_message", (viewer, { reportId }) =>
    reportCommands.acknowledgeReport(viewer, { id: reportId }, "Words"),
  ),
  linkReport: inReport("link_report", (viewer, { reportId, other }) =>
    reportCommands.linkReport(viewer, { id: reportId }, other),
  ),
  unlinkReport: inReport("link_report", (viewer, { reportId }) =>
    reportCommands.unlinkReport(viewer, { id: reportId }, "Why"),
  ),
  answerWithdrawal: inReport("answer_withdrawal", (viewer, { reportId }) =>
    reportCommands.answerWithdrawal(viewer, { id: reportId }, { isWithdrawn: true, message: "Words" }),
  ),
  proposeSpam: inReport("mark_spam", (viewer, { reportId }) =>
    reportCommands.proposeSpam(viewer, { id: reportId }, { reason: "Why", message: "Words" }),
  ),
  settleSpam: inReport("mark_spam", (viewer, { reportId }) =>
    reportCommands.settleSpam(viewer, { id: reportId }, true),
  ),
  restoreReport: inReport("answer_withdrawal", (viewer, { reportId }) =>
    reportCommands.restoreReport(viewer, { id: reportId }, "Why"),
  ),
  getReport: inReport("open", (viewer, { reportId }) => reportQueries.getReport(viewer, reportId)),
  writeToReporter: inReport("write_message", (viewer, { reportId }) =>
    threadCommands.writeToReporter(viewer, reportId, "Words"),
  ),
  writeToReported: inCase("write_message", (viewer, { caseId, partyId }) =>
    threadCommands.writeToReported(viewer, caseId, { partyId, from: "desk", text: "Words" }),
  ),
  writeNote: inCase("write_note", (viewer, { caseId }) => threadCommands.writeNote(viewer, caseId, "Words")),
  writeTranslation: inCase("write_translation", (viewer, ground) =>
    threadCommands.writeTranslation(viewer, ground.caseId, item(ground), "Words"),
  ),
  proposePaired: inCase("put_out_of_scope", (viewer, { caseId }) =>
    twoPeopleCommands.proposePaired(viewer, { id: caseId }, { act: "put_out_of_scope", reason: "Why", joins: null }),
  ),
  settlePaired: inCase("put_out_of_scope", (viewer, { caseId }) =>
    twoPeopleCommands.settlePaired(viewer, { id: caseId }, { act: "put_out_of_scope", isConfirmed: true }),
  ),
};

/** Operations that answer not_found to whoever may do them, because the ground has no such thing to do it to. */
export const missesItsObject = [
  ...["removeAllegation", "assignPerson", "endAssignment", "imposeConflict", "answerHandover", "linkReport"],
  ...["openIdentity"],
];
