import { Link } from "@/components/mdx/link";
import { LiveCard } from "@/components/mdx/live-card";
import { emptyFacts, type Facts } from "../domain/facts";
import { EmptyFacts } from "./fact-list";

/** What the reading group reads, by state; without any work it says how one gets here. */
export function ReadingList({ facts }: { facts: Facts }) {
  // The file could never be read: its links would lead nowhere.
  if (facts.readingList === emptyFacts.readingList) return <EmptyFacts>No work is recorded here yet.</EmptyFacts>;
  const { board, project, files, template, states, items } = facts.readingList;
  return (
    <LiveCard label="Reading list">
      {items.length === 0 ? (
        <EmptyFacts>
          <p>
            No work is recorded here. Suggest one with the issue template <code>{template}</code> in{" "}
            <Link href={project} isExternal>
              the project of the group
            </Link>
            .
          </p>
        </EmptyFacts>
      ) : null}
      <dl className="my-3">
        {states.map((state) => {
          const works = items.filter((item) => item.state === state.key);
          return (
            <div
              key={state.key}
              className="grid gap-x-6 gap-y-1 border-t border-rule py-2 sm:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]"
            >
              <dt className="m-0">
                <span className="font-bold">{state.label}</span>{" "}
                <span className="text-sm text-muted tabular-nums">
                  {works.length} {works.length === 1 ? "work" : "works"}
                </span>
              </dt>
              <dd className="m-0">
                <span className="text-sm text-muted">{state.when}</span>
                {works.length > 0 ? (
                  <ul className="m-0 mt-1">
                    {works.map((work) => (
                      <li key={work.key} id={`reading-${work.key}`}>
                        {work.url ? <a href={work.url}>{work.title}</a> : work.title}
                        {work.author ? `, ${work.author}` : null}
                        {work.note ? <span className="text-muted"> · {work.note}</span> : null}
                      </li>
                    ))}
                  </ul>
                ) : null}
              </dd>
            </div>
          );
        })}
      </dl>
      <p className="text-sm">
        <Link href={board} isExternal>
          Board
        </Link>
        {" · "}
        <Link href={files} isExternal>
          Files
        </Link>
      </p>
    </LiveCard>
  );
}
