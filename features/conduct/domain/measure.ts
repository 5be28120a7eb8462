import { AppError } from "@/lib/errors";
import { applyMove, needs, type MoveContext, type MoveTable } from "./moves";

export type Tier = 0 | 1 | 2 | 3;

/** The kinds of measures from the mildest to the strongest; the place in this list is their order within a tier. */
export const measureTypes = [
  "platform_referral",
  "notice",
  "restorative_agreement",
  "content_redaction",
  "warning",
  "thread_lock",
  "no_contact",
  "limited_activities",
  "interim_protective",
  "timeout",
  "ban",
] as const;
export type MeasureType = (typeof measureTypes)[number];

// An interim measure ends by itself like a timeout, so it ranks with tier 2 whatever it stops meanwhile.
const tiers: Record<MeasureType, Tier> = {
  platform_referral: 0,
  notice: 1,
  restorative_agreement: 1,
  content_redaction: 1,
  warning: 1,
  thread_lock: 1,
  no_contact: 2,
  limited_activities: 2,
  interim_protective: 2,
  timeout: 2,
  ban: 3,
};

export type Measure = { type: MeasureType; startsAt: Date; endsAt: Date | null; isLegalConsulted: boolean };

const day = 24 * 60 * 60 * 1000;
/** Days after which an interim measure ends unless it is renewed. */
export const interimDays = 14;
const mayEnd: readonly MeasureType[] = ["thread_lock", "no_contact", "restorative_agreement"];
const mustEnd: readonly MeasureType[] = ["limited_activities", "interim_protective", "timeout"];

/** Returns the tier of a kind of measure. */
export function tierOf(type: MeasureType): Tier {
  return tiers[type];
}

/** Tells whether a measure of this kind has an end: always, never, or as the decision says. */
export function endOf(type: MeasureType): "always" | "never" | "optional" {
  if (mustEnd.includes(type)) return "always";
  return mayEnd.includes(type) ? "optional" : "never";
}

/** Returns for how many days a measure holds; Infinity when it has no end. */
export function daysOf(measure: Pick<Measure, "startsAt" | "endsAt">): number {
  return measure.endsAt === null ? Infinity : (measure.endsAt.getTime() - measure.startsAt.getTime()) / day;
}

/** Throws AppError invalid, with the field, when start and end of a measure do not fit its kind. */
export function requireDuration({ type, startsAt, endsAt }: Omit<Measure, "isLegalConsulted">): void {
  const refuse = (sentence: string) => new AppError("invalid", sentence, { field: "endsAt" });
  const end = endOf(type);
  if (endsAt === null) {
    if (end === "always") throw refuse("Say when this measure ends: it ends by itself then.");
    return;
  }
  if (end === "never") throw refuse("A measure of this kind has no end. Choose another kind, or leave the end empty.");
  if (!(endsAt > startsAt)) throw refuse("The end must be later than the start.");
  if (type === "interim_protective" && daysOf({ startsAt, endsAt }) > interimDays) {
    throw refuse(`An interim measure ends after ${interimDays} days at the latest; it can be renewed then.`);
  }
}

export type MeasureState = "proposed" | "approved" | "active" | "expired" | "lifted" | "superseded" | "breached";
export type MeasureMove = "approve" | "activate" | "expire" | "lift" | "supersede" | "breach";
export type MeasureMover = "handler" | "approver" | "executor" | "lead" | "reviewer" | "system";
export type MeasureFact =
  | "areVotesFulfilled"
  | "mayAct"
  | "isNoticeDelivered"
  | "isDeliveryFailureRecorded"
  | "isEmergency"
  | "isEndPassed"
  | "hasReason"
  | "hasReplacement";
export type MeasureContext = MoveContext<MeasureMover, MeasureFact>;

/** How pages call the states of a measure. */
export const measureStateLabels: Record<MeasureState, string> = {
  proposed: "Proposed",
  approved: "Approved",
  active: "Active",
  expired: "Ended",
  lifted: "Lifted",
  superseded: "Replaced",
  breached: "Not kept",
};

const hasReason = needs<MeasureFact>("hasReason", "Say why.");

/** The moves of a measure. Only its end comes by itself; and a measure that was not kept ends like any other. */
export const measureTable: MoveTable<MeasureMove, MeasureState, MeasureMover, MeasureFact> = {
  noun: "measure",
  states: measureStateLabels,
  moves: {
    approve: {
      from: ["proposed"],
      to: "approved",
      by: ["approver", "lead", "system"],
      guards: [needs("areVotesFulfilled", "The approvals that this measure needs are not complete.")],
    },
    activate: {
      from: ["approved"],
      to: "active",
      by: ["executor", "lead"],
      guards: [
        needs("mayAct", "Seal a snapshot of the evidence in a case before anything is done."),
        {
          holds: (facts) =>
            facts.isNoticeDelivered === true || facts.isDeliveryFailureRecorded === true || facts.isEmergency === true,
          missing: "Deliver the notice to the reported person, or record that it could not be delivered.",
        },
      ],
    },
    expire: {
      from: ["active", "breached"],
      to: "expired",
      by: ["system"],
      guards: [needs("isEndPassed", "The end of this measure has not come.")],
    },
    lift: { from: ["active", "breached"], to: "lifted", by: ["lead", "reviewer"], guards: [hasReason] },
    supersede: {
      from: ["active", "breached"],
      to: "superseded",
      by: ["lead", "reviewer"],
      guards: [needs("hasReplacement", "Record the measure that takes its place.")],
    },
    breach: { from: ["active"], to: "breached", by: ["handler", "lead"], guards: [hasReason] },
  },
};

/** Returns the state of a measure after a move; throws AppError forbidden or invalid with what stands in the way. */
export function moveMeasure(state: MeasureState, move: MeasureMove, context: MeasureContext): MeasureState {
  return applyMove(measureTable, state, move, context);
}

/**
 * Tells whether a replacement is weaker than a measure: by tier, then by kind, then by its end, of which none is the
 * latest. What a reduced appeal puts in place must be.
 */
export function isStrictlyWeaker(
  replacement: Omit<Measure, "isLegalConsulted">,
  measure: Omit<Measure, "isLegalConsulted">,
): boolean {
  const [weaker, stronger] = [rankOf(replacement), rankOf(measure)];
  const index = weaker.findIndex((part, at) => part !== stronger[at]);
  return index !== -1 && (weaker[index] ?? 0) < (stronger[index] ?? 0);
}

function rankOf({ type, endsAt }: Pick<Measure, "type" | "endsAt">): number[] {
  return [tiers[type], measureTypes.indexOf(type), endsAt === null ? Infinity : endsAt.getTime()];
}
