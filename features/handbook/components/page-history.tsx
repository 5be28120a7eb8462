import type { Change } from "../domain/history";
import type { PageEntry } from "../domain/page";

const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

type PageHistoryAttributes = { page: PageEntry; changes: readonly Change[]; sourceHref: string | null };

/** The changes of a page, newest first. */
export function PageHistory({ page, changes, sourceHref }: PageHistoryAttributes) {
  return (
    <div className="mx-auto max-w-[48rem] px-4 pt-10 sm:px-6">
      <p className="text-sm">
        <a href={page.path} className="text-accent underline">
          Back to the page
        </a>
      </p>
      <h1 className="page-title">History: {page.title}</h1>
      {changes.length === 0 ? (
        <p className="text-muted">
          No history is known: the content is not in a git repository, or not with all its past.
        </p>
      ) : (
        <ol>
          {changes.map(({ commit, at, author, subject }) => (
            <li key={commit} className="border-t border-rule py-3">
              <p className="font-bold" dir="auto">
                {subject}
              </p>
              <p className="text-sm text-muted">
                <time dateTime={at.toISOString()}>{day.format(at)}</time> · {author} ·{" "}
                <code>{commit.slice(0, 10)}</code>
              </p>
            </li>
          ))}
        </ol>
      )}
      {sourceHref === null ? null : (
        <p className="mt-6">
          <a href={sourceHref} className="text-accent underline">
            See every change in the repository
          </a>
        </p>
      )}
    </div>
  );
}
