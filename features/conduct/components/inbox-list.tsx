import type { InboxEntry } from "../data/inbox-queries";
import { InboxDay } from "./inbox-day";
import { InboxStatus } from "./inbox-status";

type InboxListAttributes = { entries: readonly InboxEntry[]; zone: string; now: Date };

/** The reports of a person, the one with the newest news first. */
export function InboxList({ entries, zone, now }: InboxListAttributes) {
  if (entries.length === 0) return <p className="mt-8 text-lg">There is nothing here for you.</p>;
  return (
    <ul className="mt-8 space-y-6">
      {entries.map((entry) => (
        <li key={entry.id} className="rounded-lg border border-rule p-4 sm:p-6">
          <InboxStatus {...{ report: entry, zone, now }} />
          <p className="mt-4 flex flex-wrap items-baseline gap-x-4 gap-y-2">
            <a href={`/inbox/${entry.id}`} className="font-bold underline">
              Read and answer
              <span className="sr-only">
                {" "}
                what you sent on <InboxDay at={new Date(entry.submittedOn)} zone="UTC" />
              </span>
            </a>
            {entry.lastAnswerAt === null ? null : (
              <span className="text-[0.9375rem] text-muted">
                The Conduct Team wrote last on <InboxDay at={entry.lastAnswerAt} zone={zone} />.
              </span>
            )}
          </p>
        </li>
      ))}
    </ul>
  );
}
