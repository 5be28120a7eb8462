import { AppError } from "@/lib/errors";

/** What the letter to a reported person says, in the four parts of the PSF and Django, and how to appeal. */
export type Notice = {
  /** The rule of the code of conduct, as it is called there. */
  rule: string;
  behaviour: string;
  impact: string;
  expectations: string;
  consequences: string;
  /** The last moment in which an appeal is taken; null for what has nothing to appeal. */
  appealUntil: Date | null;
  contact: string;
};

/** Which wording a letter has that was sent; raised whenever a sentence of this file changes. */
export const noticeVersion = 1;

const parts = [
  ["behaviour", "What happened"],
  ["impact", "What it did to others"],
  ["expectations", "What we expect"],
  ["consequences", "What follows"],
] as const;

/** Throws AppError invalid, with the field, for the first part of a letter that is empty. */
export function requireNotice(notice: Notice): void {
  for (const [field, heading] of [["rule", "The rule"], ...parts] as const) {
    if (notice[field].trim() === "") throw new AppError("invalid", `Write this part: ${heading}.`, { field });
  }
}

/** Returns the letter to a reported person as plain text. It names nobody; check its parts with `findLeaks` before. */
export function composeNotice(notice: Notice): string {
  const appeal =
    notice.appealUntil === null
      ? []
      : [
          "If you disagree",
          `You can appeal until the end of ${dayOf(notice.appealUntil)} (UTC). ` +
            "Somebody who had no part in this decision will look at it. You need no account for that.",
        ];
  return [
    "Hello,",
    `we write to you about our Code of Conduct: ${oneLine(notice.rule)}.`,
    ...parts.flatMap(([field, heading]) => [heading, notice[field].trim()]),
    ...appeal,
    `You can answer this letter, or write to ${oneLine(notice.contact)}. Please do not try to find out who told us, and ` +
      "do not contact people who you think did: we treat retaliation as a breach of its own.",
    "Conduct Team",
  ].join("\n\n");
}

export type TemplateValues = { rule: string; contact: string };

/** Returns what stands in place of content that breaks a rule. */
export function redactionText({ rule, contact }: TemplateValues): string {
  return (
    `The Conduct Team removed this text because it breaks our Code of Conduct: ${oneLine(rule)}. ` +
    "Please keep to the Code of Conduct; further breaches can lead to a temporary or permanent ban. " +
    `If you have a question or think that this is a mistake, write to ${oneLine(contact)}.`
  );
}

/** Returns what stands in place of content while nobody has decided yet; it names no rule, because none is found broken. */
export function underReviewText({ contact }: Pick<TemplateValues, "contact">): string {
  return (
    "The Conduct Team is looking at this text and has hidden it meanwhile. Afterwards it is shown again or stays hidden. " +
    `If you have a question, write to ${oneLine(contact)}.`
  );
}

/** What a reporter can be told in the end; never which measure somebody else got. */
export const outcomes = ["acted", "not_a_breach", "not_enough_known", "out_of_scope", "handed_over"] as const;
export type Outcome = (typeof outcomes)[number];

/** Returns the message that tells a reporter how it ended. */
export function outcomeMessage(outcome: Outcome, { rule, contact }: TemplateValues): string {
  const found: Record<Outcome, string> = {
    acted:
      `We looked at it and found a breach of our Code of Conduct: ${oneLine(rule)}. We have acted on it. To be fair to ` +
      "everybody we do not say what was decided about another person.",
    not_a_breach:
      "We looked at it carefully and did not find a breach of our Code of Conduct. Your report was welcome: it is good that you told us.",
    not_enough_known:
      "We looked at it carefully, but what we could find out was not enough to decide. If you learn or remember more, add it here, and we look again.",
    out_of_scope:
      "We read it carefully, but it is not something that we can decide. If you want, we help you find who can.",
    handed_over: "We passed it on to those who can decide it, and they have taken it over.",
  };
  return [
    "Thank you for your report.",
    found[outcome],
    "If it happens again, or if somebody treats you badly because of this report, tell us at once: retaliation is a breach of its own.",
    `You can answer here, or write to ${oneLine(contact)}.`,
    "Conduct Team",
  ].join("\n\n");
}

function dayOf(date: Date): string {
  return new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" }).format(date);
}

// A value stands inside a sentence: without its own line ends, and without a second full stop.
function oneLine(value: string): string {
  return value.replace(/\s+/g, " ").trim().replace(/\.$/, "");
}
