/** Months in which an appeal can be filed: the time that Article 20 of the EU Digital Services Act gives. */
const appealMonths = 6;

/**
 * Returns the last moment of the last day (UTC) on which an appeal can be filed: six calendar months after the notice.
 * A day that the month lacks is its last one.
 */
export function appealUntil(noticed: Date): Date {
  const year = noticed.getUTCFullYear();
  const month = noticed.getUTCMonth() + appealMonths;
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month, Math.min(noticed.getUTCDate(), lastDay), 23, 59, 59, 999));
}

export type AppealRequest = { until: Date; now: Date; earlierAppeals: number; hasNewEvidence: boolean };

/**
 * Tells whether a measure can be appealed (now): in time, once, and once more on new evidence. Otherwise says why not
 * in a sentence for the person concerned.
 */
export function mayAppeal({
  until,
  now,
  earlierAppeals,
  hasNewEvidence,
}: AppealRequest): { ok: true } | { ok: false; why: string } {
  if (now > until) return { ok: false, why: `The time to appeal this ended after ${appealMonths} months.` };
  if (earlierAppeals > 1) return { ok: false, why: "This was appealed twice already, and the last answer stands." };
  if (earlierAppeals === 1 && !hasNewEvidence) {
    return { ok: false, why: "This was appealed already. It can be appealed once more when there is new evidence." };
  }
  return { ok: true };
}

export type MeasureHands = { proposedBy: string; approvedBy: readonly string[]; executedBy: readonly string[] };

/** Tells whether a person had no hand in a measure and so may review an appeal against it. */
export function mayReview(person: string, hands: MeasureHands): boolean {
  return ![hands.proposedBy, ...hands.approvedBy, ...hands.executedBy].includes(person);
}
