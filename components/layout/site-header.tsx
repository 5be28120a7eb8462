import { Icon } from "@/components/ui/icon";

export type NavigationLink = { label: string; href: string };

type SiteHeaderAttributes = {
  siteName: string;
  navigation: NavigationLink[];
  /** The way to sign in, or to the account; in rooms it may be called by the person's name. */
  account: NavigationLink;
  /** Path of the page being read, to mark where the reader is. */
  path: string;
};

const appearances = [
  { theme: "system", label: "As the system" },
  { theme: "light", label: "Light" },
  { theme: "dark", label: "Dark" },
];

/** Without a script every choice leads to the settings page, where the same is chosen by a form. */
function AppearanceMenu() {
  return (
    <>
      <button
        type="button"
        popoverTarget="appearance"
        className="appearance-button cursor-pointer rounded-lg p-2 text-muted hover:bg-surface hover:text-ink"
      >
        <Icon name="sun" />
        <span className="sr-only">Appearance</span>
      </button>
      <div
        id="appearance"
        popover="auto"
        className="appearance-menu rounded-lg border border-rule bg-paper p-2 text-ink shadow-lg"
      >
        <ul className="min-w-44 text-sm">
          {appearances.map(({ theme, label }) => (
            <li key={theme}>
              <a
                href="/settings"
                data-theme-choice={theme}
                className="block rounded-lg px-3 py-2 no-underline hover:bg-surface aria-[current=true]:font-bold"
              >
                {label}
              </a>
            </li>
          ))}
          <li className="mt-1 border-t border-rule pt-1">
            <a href="/settings" className="block rounded-lg px-3 py-2 no-underline hover:bg-surface">
              All settings
            </a>
          </li>
        </ul>
      </div>
    </>
  );
}

function isHere(href: string, path: string): boolean {
  return path === href || path.startsWith(`${href}/`);
}

/** The head of every page, document or room. */
export function SiteHeader({ siteName, navigation, account, path }: SiteHeaderAttributes) {
  const here = navigation.filter(({ href }) => isHere(href, path)).sort((a, b) => b.href.length - a.href.length)[0];
  return (
    <header className="border-b border-rule bg-paper print:hidden">
      <div className="mx-auto flex h-16 max-w-[88rem] items-center gap-2 px-4 sm:px-6">
        <a href="/" className="me-auto truncate font-display text-lg font-semibold no-underline lg:me-6">
          {siteName}
        </a>
        <nav aria-label="Main" className="hidden lg:me-auto lg:block">
          <ul className="flex gap-1 text-[0.9375rem]">
            {navigation.map(({ label, href }) => (
              <li key={href}>
                <a
                  href={href}
                  aria-current={here?.href === href ? (href === path ? "page" : "true") : undefined}
                  className="block rounded-lg px-3 py-2 no-underline hover:bg-surface aria-[current]:text-accent"
                >
                  {label}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <a
          href="/search"
          data-search-open
          className="flex items-center gap-2 rounded-lg border border-control px-3 py-1.5 text-sm text-muted no-underline hover:text-ink"
        >
          <Icon name="search" className="size-4" />
          <span className="max-sm:sr-only">Search</span>
          <kbd className="hidden rounded-xs border border-rule px-1.5 font-mono text-xs lg:inline" aria-hidden="true">
            /
          </kbd>
        </a>
        <AppearanceMenu />
        <a
          href={account.href}
          dir="auto"
          data-account
          aria-current={isHere(account.href, path) ? "true" : undefined}
          className="max-w-40 truncate rounded-lg px-3 py-2 text-[0.9375rem] no-underline hover:bg-surface aria-[current]:text-accent max-sm:hidden"
        >
          {account.label}
        </a>
        <details className="site-menu lg:hidden">
          <summary className="cursor-pointer list-none rounded-lg p-2 text-muted hover:bg-surface">
            <Icon name="menu" />
            <span className="sr-only">Menu</span>
          </summary>
          <nav
            aria-label="Main, small screen"
            className="absolute inset-x-0 z-10 mt-3 border-y border-rule bg-paper shadow-lg"
          >
            <ul className="mx-auto max-w-[88rem] px-4 py-2 sm:px-6">
              {navigation.map(({ label, href }) => (
                <li key={href}>
                  <a
                    href={href}
                    aria-current={here?.href === href ? "true" : undefined}
                    className="block py-3 no-underline aria-[current]:text-accent"
                  >
                    {label}
                  </a>
                </li>
              ))}
              <li className="border-t border-rule sm:hidden">
                <a
                  href={account.href}
                  dir="auto"
                  data-account
                  aria-current={isHere(account.href, path) ? "true" : undefined}
                  className="block truncate py-3 no-underline aria-[current]:text-accent"
                >
                  {account.label}
                </a>
              </li>
            </ul>
          </nav>
        </details>
      </div>
    </header>
  );
}
