/** Why a person can disagree with a measure, in their words; the five grounds of the CNCF. */
export const appealGrounds = ["facts", "rule", "proportion", "conflict", "procedure", "new_evidence"] as const;
export type AppealGround = (typeof appealGrounds)[number];
export const appealGroundLabels: Record<AppealGround, string> = {
  facts: "It did not happen like that",
  rule: "It happened, and it breaks no rule",
  proportion: "The measure is too strong for what happened",
  conflict: "Somebody who decided stood too close to it",
  procedure: "I was not heard, or something was left out",
  new_evidence: "There is something that was not known when it was decided",
};

const day = 24 * 60 * 60 * 1000;
/** Days in which an appeal is answered. */
const appealAnswerDays = 14;

/** Returns until when an appeal is to be answered. */
export function answerBy(filed: Date): Date {
  return new Date(filed.getTime() + appealAnswerDays * day);
}

export type AppealOutcome = "upheld" | "reduced" | "lifted" | "inadmissible";
/** What the person concerned reads about the answer, before the reasons. */
export const appealOutcomeSentences: Record<AppealOutcome, string> = {
  upheld: "We looked at it again. The measure stays as it is.",
  reduced: "We looked at it again. The measure is replaced by a weaker one.",
  lifted: "We looked at it again. The measure is lifted, and what was done because of it is taken back.",
  inadmissible: "This was decided before, and we found nothing new in what you wrote.",
};

/** Returns what a reporter is told when an appeal was answered; never which measure there was. */
export function appealMessage(outcome: AppealOutcome): string {
  const found =
    outcome === "lifted" || outcome === "reduced"
      ? "Somebody who had no part in it looked at it again and came to another answer in part or in whole."
      : "Somebody who had no part in it looked at it again, and it stays as it was.";
  return [
    "Something was asked again about what you reported.",
    found,
    "If somebody treats you badly because of your report, tell us at once: retaliation is a breach of its own.",
    "Conduct Team",
  ].join("\n\n");
}
