import { Badge } from "@/components/mdx/badge";
import { Link } from "@/components/mdx/link";
import { LiveCard } from "@/components/mdx/live-card";
import { emptyFacts, type Facts } from "../domain/facts";
import { ownerLabel } from "../domain/look-up";
import type { Objective } from "../domain/performance";
import { EmptyFacts } from "./fact-list";

type Result = Objective["keyResults"][number];

function ResultLine({ facts, result }: { facts: Facts; result: Result }) {
  const health = facts.okrs.health.find((candidate) => candidate.key === result.health)?.label;
  const owner = ownerLabel(facts, result);
  return (
    <>
      {result.url ? <a href={result.url}>{result.title}</a> : result.title} {health ? <Badge>{health}</Badge> : null}
      {result.progressPercent === undefined ? null : <span className="tabular-nums"> {result.progressPercent} %</span>}
      {owner ? <span className="text-muted"> · {owner}</span> : null}
    </>
  );
}

/** Objectives and key results, and where the list of record is. */
export function OkrView({ facts }: { facts: Facts }) {
  // The file could never be read: its links would lead nowhere.
  if (facts.okrs === emptyFacts.okrs) return <EmptyFacts>No objective is recorded here yet.</EmptyFacts>;
  const { listUrl, project, labels, alignedWith, rhythm, items, health } = facts.okrs;
  return (
    <LiveCard label="Objectives and key results">
      {items.length === 0 ? (
        <EmptyFacts>
          <p>
            No objective is recorded here. The objectives of the running quarter are in{" "}
            <Link href={listUrl} isExternal>
              the list of open OKRs
            </Link>
            .
          </p>
        </EmptyFacts>
      ) : (
        <ul className="my-3">
          {items.map((objective) => (
            <li key={objective.key} id={`okr-${objective.key}`}>
              <strong>
                <ResultLine facts={facts} result={objective} />
              </strong>
              <ul>
                {objective.keyResults.map((result) => (
                  <li key={result.key} id={`okr-${objective.key}-${result.key}`}>
                    <ResultLine facts={facts} result={result} />
                  </li>
                ))}
              </ul>
            </li>
          ))}
        </ul>
      )}
      <dl className="my-3 grid gap-x-4 sm:grid-cols-[max-content_minmax(0,1fr)] sm:gap-y-1 max-sm:[&_dt]:mt-2 max-sm:[&_dt]:text-sm">
        <dt className="text-muted">Rhythm</dt>
        <dd className="m-0">{rhythm}</dd>
        <dt className="text-muted">Aligned with</dt>
        <dd className="m-0">
          {alignedWith.map(({ name, url }, index) => (
            <span key={url}>
              {index > 0 ? ", " : null}
              <Link href={url} isExternal={url.startsWith("http")}>
                {name}
              </Link>
            </span>
          ))}
        </dd>
        <dt className="text-muted">Health</dt>
        <dd className="m-0">{health.map(({ label }) => label).join(", ")}</dd>
        <dt className="text-muted">Labels</dt>
        <dd className="m-0">
          {labels.map((label, index) => (
            <span key={label}>
              {index > 0 ? ", " : null}
              <code>{label}</code>
            </span>
          ))}
        </dd>
        <dt className="text-muted">Kept in</dt>
        <dd className="m-0">
          <Link href={listUrl} isExternal>
            List of open OKRs
          </Link>
          {" · "}
          <Link href={project} isExternal>
            Project
          </Link>
        </dd>
      </dl>
    </LiveCard>
  );
}
