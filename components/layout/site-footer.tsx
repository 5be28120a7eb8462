import type { NavigationLink } from "./site-header";

type SiteFooterAttributes = {
  siteName: string;
  description: string;
  groups: { title: string; links: NavigationLink[] }[];
};

/** The foot of every page, document or room: harm can be reported from everywhere in one step. */
export function SiteFooter({ siteName, description, groups }: SiteFooterAttributes) {
  return (
    <footer className="mt-auto border-t border-rule bg-surface print:hidden">
      <div className="mx-auto grid max-w-[88rem] gap-10 px-4 py-12 text-[0.9375rem] sm:px-6 md:grid-cols-[2fr_1fr_1fr_1fr]">
        <div>
          <p className="font-display text-lg font-semibold">{siteName}</p>
          <p className="mt-2 max-w-sm text-muted">{description}</p>
        </div>
        {groups.map(({ title, links }) => (
          <nav key={title} aria-label={title}>
            <h2 className="text-sm font-bold">{title}</h2>
            <ul className="mt-3 space-y-2">
              {links.map(({ label, href }) => (
                <li key={href}>
                  <a href={href} className="text-muted hover:text-ink hover:underline">
                    {label}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
        ))}
      </div>
    </footer>
  );
}
