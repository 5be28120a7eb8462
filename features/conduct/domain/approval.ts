import { daysOf, tierOf, type Measure } from "./measure";

export type ApprovalRule = {
  /** How many people must want it, the one who proposed it among them. */
  people: number;
  mustIncludeLead: boolean;
  reviewWithinHours: number | null;
  needsLegalConsulted: boolean;
};
export type Proposer = { id: string; isLead: boolean; isConflicted: boolean };
export type Vote = { by: string; vote: "approve" | "reject" | "abstain"; isLead: boolean; isConflicted: boolean };

/** Hours within which somebody else looks at what one person did alone. */
export const reviewHours = 24;
const oneHandler: ApprovalRule = {
  people: 1,
  mustIncludeLead: false,
  reviewWithinHours: null,
  needsLegalConsulted: false,
};

/** Returns who must approve a measure, by its tier and by how long it holds. */
export function approvalsNeeded(measure: Omit<Measure, "isLegalConsulted">): ApprovalRule {
  if (measure.type === "interim_protective") return { ...oneHandler, reviewWithinHours: reviewHours };
  const tier = tierOf(measure.type);
  if (tier === 3) return { ...oneHandler, people: 2, mustIncludeLead: true };
  if (tier < 2) return oneHandler;
  const days = daysOf(measure);
  if (days <= 7) return { ...oneHandler, reviewWithinHours: reviewHours };
  // Two months is the CNCF's line for asking lawyers first.
  return { ...oneHandler, people: 2, needsLegalConsulted: days > 60 };
}

/**
 * Returns a sentence for everything that approvals of a measure lack. The last vote of a person counts; the proposer's
 * own never counts as the second, one with a conflict never counts at all, and whoever rejects stops it.
 */
export function missingApprovals(measure: Measure, votes: readonly Vote[], proposer: Proposer): string[] {
  const rule = approvalsNeeded(measure);
  const last = new Map(votes.filter((vote) => !vote.isConflicted).map((vote) => [vote.by, vote]));
  const standing = [...last.values()];
  const people = standing.filter((vote) => vote.vote === "approve" && vote.by !== proposer.id);
  const hasLead = proposer.isLead || people.some((vote) => vote.isLead);
  const count = people.length + 1;

  const missing: string[] = [];
  if (proposer.isConflicted) missing.push("Whoever proposed this has a conflict: somebody else must propose it.");
  if (standing.some((vote) => vote.vote === "reject")) missing.push("Somebody rejected this: send it back and talk.");
  if (count < rule.people) missing.push("A second person must approve this.");
  if (rule.mustIncludeLead && !hasLead) missing.push("A conduct lead must be among those who decide this.");
  if (rule.needsLegalConsulted && !measure.isLegalConsulted) {
    missing.push("Ask legal first, and record that you did: this holds for more than 60 days.");
  }
  return missing;
}

/** Tells whether a measure has every approval that it needs. */
export function isApproved(measure: Measure, votes: readonly Vote[], proposer: Proposer): boolean {
  return missingApprovals(measure, votes, proposer).length === 0;
}

export type MayAct = { ok: true; reviewWithinHours: number | null } | { ok: false; why: string };

/**
 * Tells whether something may be done to content or to a person: only in a case, and only with a sealed snapshot of
 * the evidence. An emergency goes first and is looked at by somebody else within a day.
 */
export function mayAct(facts: { hasCase: boolean; hasSealedSnapshot: boolean; isEmergency: boolean }): MayAct {
  if (facts.isEmergency) return { ok: true, reviewWithinHours: reviewHours };
  if (!facts.hasCase) return { ok: false, why: "Open a case first: nothing is done to content or people without one." };
  if (!facts.hasSealedSnapshot) {
    return { ok: false, why: "Seal a snapshot of the evidence first: what is redacted cannot be looked at again." };
  }
  return { ok: true, reviewWithinHours: null };
}
