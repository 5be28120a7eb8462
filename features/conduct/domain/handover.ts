/** Who else can decide about something, by what the desk calls them. */
export const counterparts = ["platform", "trust_and_safety", "event_team", "legal", "hr"] as const;
export type Counterpart = (typeof counterparts)[number];
export const counterpartLabels: Record<Counterpart, string> = {
  platform: "The platform it happened on",
  trust_and_safety: "Trust & Safety",
  event_team: "The team of an event",
  legal: "Legal",
  hr: "People group",
};

/** How the desk calls the steps of a hand-over. */
export const handoverStateLabels = {
  offered: "Offered",
  accepted: "Accepted",
  declined: "Declined",
  completed: "Completed",
} as const;
