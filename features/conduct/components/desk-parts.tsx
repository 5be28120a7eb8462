import type { ReactNode } from "react";
import { momentInZone } from "../domain/due-words";

/** A part of a page of the desk, with its heading. */
export function DeskSection({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section aria-labelledby={id} className="mt-8 border-t border-rule pt-4">
      <h2 id={id} className="mb-3 font-display text-xl font-semibold">
        {title}
      </h2>
      <div className="space-y-3">{children}</div>
    </section>
  );
}

/** Something that is done rarely, or read only on purpose: folded until somebody opens it. */
export function Folded({ summary, children }: { summary: ReactNode; children: ReactNode }) {
  return (
    <details className="rounded-lg border border-rule px-3 open:pb-4">
      <summary className="cursor-pointer py-2 font-bold">{summary}</summary>
      <div className="mt-1 space-y-4">{children}</div>
    </details>
  );
}

/** Text that a person wrote, as they wrote it. */
export function WrittenText({ children }: { children: string }) {
  return (
    <div dir="auto" className="wrap-anywhere whitespace-pre-wrap">
      {children}
    </div>
  );
}

/** A moment in the zone of whoever reads. */
export function DeskMoment({ at, zone }: { at: Date; zone: string }) {
  return <time dateTime={at.toISOString()}>{momentInZone(at, zone)}</time>;
}

/** What is known about something, in pairs. */
export function Facts({ facts }: { facts: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className="grid gap-x-6 gap-y-1 text-[0.9375rem] sm:grid-cols-[max-content_1fr]">
      {facts.map(([label, value]) => (
        <div key={label} className="contents">
          <dt className="text-muted">{label}</dt>
          <dd className="mb-1 wrap-anywhere sm:mb-0">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

type Message = { id: string; isOwn: boolean; author: string; at: Date; text: string };

/** Messages of a thread; inwards it is said who of the desk wrote, outwards all is the Conduct Team. */
export function DeskThread({ messages, other, zone }: { messages: readonly Message[]; other: string; zone: string }) {
  if (messages.length === 0) return <p className="text-muted">Nothing was written yet.</p>;
  return (
    <ol className="space-y-3">
      {messages.map(({ id, isOwn, author, at, text }) => (
        <li key={id} className={`border-s-2 ps-3 ${isOwn ? "border-control" : "border-ink"}`}>
          <p className="text-[0.9375rem] text-muted">
            {isOwn ? (
              <>
                Conduct Team (<span dir="auto">{author}</span>)
              </>
            ) : (
              other
            )}
            , <DeskMoment at={at} zone={zone} />
          </p>
          <WrittenText>{text}</WrittenText>
        </li>
      ))}
    </ol>
  );
}
