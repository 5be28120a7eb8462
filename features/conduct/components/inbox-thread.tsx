import type { InboxMessage } from "../data/inbox-queries";
import { InboxDay } from "./inbox-day";

type InboxThreadAttributes = { messages: readonly InboxMessage[]; zone: string; isAnonymous: boolean };

/** What the Conduct Team and the reporter wrote to each other, the newest last. */
export function InboxThread({ messages, zone, isAnonymous }: InboxThreadAttributes) {
  if (messages.length === 0) return <p className="text-muted">No messages yet.</p>;
  return (
    <ol className="space-y-4">
      {messages.map(({ id, isOwn, isOutcome, text, writtenAt }) => (
        <li key={id} className={`rounded-lg border p-4 ${isOwn ? "ms-6 border-rule" : "border-control bg-surface"}`}>
          <p className="text-[0.9375rem]">
            <strong>{isOwn ? "You" : "Conduct Team"}</strong>
            <span className="text-muted">
              {", "}
              <InboxDay at={writtenAt} zone={zone} hasTime={!isAnonymous} />
            </span>
          </p>
          {isOutcome ? <h3 className="mt-2 font-display text-lg font-semibold">How it ended</h3> : null}
          <p dir="auto" className="mt-2 wrap-anywhere whitespace-pre-wrap">
            {text}
          </p>
        </li>
      ))}
    </ol>
  );
}
