import type { MeasureType, Tier } from "./measure";
import type { Mode } from "./report-form";

export const severities = ["low", "moderate", "serious", "critical"] as const;
export type Severity = (typeof severities)[number];
export const severityLabels: Record<Severity, string> = {
  low: "Low",
  moderate: "Moderate",
  serious: "Serious",
  critical: "Critical",
};

export const findingValues = [
  "substantiated",
  "partly_substantiated",
  "not_substantiated",
  "insufficient_information",
  "no_violation",
  "out_of_scope",
] as const;
export type FindingValue = (typeof findingValues)[number];
export const findingLabels: Record<FindingValue, string> = {
  substantiated: "It was so",
  partly_substantiated: "Partly so",
  not_substantiated: "It was not so",
  insufficient_information: "Not enough is known",
  no_violation: "It was so, and breaks no rule",
  out_of_scope: "Not for us to decide",
};

export type PartyRole = "reporter" | "affected" | "witness" | "reported";
export const partyRoleLabels: Record<PartyRole, string> = {
  reporter: "Reporter",
  affected: "Affected person",
  witness: "Witness",
  reported: "Reported person",
};

/** How a report can be sent, with the sentence that explains it before somebody chooses. */
export const modeLabels: Record<Mode, { label: string; sentence: string }> = {
  named: { label: "Named", sentence: "The people who handle your report see who you are." },
  confidential: {
    label: "Confidential (recommended)",
    sentence: "Your name is sealed, and opened only if two people agree that it is needed.",
  },
  anonymous: {
    label: "Anonymous",
    sentence: "Nothing ties the report to your account. You get a receipt, and only with it you can read our answers.",
  },
};

export const tierLabels: Record<Tier, string> = {
  0: "Tier 0 – referred to the platform",
  1: "Tier 1 – warning",
  2: "Tier 2 – for a time",
  3: "Tier 3 – ban",
};

export const measureLabels: Record<MeasureType, string> = {
  platform_referral: "Report to the platform",
  notice: "Notice",
  restorative_agreement: "Agreement to repair",
  content_redaction: "Redaction",
  warning: "Warning",
  thread_lock: "Locked discussion",
  no_contact: "No contact",
  limited_activities: "Limited activities",
  interim_protective: "Interim protection",
  timeout: "Timeout",
  ban: "Ban",
};
