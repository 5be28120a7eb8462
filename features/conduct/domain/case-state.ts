import { applyMove, missingFor, namesFrom, needs, needsEither, type MoveContext, type MoveTable } from "./moves";

export const caseStates = [
  "new",
  "triage",
  "investigating",
  "awaiting_information",
  "decision_proposed",
  "decided",
  "measures_active",
  "closed",
  "handed_over",
  "out_of_scope",
  "merged",
  "purged",
] as const;
export type CaseState = (typeof caseStates)[number];

export type CaseMove =
  | "start_triage"
  | "investigate"
  | "put_out_of_scope"
  | "hand_over"
  | "await_information"
  | "resume"
  | "propose"
  | "send_back"
  | "decide"
  | "activate"
  | "close_without_measure"
  | "close"
  | "reopen"
  | "take_back"
  | "merge"
  | "purge";

export type CaseMover = "handler" | "coordinator" | "approver" | "lead" | "two_people" | "system";
export type CaseFact =
  | "areConflictsAnswered"
  | "isSeveritySet"
  | "isSafetyAnswered"
  | "isReporterMessageQueued"
  | "isNotToBeContacted"
  | "hasCounterpartAccepted"
  | "isHandoverRecorded"
  | "hasAllegation"
  | "hasEveryFinding"
  | "isReportedPersonHeard"
  | "isReasonNotHeardRecorded"
  | "hasComment"
  | "areVotesFulfilled"
  | "hasMeasure"
  | "hasNoMeasure"
  | "isEvidenceSealed"
  | "isNoticeDelivered"
  | "isDeliveryFailureRecorded"
  | "isOutcomeSent"
  | "hasNewInformation"
  | "hasAppeal"
  | "hasTargetCase"
  | "areConflictsUnited"
  | "isRetentionPassed"
  | "isFree";
export type CaseContext = MoveContext<CaseMover, CaseFact>;

/** How the desk calls the states of a case. */
export const caseStateLabels: Record<CaseState, string> = {
  new: "New",
  triage: "Triage",
  investigating: "Investigating",
  awaiting_information: "Waiting for information",
  decision_proposed: "Decision proposed",
  decided: "Decided",
  measures_active: "Measures active",
  closed: "Closed",
  handed_over: "Handed over",
  out_of_scope: "Out of scope",
  merged: "Merged",
  purged: "Erased",
};

/** The states in which somebody still has to do something. */
export const openCaseStates: readonly CaseState[] = [
  "new",
  "triage",
  "investigating",
  "awaiting_information",
  "decision_proposed",
  "decided",
  "measures_active",
];

const hasOutcome = needsEither<CaseFact>("isOutcomeSent", "isNotToBeContacted", "Send the outcome to the reporter.");
const hasNews = needsEither<CaseFact>(
  "hasNewInformation",
  "hasAppeal",
  "Name the new information or the appeal that is the reason.",
);

