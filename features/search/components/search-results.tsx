import type { FoundPage, FoundSection, SearchResult } from "../data/search-queries";
import type { TextPart } from "../domain/snippet";

type SearchResultsAttributes = {
  result: SearchResult;
  /** The page that says whom to ask; null while there is none. */
  contactPath?: string | null;
};

/** What a search found, by page and section; the same for the search page and for the dialog's fragment. */
export function SearchResults({ result, contactPath = null }: SearchResultsAttributes) {
  const { query, pages, total, isTotalCapped, corrected, isPartial } = result;
  if (query === "") {
    return (
      <p className="text-muted">Type a word, a name or the beginning of one. Every page of the handbook is searched.</p>
    );
  }
  if (pages.length === 0) return <NothingFound query={query} contactPath={contactPath} />;
  const shown = pages.length < total || isTotalCapped ? `, the best ${pages.length} are shown` : "";
  const count = `${isTotalCapped ? "More than " : ""}${total.toLocaleString("en")} ${total === 1 ? "page" : "pages"}${shown}`;
  return (
    <div className="max-w-3xl" data-total={isTotalCapped ? `${total}+` : total}>
      <p className="text-sm text-muted tabular-nums">
        {corrected === null ? (
          `${isPartial ? "No section holds all of these words. Pages that hold some of them: " : ""}${count}.`
        ) : (
          <>
            Nothing holds <q dir="auto">{query}</q>. Showing results for{" "}
            <a href={searchPath(corrected)} dir="auto" className="font-bold text-accent">
              {corrected}
            </a>
            : {count}.
          </>
        )}
      </p>
      <ol className="mt-2 divide-y divide-rule">
        {pages.map((page) => (
          <ResultPage key={page.path} page={page} />
        ))}
      </ol>
    </div>
  );
}

function ResultPage({ page }: { page: FoundPage }) {
  const [introduction] = page.sections.filter(({ heading }) => heading === "");
  const sections = page.sections.filter(({ heading }) => heading !== "");
  return (
    <li className="py-4">
      <div data-result>
        <h2 className="font-display text-lg leading-snug font-semibold" dir="auto">
          <a href={encodeURI(page.path)} className="text-accent no-underline hover:underline">
            <Marked parts={page.titleParts} />
          </a>
        </h2>
        {introduction !== undefined && <Snippet parts={introduction.parts} />}
      </div>
      {sections.length > 0 && (
        <ul className="mt-2 space-y-2 border-s border-rule ps-4">
          {sections.map((section) => (
            <ResultSection key={section.anchor} page={page} section={section} />
          ))}
        </ul>
      )}
    </li>
  );
}

function ResultSection({ page: { path, title }, section }: { page: FoundPage; section: FoundSection }) {
  return (
    <li data-result>
      <a
        href={section.anchor === "" ? encodeURI(path) : `${encodeURI(path)}#${encodeURIComponent(section.anchor)}`}
        dir="auto"
        className="font-bold text-ink no-underline hover:underline"
      >
        <Marked parts={section.headingParts} />
        <span className="sr-only"> in {title}</span>
      </a>
      <Snippet parts={section.parts} />
    </li>
  );
}

function Snippet({ parts }: { parts: TextPart[] }) {
  if (parts.length === 0) return null;
  return (
    <p dir="auto" className="text-[0.9375rem] leading-normal text-muted">
      <Marked parts={parts} />
    </p>
  );
}

function Marked({ parts }: { parts: TextPart[] }) {
  // The parts of one text never change their order: their places serve as keys.
  return parts.map((part, index) => (part.isMatch ? <mark key={index}>{part.text}</mark> : part.text));
}

function NothingFound({ query, contactPath }: { query: string; contactPath: string | null }) {
  return (
    <div className="max-w-2xl" data-total={0}>
      <p className="font-bold">
        Nothing found for <q dir="auto">{query}</q>.
      </p>
      <p className="mt-3">What may help:</p>
      <ul className="mt-1 list-disc space-y-1 ps-6">
        <li>Use fewer words, or a more general one.</li>
        <li>Check the spelling of names.</li>
        <li>
          <a href="/handbook" className="text-accent underline">
            Browse the handbook by section
          </a>
        </li>
        {contactPath === null ? null : (
          <li>
            <a href={contactPath} className="text-accent underline">
              Ask the people who know
            </a>
          </li>
        )}
      </ul>
    </div>
  );
}

function searchPath(query: string): string {
  return `/search?${new URLSearchParams({ q: query })}`;
}
