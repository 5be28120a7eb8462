/** Where a link of a page leads, seen from the reader. */
export type LinkTarget = { href: string; isExternal: boolean; isStaffOnly: boolean };

type LinkSite = {
  upstream: string;
  upstreamPrefixes: readonly string[];
  formerPaths: readonly string[];
  staffOnlyHosts: readonly string[];
};

/** Tells whether a path belongs to the handbook of other departments, which lives upstream. */
export function isUpstreamPath(path: string, prefixes: readonly string[]): boolean {
  return prefixes.some((prefix) => path === prefix.slice(0, -1) || path.startsWith(prefix));
}

/** Tells whether a path, however it is written, is one that these pages had before. */
export function isFormerPath(path: string, formerPaths: readonly string[]): boolean {
  return formerPaths.some((former) => path === former || path === `${former}.html` || path.startsWith(`${former}/`));
}

/** Resolves an address as written on a page: other departments' pages lead upstream, staff-only hosts are marked. */
export function resolveLink(href: string, site: LinkSite): LinkTarget {
  if (href.startsWith("/")) {
    const path = href.replace(/[?#].*$/, "");
    if (isUpstreamPath(path, site.upstreamPrefixes) && !isFormerPath(path, site.formerPaths)) {
      return { href: `${site.upstream}${href}`, isExternal: true, isStaffOnly: false };
    }
    return { href, isExternal: false, isStaffOnly: false };
  }
  if (!URL.canParse(href)) return { href, isExternal: false, isStaffOnly: false };
  const { hostname, protocol } = new URL(href);
  const isWeb = protocol === "https:" || protocol === "http:";
  return { href, isExternal: isWeb, isStaffOnly: isWeb && site.staffOnlyHosts.includes(hostname) };
}
