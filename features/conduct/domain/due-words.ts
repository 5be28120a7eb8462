import type { Urgency } from "./deadline";

const what = { acknowledge: "acknowledge", update: "write to the reporter", review: "review" } as const;
const hour = 60 * 60 * 1000;

/** Returns a length of time as people say it, in the largest unit that fits. */
function lengthInWords(milliseconds: number): string {
  const hours = Math.max(1, Math.round(milliseconds / hour));
  if (hours < 48) return hours === 1 ? "1 hour" : `${hours} hours`;
  return `${Math.round(hours / 24)} days`;
}

/** Returns what is due and when, in words that need no colour. */
export function dueInWords({ what: due, due: at, isOverdue }: Urgency, now: Date): string {
  if (due === null || at === null) return "Nothing is due";
  const length = lengthInWords(Math.abs(at.getTime() - now.getTime()));
  const act = what[due];
  return isOverdue ? `Overdue by ${length}: ${act}` : `${act.charAt(0).toUpperCase()}${act.slice(1)} within ${length}`;
}

/** Returns a moment as the desk writes it, in the zone of whoever reads. */
export function momentInZone(at: Date, zone: string): string {
  return new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone: zone }).format(at);
}

/** Returns a day without a time, which has no zone. */
export function dayInWords(day: string): string {
  return new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`));
}
