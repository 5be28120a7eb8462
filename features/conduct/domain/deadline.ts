import { reviewHours } from "./approval";

const hour = 60 * 60 * 1000;

/** Hours in which a person, not the portal, acknowledges a report. */
export const acknowledgeHours = 24;
/** Days after which a reporter hears again at the latest, even if there is nothing new. */
const updateDays = 7;

/** Returns until when a person must acknowledge a report. */
export function acknowledgeBy(submitted: Date): Date {
  return hoursAfter(submitted, acknowledgeHours);
}

/** Returns until when the reporter must hear again. */
export function nextUpdateBy(lastMessage: Date): Date {
  return hoursAfter(lastMessage, updateDays * 24);
}

/** Returns until when somebody else must look at an interim measure, a short timeout or an emergency. */
export function reviewBy(acted: Date): Date {
  return hoursAfter(acted, reviewHours);
}

/** Whom an overdue item reaches, the later the more people; everybody without a conflict only. */
const escalationSteps = [
  { afterHours: 0, to: "assigned" },
  { afterHours: 24, to: "leads" },
  { afterHours: 72, to: "escalation_contact" },
] as const;
export type EscalationAudience = (typeof escalationSteps)[number]["to"];

/** Returns whom an item has reached by now that was due at a time: nobody, or everybody up to the step it is at. */
export function escalatedTo(due: Date, now: Date): EscalationAudience[] {
  return escalationSteps.filter((step) => now >= hoursAfter(due, step.afterHours)).map((step) => step.to);
}

/** Returns when the next step of an item comes that is due at a time; null after the last. */
export function nextEscalation(due: Date, now: Date): Date | null {
  const next = escalationSteps.find((step) => now < hoursAfter(due, step.afterHours));
  return next === undefined ? null : hoursAfter(due, next.afterHours);
}

export type DueItem = {
  acknowledgeBy: Date | null;
  updateBy: Date | null;
  reviewBy: Date | null;
  isSafetyRisk: boolean;
};
export type Urgency = {
  what: "acknowledge" | "update" | "review" | null;
  due: Date | null;
  isOverdue: boolean;
  isSafetyRisk: boolean;
};

/** Returns what is due first for an item of the queue, and whether its time has passed. */
export function urgencyOf(item: DueItem, now: Date): Urgency {
  let what: Urgency["what"] = null;
  let due: Date | null = null;
  const dates = { acknowledge: item.acknowledgeBy, review: item.reviewBy, update: item.updateBy };
  for (const [name, date] of Object.entries(dates) as [keyof typeof dates, Date | null][]) {
    if (date !== null && (due === null || date < due)) [what, due] = [name, date];
  }
  return { what, due, isOverdue: due !== null && due <= now, isSafetyRisk: item.isSafetyRisk };
}

/** Compares for the queue: overdue first, then where somebody is at risk, then what is due earlier. */
export function byUrgency(one: Urgency, other: Urgency): number {
  return (
    Number(other.isOverdue) - Number(one.isOverdue) ||
    Number(other.isSafetyRisk) - Number(one.isSafetyRisk) ||
    timeOf(one.due) - timeOf(other.due)
  );
}

// Far enough for every date, and unlike Infinity it can be subtracted from itself.
function timeOf(due: Date | null): number {
  return due === null ? Number.MAX_SAFE_INTEGER : due.getTime();
}

function hoursAfter(date: Date, hours: number): Date {
  return new Date(date.getTime() + hours * hour);
}
