export type TreeLink = {
  path: string;
  title: string;
  isCurrent: boolean;
  isAncestor: boolean;
  children: TreeLink[];
  hidden: number;
};

function More({ hidden, path }: { hidden: number; path: string }) {
  if (hidden === 0) return null;
  return (
    <li>
      <a
        href={path === "/handbook" ? "/pages" : `/pages?section=${path}`}
        className="block py-1 text-sm text-muted hover:text-ink"
      >
        and {hidden} more …
      </a>
    </li>
  );
}

function Branch({
  links,
  hidden,
  parent,
  depth,
}: {
  links: TreeLink[];
  hidden: number;
  parent: string;
  depth: number;
}) {
  return (
    <ul className={depth === 0 ? "space-y-0.5" : "ms-2 border-s border-rule ps-3"}>
      {links.map((link) => (
        <li key={link.path}>
          <a
            href={link.path}
            dir="auto"
            aria-current={link.isCurrent ? "page" : undefined}
            className={
              "block py-1.5 leading-snug no-underline hover:text-accent aria-[current]:font-bold aria-[current]:text-accent " +
              (link.isAncestor ? "font-bold" : "")
            }
          >
            {link.title}
          </a>
          {link.children.length > 0 ? (
            <Branch links={link.children} hidden={link.hidden} parent={link.path} depth={depth + 1} />
          ) : null}
        </li>
      ))}
      <More hidden={hidden} path={parent} />
    </ul>
  );
}

/** The part of the handbook around a page; everything else is one link away. */
export function SectionTree({ links, hidden }: { links: TreeLink[]; hidden: number }) {
  return (
    <div className="text-[0.9375rem]">
      <Branch links={links} hidden={hidden} parent="/handbook" depth={0} />
      <p className="mt-4 border-t border-rule pt-3">
        <a href="/pages" className="text-muted hover:text-ink">
          All pages
        </a>
      </p>
    </div>
  );
}