/** The moves of a case; what they ask for comes from the enforcement manuals of the PSF, Django and the CNCF. */
export const caseTable: MoveTable<CaseMove, CaseState, CaseMover, CaseFact> = {
  noun: "case",
  states: caseStateLabels,
  moves: {
    start_triage: {
      from: ["new"],
      to: "triage",
      by: ["handler", "coordinator", "lead"],
      guards: [needs("areConflictsAnswered", "Everybody assigned must first say whether they have a conflict.")],
    },
    investigate: {
      from: ["triage"],
      to: "investigating",
      by: ["coordinator", "lead"],
      guards: [
        needs("isSeveritySet", "Set how severe it is."),
        needs("isSafetyAnswered", "Answer whether somebody is at risk."),
      ],
    },
    put_out_of_scope: {
      from: ["triage"],
      to: "out_of_scope",
      by: ["two_people"],
      guards: [
        needsEither(
          "isReporterMessageQueued",
          "isNotToBeContacted",
          "Write to the reporter why this is out of scope and who can help.",
        ),
      ],
    },
    hand_over: {
      from: ["triage", "investigating"],
      to: "handed_over",
      by: ["lead"],
      guards: [
        needs("hasCounterpartAccepted", "Wait until the other side has accepted."),
        needs("isHandoverRecorded", "Record the export or the access that the other side got."),
      ],
    },
    // The clock keeps running here: the reporter still hears by the promised date.
    await_information: {
      from: ["investigating"],
      to: "awaiting_information",
      by: ["handler", "coordinator", "lead"],
    },
    resume: { from: ["awaiting_information"], to: "investigating", by: ["handler", "coordinator", "lead"] },
    propose: {
      from: ["investigating"],
      to: "decision_proposed",
      by: ["coordinator", "lead"],
      guards: [
        needs("hasAllegation", "Write down at least one allegation."),
        needs("hasEveryFinding", "Record a finding for every allegation."),
        needsEither(
          "isReportedPersonHeard",
          "isReasonNotHeardRecorded",
          "Hear the reported person, or record why that is not possible.",
        ),
      ],
    },
    send_back: {
      from: ["decision_proposed"],
      to: "investigating",
      by: ["approver", "lead"],
      guards: [needs("hasComment", "Write what is missing in the proposal.")],
    },
    decide: {
      from: ["decision_proposed"],
      to: "decided",
      by: ["approver", "lead", "system"],
      guards: [needs("areVotesFulfilled", "The approvals that this decision needs are not complete.")],
    },
    activate: {
      from: ["decided"],
      to: "measures_active",
      by: ["system"],
      guards: [
        needs("hasMeasure", "This decision has no measure to start."),
        needs("isEvidenceSealed", "Seal a snapshot of the evidence before anything is done."),
        needsEither(
          "isNoticeDelivered",
          "isDeliveryFailureRecorded",
          "Deliver the notice to the reported person, or record that it could not be delivered.",
        ),
      ],
    },
    close_without_measure: {
      from: ["decided"],
      to: "closed",
      by: ["coordinator", "lead"],
      guards: [
        needs("hasNoMeasure", "This decision has a measure: deliver its notice and start it first."),
        hasOutcome,
      ],
    },
    // Measures go on running after the case is closed.
    close: { from: ["measures_active"], to: "closed", by: ["coordinator", "lead"], guards: [hasOutcome] },
    reopen: { from: ["closed"], to: "investigating", by: ["lead"], guards: [hasNews] },
    // Whoever was wrong about the scope, or to whom a case comes back, answers for severity and safety again.
    take_back: { from: ["handed_over", "out_of_scope"], to: "triage", by: ["lead"], guards: [hasNews] },
    // A decided case stays itself: its notice, its measures and its appeals hang on it.
    merge: {
      from: ["new", "triage", "investigating", "awaiting_information", "decision_proposed"],
      to: "merged",
      by: ["two_people"],
      guards: [
        needs("hasTargetCase", "Choose the case that this one joins."),
        needs("areConflictsUnited", "Conflicts and exclusions of both cases must hold in the joined one."),
      ],
    },
    purge: {
      from: ["closed", "handed_over", "out_of_scope", "merged"],
      to: "purged",
      by: ["system"],
      guards: [
        needs("isRetentionPassed", "The time for keeping this case is not over."),
        needs("isFree", "A hold, an active measure or an open appeal needs this case."),
      ],
    },
  },
};

/** Returns the moves that leave a state of a case. */
export function movesFrom(state: CaseState): CaseMove[] {
  return namesFrom(caseTable, state);
}

/** Returns a sentence for everything that a move of a case still lacks. */
export function missingForCase(move: CaseMove, context: Omit<CaseContext, "by">): string[] {
  return missingFor(caseTable, move, context);
}

/** Returns the state of a case after a move; throws AppError forbidden or invalid with what stands in the way. */
export function moveCase(state: CaseState, move: CaseMove, context: CaseContext): CaseState {
  return applyMove(caseTable, state, move, context);
}
