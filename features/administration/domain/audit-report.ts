import type { AuditReport } from "@/lib/audit/verify";

const problemsShown = 5;
const count = (number: number, one: string, many: string) =>
  `${number.toLocaleString("en")} ${number === 1 ? one : many}`;

/** Says what a verification of the audit log found. */
export function describeReport({ events, problems }: AuditReport): string {
  if (problems.length === 0)
    return `${count(events, "event is", "events are")} as written: nothing was changed, added, removed or moved.`;
  const shown = problems.slice(0, problemsShown).map(({ seq, reason }) => `Event ${seq}: ${reason}`);
  const rest = problems.length - shown.length;
  return [
    `The audit log is not as it was written: ${count(problems.length, "problem", "problems")} in ${count(events, "event", "events")}.`,
    ...shown,
    ...(rest > 0 ? [`And ${rest} more.`] : []),
    "Keep a copy of the database as it is, and look into who could write to it.",
  ].join(" ");
}
