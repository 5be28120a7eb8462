import type { ReactNode } from "react";
import { Term } from "@/components/mdx/term";
import type { Facts } from "../domain/facts";
import { EmptyFacts } from "./fact-list";

/** All terms in one sentence each, with the page that says more. */
export function Glossary({ facts }: { facts: Facts }) {
  if (facts.glossary.length === 0) return <EmptyFacts>No term is explained here yet.</EmptyFacts>;
  return (
    <dl className="my-4 border-b border-rule">
      {facts.glossary.map(({ key, term, short, page }) => (
        <div
          key={key}
          id={`term-${key}`}
          className="grid gap-x-6 gap-y-1 border-t border-rule py-2 target:bg-accent-soft sm:grid-cols-[minmax(0,1fr)_minmax(0,3fr)]"
        >
          <dt className="m-0 font-bold">
            <dfn className="not-italic">{term}</dfn>
          </dt>
          <dd className="m-0">
            {short}
            {page ? (
              <>
                {" "}
                <a href={page}>
                  More<span className="sr-only"> on {term}</span>
                </a>
              </>
            ) : null}
          </dd>
        </div>
      ))}
    </dl>
  );
}

type TermAttributes = {
  facts: Facts;
  /** Key of the term. */
  name: string;
  /** Path of the page that has the glossary; null while there is none. */
  glossaryPath: string | null;
  /** Id for the definition, of its own for each use on a page. */
  noteId: string;
  children?: ReactNode;
};

/** A word of the glossary in running text; the bare word where it is not explained. */
export function GlossaryTerm({ facts, name, glossaryPath, noteId, children }: TermAttributes) {
  const found = facts.glossary.find((candidate) => candidate.key === name);
  if (found === undefined) return <>{children ?? name}</>;
  const href = glossaryPath === null ? found.page : `${glossaryPath}#term-${name}`;
  if (href === undefined) return <>{children ?? found.term}</>;
  return (
    <Term href={href} short={found.short} id={noteId}>
      {children ?? found.term}
    </Term>
  );
}
