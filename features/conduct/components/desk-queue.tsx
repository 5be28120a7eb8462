import { QueueKeys } from "@/components/rooms/queue-keys";
import type { Queue, QueueItem } from "../data/queue-queries";
import { dayInWords, dueInWords } from "../domain/due-words";
import { severityLabels, type Severity } from "../domain/labels";
import { queueAddress, queueViewLabels, queueViews, type QueueFilter } from "../domain/queue-filter";

const modeWords = { named: "named", confidential: "confidential", anonymous: "anonymous" } as const;
const link = "text-ink underline";

/** The views of the queue as plain links, with how much the viewer would see in each. */
export function QueueViews({ queue, filter }: { queue: Queue; filter: QueueFilter }) {
  return (
    <nav aria-label="Views of the queue" className="mt-6">
      <ul className="flex flex-wrap gap-x-5 gap-y-1 text-[0.9375rem]">
        {queueViews.map((view) => (
          <li key={view}>
            <a
              href={queueAddress({ view, search: filter.search, page: 1 })}
              aria-current={view === filter.view ? "page" : undefined}
              className="py-1 underline aria-[current]:font-bold aria-[current]:no-underline"
            >
              {queueViewLabels[view]}
              {view === "closed" || filter.view === "closed" ? null : ` (${queue.counts[view]})`}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function QueueRow({ item, now }: { item: QueueItem; now: Date }) {
  const { kind, id, title, mode, state, severity, urgency, assigned, summary } = item;
  const facts = [
    mode === null ? null : modeWords[mode],
    state,
    severity === null ? null : `Severity: ${severityLabels[severity as Severity].toLowerCase()}`,
    assigned.length === 0 ? "Nobody is assigned" : assigned.join(", "),
  ].filter((fact) => fact !== null);
  return (
    <li className="border-t border-rule py-2 focus-within:bg-surface">
      <div className="flex flex-wrap items-baseline gap-x-4">
        <a href={`/conduct/desk/${kind}s/${id}`} data-queue-row className={`font-bold ${link}`}>
          {kind === "case" ? title : `Report of ${dayInWords(title)}`}
        </a>
        {urgency.isSafetyRisk ? <span className="font-bold text-danger">Somebody may be at risk</span> : null}
        <span className={urgency.isOverdue ? "font-bold text-danger" : ""}>{dueInWords(urgency, now)}</span>
      </div>
      <p className="text-[0.9375rem] text-muted" dir="auto">
        {facts.join(" · ")}
      </p>
      {summary === null ? null : (
        <p className="text-[0.9375rem] wrap-anywhere" dir="auto">
          {summary}
        </p>
      )}
    </li>
  );
}

function Pages({ queue, filter }: { queue: Queue; filter: QueueFilter }) {
  if (queue.pages === 1) return null;
  const to = (page: number) => queueAddress({ ...filter, page });
  return (
    <nav aria-label="Pages of the queue" className="flex gap-6 border-t border-rule py-3">
      {queue.page > 1 ? (
        <a href={to(queue.page - 1)} className={link}>
          Earlier due
        </a>
      ) : null}
      <span>
        Page {queue.page} of {queue.pages}
      </span>
      {queue.page < queue.pages ? (
        <a href={to(queue.page + 1)} className={link}>
          Later due
        </a>
      ) : null}
    </nav>
  );
}

/** What waits at the desk, what is due first at the top. */
export function DeskQueue({ queue, filter, now }: { queue: Queue; filter: QueueFilter; now: Date }) {
  if (queue.items.length === 0) return <p className="mt-6 border-t border-rule pt-4">Nothing is here just now.</p>;
  return (
    <div className="mt-4">
      <QueueKeys />
      <ul>
        {queue.items.map((item) => (
          <QueueRow key={item.id} item={item} now={now} />
        ))}
      </ul>
      <Pages queue={queue} filter={filter} />
    </div>
  );
}
