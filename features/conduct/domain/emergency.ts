import { interimDays } from "./measure";

/** What one person may do at once when it cannot wait; everything else waits for a decision. */
export const emergencyTypes = ["interim_protective", "content_redaction", "thread_lock", "timeout"] as const;
export type EmergencyType = (typeof emergencyTypes)[number];

/** Returns when an emergency act ends unless it is renewed; also one of a kind that otherwise has no end. */
export function emergencyEnd(from: Date): Date {
  return new Date(from.getTime() + interimDays * 24 * 60 * 60 * 1000);
}

export type EmergencyHands = { imposedBy: string; reviewedBy: string | null };

/** Says why somebody may not look at an emergency act in place of a second person; null when they may. */
export function whyNotReview(person: string, { imposedBy, reviewedBy }: EmergencyHands): string | null {
  if (person === imposedBy) return "You did this: somebody else must look at it.";
  return reviewedBy === null ? null : "Somebody has looked at this already.";
}

/** Says why somebody may not renew an emergency act; null when they may. */
export function whyNotRenew(person: string, { imposedBy, reviewedBy }: EmergencyHands): string | null {
  if (reviewedBy === null) return "Somebody must look at this before it is renewed.";
  return person === imposedBy ? "You did this: somebody else must renew it." : null;
}
