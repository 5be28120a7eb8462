import type { PageEntry } from "../domain/page";

/** What is known of a page beyond its text. */
export type PageRecord = {
  owner: { name: string; page: string | null } | null;
  changedAt: Date | null;
  contributors: string[];
  historyHref: string | null;
  editHref: string;
  problemHref: string | null;
  markdownHref: string;
  isReviewDue: boolean;
};

const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className="flex flex-wrap gap-x-2">
      <dt className="text-muted">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Who keeps a page, how fresh it is, and the ways to change it, copy it or say that it is wrong. */
export function PageFooter({ page, record }: { page: PageEntry; record: PageRecord }) {
  const shown = record.contributors.slice(0, 5);
  const more = record.contributors.length - shown.length;
  return (
    <aside aria-label="About this page" className="mt-16 border-t border-rule pt-6 text-[0.9375rem]">
      <dl className="space-y-1">
        {record.owner === null ? null : (
          <Fact name="Kept by">
            {record.owner.page === null ? record.owner.name : <a href={record.owner.page}>{record.owner.name}</a>}
          </Fact>
        )}
        {record.changedAt === null ? null : (
          <Fact name="Last changed">
            <time dateTime={record.changedAt.toISOString()}>{day.format(record.changedAt)}</time>
            {shown.length > 0 ? ` by ${shown.join(", ")}${more > 0 ? ` and ${more} more` : ""}` : null}
          </Fact>
        )}
        {page.reviewBy === null ? null : (
          <Fact name="Review due">
            <time dateTime={page.reviewBy}>{day.format(new Date(page.reviewBy))}</time>
            {record.isReviewDue ? <strong> (overdue: check before you rely on it)</strong> : null}
          </Fact>
        )}
        {page.tags.length === 0 ? null : (
          <Fact name="Topics">
            <ul role="list" className="flex flex-wrap gap-x-3">
              {page.tags.map((tag) => (
                <li key={tag}>
                  <a href={`/search?q=${encodeURIComponent(tag)}`} rel="nofollow">
                    {tag}
                  </a>
                </li>
              ))}
            </ul>
          </Fact>
        )}
      </dl>
      <ul className="mt-4 flex flex-wrap gap-x-5 gap-y-1 print:hidden">
        <li>
          <a href={record.editHref}>Edit this page</a>
        </li>
        {record.historyHref === null ? null : (
          <li>
            <a href={record.historyHref}>History</a>
          </li>
        )}
        <li>
          <a href={record.markdownHref} data-copy-markdown>
            Markdown
          </a>
        </li>
        {record.problemHref === null ? null : (
          <li>
            <a href={record.problemHref}>Report a problem with this page</a>
          </li>
        )}
      </ul>
    </aside>
  );
}
