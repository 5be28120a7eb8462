import type { MeasureType } from "./measure";

export type RetentionClass = "draft" | "no_action" | "warning" | "timeout" | "ban";

const draftDays = 14;
export const noActionDays = 90;
const auditYears = 7;
const years = { warning: 2, timeout: 3, ban: 3 } as const;

const classOfMeasure: Record<MeasureType, RetentionClass> = {
  platform_referral: "no_action",
  notice: "warning",
  restorative_agreement: "warning",
  content_redaction: "warning",
  warning: "warning",
  thread_lock: "warning",
  no_contact: "timeout",
  limited_activities: "timeout",
  // What only bridged the time until a decision is as nothing when none followed.
  interim_protective: "no_action",
  timeout: "timeout",
  ban: "ban",
};

/** Returns the class of a case by its measures; a lifted one still counts, an appeal is kept like its measure. */
export function retentionClassOf(measures: readonly MeasureType[]): Exclude<RetentionClass, "draft"> {
  const found = measures.map((type) => classOfMeasure[type]);
  if (found.includes("ban")) return "ban";
  if (found.includes("timeout")) return "timeout";
  return found.includes("warning") ? "warning" : "no_action";
}

export type RetentionFacts = {
  /** When a draft was saved last, or when a case was closed. */
  since: Date;
  /** When the last thing happened that the warning is about; the day of closing when it is not known. */
  lastIncident: Date | null;
  /** When the last measure ended or was lifted; null while one holds. */
  ended: Date | null;
};

/**
 * Returns until when something is kept; null while a measure holds, because nothing says yet when it ends. Nothing is
 * kept shorter than what never led to anything. A hold, an open appeal and the time to appeal are asked by `mayPurge`.
 */
export function keepUntil(retention: RetentionClass, facts: RetentionFacts): Date | null {
  if (retention === "draft") return daysAfter(facts.since, draftDays);
  const least = daysAfter(facts.since, noActionDays);
  if (retention === "no_action") return least;
  const start = retention === "warning" ? (facts.lastIncident ?? facts.since) : facts.ended;
  if (start === null) return null;
  const until = yearsAfter(start, years[retention]);
  return until > least ? until : least;
}

/** Returns until when the line is kept that says what came out; null while a measure holds, and for what has no line. */
export function keepOutcomeUntil(retention: RetentionClass, facts: RetentionFacts): Date | null {
  return retention === "draft" || retention === "no_action" ? null : keepUntil(retention, facts);
}

/** Returns until when an entry of the audit log is kept. */
export function keepAuditUntil(recorded: Date): Date {
  return yearsAfter(recorded, auditYears);
}

type Hold = { until: Date };
export type PurgeFacts = {
  keepUntil: Date | null;
  holds: readonly Hold[];
  hasActiveMeasure: boolean;
  hasOpenAppeal: boolean;
  /** Until when somebody may still appeal; null when there is nothing to appeal. */
  appealUntil: Date | null;
};

/** Tells whether something may be erased (now), or why it must stay; the dry run shows the same words. */
export function mayPurge(facts: PurgeFacts, now: Date): { ok: true } | { ok: false; why: string } {
  if (facts.holds.some((hold) => hold.until > now)) return { ok: false, why: "A legal hold keeps it." };
  if (facts.hasActiveMeasure || facts.keepUntil === null) return { ok: false, why: "A measure is still active." };
  if (facts.hasOpenAppeal) return { ok: false, why: "An appeal is open." };
  if (facts.appealUntil !== null && facts.appealUntil >= now) return { ok: false, why: "It can still be appealed." };
  if (facts.keepUntil > now) return { ok: false, why: "The time for keeping it is not over." };
  return { ok: true };
}

function daysAfter(date: Date, days: number): Date {
  return new Date(date.getTime() + days * 24 * 60 * 60 * 1000);
}

function yearsAfter(date: Date, count: number): Date {
  const later = new Date(date);
  later.setUTCFullYear(date.getUTCFullYear() + count);
  return later;
}
