import { Icon } from "@/components/ui/icon";

type PageLink = { path: string; title: string };

/** The way from the handbook's own page to this one. */
export function Breadcrumbs({ ancestors }: { ancestors: PageLink[] }) {
  if (ancestors.length === 0) return null;
  return (
    <nav aria-label="Breadcrumbs" className="text-sm text-muted print:hidden">
      <ol className="flex flex-wrap items-center gap-x-1.5">
        {ancestors.map(({ path, title }, position) => (
          <li key={path} className="flex items-center gap-1.5">
            {position > 0 ? <Icon name="chevron" className="size-3" /> : null}
            <a href={path} className="py-1 hover:text-ink hover:underline">
              {title}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** Links to the headings of a page; the script marks the one being read. */
export function Outline({ headings }: { headings: { id: string; text: string; depth: number }[] }) {
  return (
    <ul data-outline className="space-y-0.5 text-sm">
      {headings.map(({ id, text, depth }) => (
        <li key={id} className={depth > 2 ? "ps-3" : undefined}>
          <a
            href={`#${id}`}
            className="block py-1 leading-snug text-muted no-underline hover:text-ink aria-[current]:font-bold aria-[current]:text-accent"
          >
            {text}
          </a>
        </li>
      ))}
    </ul>
  );
}

/** The pages before and after this one in reading order. */
export function Pager({ previous, next }: { previous: PageLink | null; next: PageLink | null }) {
  const link = "group flex flex-1 flex-col rounded-lg border border-rule p-4 no-underline hover:border-control";
  return (
    <nav aria-label="Previous and next page" className="mt-12 flex flex-col gap-4 sm:flex-row print:hidden">
      {previous === null ? null : (
        <a href={previous.path} rel="prev" className={link}>
          <span className="flex items-center gap-1 text-sm text-muted">
            <Icon name="back" className="size-4" /> Previous
          </span>
          <span className="font-bold group-hover:text-accent">{previous.title}</span>
        </a>
      )}
      {next === null ? null : (
        <a href={next.path} rel="next" className={`${link} sm:items-end sm:text-end`}>
          <span className="flex items-center gap-1 text-sm text-muted">
            Next <Icon name="arrow" className="size-4" />
          </span>
          <span className="font-bold group-hover:text-accent">{next.title}</span>
        </a>
      )}
    </nav>
  );
}
