type RoomNavigationAttributes = {
  label: string;
  pages: readonly { href: string; label: string }[];
  /** Address of the page in the list; a page below another one names that. */
  page: string;
  isWide?: boolean;
};

/** The way between rooms that belong together. */
export function RoomNavigation({ label, pages, page, isWide = false }: RoomNavigationAttributes) {
  return (
    <nav aria-label={label} className="border-b border-rule">
      <ul
        className={`mx-auto flex flex-wrap gap-x-1 px-2 py-1 text-[0.9375rem] sm:px-4 ${isWide ? "max-w-[72rem]" : "max-w-[42rem]"}`}
      >
        {pages.map(({ href, label: name }) => (
          <li key={href}>
            <a
              href={href}
              aria-current={href === page ? "page" : undefined}
              className="block rounded-lg px-2.5 py-2 no-underline hover:bg-surface aria-[current]:font-bold aria-[current]:text-accent"
            >
              {name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
