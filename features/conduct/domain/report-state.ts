import { applyMove, namesFrom, needs, needsEither, type MoveContext, type MoveTable } from "./moves";

export const reportStates = [
  "held",
  "submitted",
  "acknowledged",
  "linked",
  "withdrawal_requested",
  "withdrawn",
  "spam",
] as const;
export type ReportState = (typeof reportStates)[number];

export type ReportMove =
  "release" | "acknowledge" | "link" | "unlink" | "request_withdrawal" | "withdraw" | "keep" | "mark_spam" | "restore";

export type ReportMover = "reporter" | "handler" | "lead" | "two_people" | "system";
export type ReportFact = "hasCase" | "hasReason" | "isReporterAnswered" | "isNotToBeContacted";
export type ReportContext = MoveContext<ReportMover, ReportFact>;

/** How the desk calls the states of a report. */
export const reportStateLabels: Record<ReportState, string> = {
  held: "Held",
  submitted: "Submitted",
  acknowledged: "Acknowledged",
  linked: "In a case",
  withdrawal_requested: "Withdrawal requested",
  withdrawn: "Withdrawn",
  spam: "Spam or abuse",
};

/** What the inbox tells the reporter about each state; it never says that a case exists about somebody else's report. */
export const reportStateSentences: Record<ReportState, string> = {
  held: "We have your report. It may take a little longer than usual until a person reads it.",
  submitted: "We have your report. A person will read it and answer here.",
  acknowledged: "A person has read your report and is looking at what to do next.",
  linked: "The Conduct Team is working on your report.",
  withdrawal_requested:
    "You asked to withdraw your report. The Conduct Team will answer you here before anything changes.",
  withdrawn: "Your report is withdrawn. You can still write to us here.",
  spam: "We closed this report without further steps. You can ask us here to look at it again.",
};

const isAnswered = needsEither<ReportFact>(
  "isReporterAnswered",
  "isNotToBeContacted",
  "Write to the reporter first; only a reporter who asked not to be contacted is left without a message.",
);
const hasReason = needs<ReportFact>("hasReason", "Say why.");
const team = ["handler", "lead"] as const;

/** The moves of a report. Nothing that a reporter does deletes it, and nothing about volume decides over it. */
export const reportTable: MoveTable<ReportMove, ReportState, ReportMover, ReportFact> = {
  noun: "report",
  states: reportStateLabels,
  moves: {
    release: { from: ["held"], to: "submitted", by: [...team, "system"] },
    acknowledge: { from: ["submitted"], to: "acknowledged", by: team, guards: [isAnswered] },
    link: {
      from: ["acknowledged"],
      to: "linked",
      by: team,
      guards: [needs("hasCase", "Choose the case that this report belongs to, or open one.")],
    },
    unlink: { from: ["linked"], to: "acknowledged", by: team, guards: [hasReason] },
    request_withdrawal: {
      from: ["held", "submitted", "acknowledged", "linked"],
      to: "withdrawal_requested",
      by: ["reporter"],
    },
    withdraw: { from: ["withdrawal_requested"], to: "withdrawn", by: ["lead"], guards: [isAnswered] },
    // Others may be at risk, so a request does not end the work by itself.
    keep: {
      from: ["withdrawal_requested"],
      to: (facts) => (facts.hasCase === true ? "linked" : "acknowledged"),
      by: ["lead"],
      guards: [isAnswered],
    },
    mark_spam: {
      from: ["held", "submitted", "acknowledged", "linked", "withdrawal_requested"],
      to: "spam",
      by: ["two_people"],
      guards: [hasReason, isAnswered],
    },
    // Two people can be wrong together; whoever asks again must not need a new report.
    restore: { from: ["spam"], to: "acknowledged", by: ["lead"], guards: [hasReason] },
  },
};

/** Returns the state that a new report begins in: beyond the limits it is accepted and held, never refused. */
export function firstReportState(isBeyondLimit: boolean): ReportState {
  return isBeyondLimit ? "held" : "submitted";
}

/** Returns the moves that leave a state of a report. */
export function reportMovesFrom(state: ReportState): ReportMove[] {
  return namesFrom(reportTable, state);
}

/** Returns the state of a report after a move; throws AppError forbidden or invalid with what stands in the way. */
export function moveReport(state: ReportState, move: ReportMove, context: ReportContext): ReportState {
  return applyMove(reportTable, state, move, context);
}
