import { applyMove, namesFrom, needs, type MoveContext, type MoveTable } from "./moves";

export const appealStates = [
  "filed",
  "admissible",
  "assigned",
  "under_review",
  "upheld",
  "reduced",
  "lifted",
  "inadmissible",
  "communicated",
] as const;
export type AppealState = (typeof appealStates)[number];
export type AppealMove =
  | "admit"
  | "refuse"
  | "assign"
  | "reassign"
  | "start_review"
  | "uphold"
  | "reduce"
  | "lift"
  | "communicate"
  | "communicate_reduced"
  | "communicate_lifted";
export type AppealMover = "lead" | "reviewer";
export type AppealFact =
  | "isUntouched"
  | "mayAppeal"
  | "mayNotAppeal"
  | "mayReview"
  | "hasReasons"
  | "isReplacementWeaker"
  | "isReplacementActive"
  | "isEveryEffectReversed"
  | "isEverybodyTold";
export type AppealContext = MoveContext<AppealMover, AppealFact>;

/** How pages call the states of an appeal. */
export const appealStateLabels: Record<AppealState, string> = {
  filed: "Filed",
  admissible: "Admitted",
  assigned: "Reviewer chosen",
  under_review: "Under review",
  upheld: "Measure upheld",
  reduced: "Measure reduced",
  lifted: "Measure lifted",
  inadmissible: "Not admitted",
  communicated: "Everybody told",
};

const isUntouched = needs<AppealFact>(
  "isUntouched",
  "Somebody who did not propose, approve or carry out the measure must do this.",
);
const hasReviewer = needs<AppealFact>(
  "mayReview",
  "Choose a reviewer without a conflict who did not propose, approve or carry out the measure.",
);
const hasReasons = needs<AppealFact>("hasReasons", "Write the reasons.");
const isEverybodyTold = needs<AppealFact>(
  "isEverybodyTold",
  "Tell the person concerned, and whoever reported or was affected unless they asked not to be contacted.",
);

/** The moves of an appeal. None is automatic: an appeal that nobody answers is never refused by time passing. */
export const appealTable: MoveTable<AppealMove, AppealState, AppealMover, AppealFact> = {
  noun: "appeal",
  states: appealStateLabels,
  moves: {
    admit: {
      from: ["filed"],
      to: "admissible",
      by: ["lead"],
      guards: [isUntouched, needs("mayAppeal", "It is too late for this appeal, or it was decided before.")],
    },
    refuse: {
      from: ["filed", "under_review"],
      to: "inadmissible",
      by: ["lead", "reviewer"],
      guards: [
        isUntouched,
        needs("mayNotAppeal", "Only an appeal that is too late or was decided before can be refused unheard."),
        hasReasons,
      ],
    },
    assign: { from: ["admissible"], to: "assigned", by: ["lead"], guards: [hasReviewer] },
    reassign: { from: ["assigned", "under_review"], to: "assigned", by: ["lead"], guards: [hasReviewer] },
    start_review: { from: ["assigned"], to: "under_review", by: ["reviewer"], guards: [hasReviewer] },
    uphold: { from: ["under_review"], to: "upheld", by: ["reviewer"], guards: [hasReviewer, hasReasons] },
    reduce: {
      from: ["under_review"],
      to: "reduced",
      by: ["reviewer"],
      guards: [
        hasReviewer,
        hasReasons,
        needs("isReplacementWeaker", "Choose a measure that is weaker than the one it replaces."),
      ],
    },
    lift: { from: ["under_review"], to: "lifted", by: ["reviewer"], guards: [hasReviewer, hasReasons] },
    communicate: {
      from: ["upheld", "inadmissible"],
      to: "communicated",
      by: ["lead", "reviewer"],
      guards: [isEverybodyTold],
    },
    communicate_reduced: {
      from: ["reduced"],
      to: "communicated",
      by: ["lead", "reviewer"],
      guards: [
        needs("isReplacementActive", "Put the weaker measure in place of the old one, here and on outside platforms."),
        isEverybodyTold,
      ],
    },
    communicate_lifted: {
      from: ["lifted"],
      to: "communicated",
      by: ["lead", "reviewer"],
      guards: [
        needs("isEveryEffectReversed", "Reverse every effect of the measure, here and on outside platforms."),
        isEverybodyTold,
      ],
    },
  },
};

/** Returns the moves that leave a state of an appeal. */
export function appealMovesFrom(state: AppealState): AppealMove[] {
  return namesFrom(appealTable, state);
}

/** Returns the state of an appeal after a move; throws AppError forbidden or invalid with what stands in the way. */
export function moveAppeal(state: AppealState, move: AppealMove, context: AppealContext): AppealState {
  return applyMove(appealTable, state, move, context);
}
