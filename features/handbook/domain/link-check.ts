import type { Facts } from "@/features/facts/domain/facts";
import { whyReferenceIsWrong } from "@/features/facts/domain/look-up";
import { strictestTier, type Tier } from "@/lib/auth/viewer";
import type { Problem } from "@/lib/content-problem";
import { isFormerPath, isUpstreamPath } from "./link-target";
import { frameIds, idsOfPage, type AnchoredPage } from "./page-ids";
import type { PageLink } from "./page";

/** A page, or a snippet with an empty path, as the check sees it. */
export type CheckedPage = AnchoredPage & {
  path: string;
  file: string;
  /** Who may see the page; for a snippet, who may see the most open page that shows it. */
  tier: Tier;
  aliases: readonly string[];
  links: readonly PageLink[];
};

/** All that a link or a component of a page may lead to. */
export type CheckedSite = {
  pages: readonly CheckedPage[];
  facts: Facts;
  /** Names of the shared texts. */
  snippets: ReadonlySet<string>;
  /** Finds where an old path leads; null when it leads nowhere. */
  redirectOf: (path: string) => string | null;
  hasImage: (address: string) => boolean;
};

const routes = new Set([
  "/",
  "/search",
  "/settings",
  "/inbox",
  "/conduct/report",
  "/conduct/anonymous",
  "/conduct/receipt",
  "/pages",
  "/feed.xml",
  "/llms.txt",
  "/sitemap.xml",
  "/robots.txt",
]);

const problemAt = (file: string, line: number | null, message: string, expected?: string): Problem => ({
  ...{ file, line, column: null, message },
  ...(expected === undefined ? {} : { expected }),
});

// Made once for each list of pages: a handbook of thousands of pages has tens of thousands of links.
const indexes = new WeakMap<readonly CheckedPage[], Map<string, CheckedPage>>();
function pagesByPath(pages: readonly CheckedPage[]): Map<string, CheckedPage> {
  const kept = indexes.get(pages);
  if (kept !== undefined) return kept;
  const made = new Map<string, CheckedPage>();
  for (const page of pages) if (page.path !== "" && !made.has(page.path)) made.set(page.path, page);
  indexes.set(pages, made);
  return made;
}

const knownIds = new WeakMap<CheckedPage, { facts: Facts; ids: ReadonlySet<string> }>();
function idsOf(page: CheckedPage, facts: Facts): ReadonlySet<string> {
  const kept = knownIds.get(page);
  if (kept !== undefined && kept.facts === facts) return kept.ids;
  const ids = new Set(idsOfPage(page, facts));
  knownIds.set(page, { facts, ids });
  return ids;
}

/** Finds the page a path leads to, by itself or by redirect; "elsewhere" when it exists but has no ids to look at. */
function destinationOf(path: string, site: CheckedSite): CheckedPage | "elsewhere" | null {
  const pages = pagesByPath(site.pages);
  const page = pages.get(path);
  if (page !== undefined) return page;
  const [, view = "", below = ""] = /^\/(og|history|edit)(\/.*?)(?:\.png)?$/.exec(path) ?? [];
  if (view !== "" && pages.has(below)) return "elsewhere";
  if (path.endsWith(".md") && pages.has(path.slice(0, -".md".length))) return "elsewhere";
  const series = /^\/calendar\/(.*)\.ics$/.exec(path)?.[1];
  if (series !== undefined) return site.facts.series.some(({ key }) => key === series) ? "elsewhere" : null;
  if (path.startsWith("/media/")) return site.hasImage(path) ? "elsewhere" : null;
  if (routes.has(path)) return "elsewhere";
  const target = site.redirectOf(path);
  if (target !== null) return target.startsWith("/") ? destinationOf(target.replace(/[?#].*$/, ""), site) : "elsewhere";
  // The upstream handbook may hold copies of former pages, but here they have a home of their own.
  const { upstreamPrefixes, formerPaths } = site.facts.site;
  return isUpstreamPath(path, upstreamPrefixes) && !isFormerPath(path, formerPaths) ? "elsewhere" : null;
}

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

/** Tells why an address leads nowhere, seen from a page; null when it leads somewhere. */
export function whyLinkIsDead(href: string, from: CheckedPage | null, site: CheckedSite): string | null {
  if (/^https?:/i.test(href)) return URL.canParse(href) ? null : "is not a complete web address";
  if (/^[a-z][a-z0-9+.-]*:/i.test(href)) return "is an address of a person: name a contact instead";
  const [, path = "", fragment] = /^([^?#]*)(?:\?[^#]*)?(?:#(.*))?$/.exec(href) ?? [];
  if (path !== "" && !path.startsWith("/")) return "does not begin with /";
  const destination = path === "" ? from : destinationOf(path, site);
  if (destination === null) return "leads to no page";
  if (destination === "elsewhere" || fragment === undefined || fragment === "") return null;
  const ids = idsOf(destination, site.facts);
  return ids.has(fragment) || ids.has(decoded(fragment)) ? null : `leads to a page without the id ${fragment}`;
}

/** Tells why readers of the given tier cannot follow an address; null when they can, or when it leads nowhere at all. */
export function whyLinkIsClosed(href: string, tier: Tier, site: CheckedSite): string | null {
  const destination = href.startsWith("/") ? destinationOf(href.replace(/[?#].*$/, ""), site) : null;
  if (destination === null || destination === "elsewhere") return null;
  return strictestTier(tier, destination.tier) === tier
    ? null
    : `leads to a page for ${destination.tier} only, which readers of this one do not see`;
}

function checkLinks(page: CheckedPage, site: CheckedSite): Problem[] {
  // A snippet stands on many pages: a link to a part of "this" page cannot be right on all of them.
  const from = page.path === "" ? null : page;
  return page.links.flatMap(({ href, line }) => {
    const dead = whyLinkIsDead(href, from, site);
    if (dead !== null) return [problemAt(page.file, line, `The link ${href} ${dead}.`, "an existing page and id")];
    const closed = whyLinkIsClosed(href, page.tier, site);
    return closed === null
      ? []
      : [problemAt(page.file, line, `The link ${href} ${closed}.`, `visibility ${page.tier} there, or no link`)];
  });
}

const pictureNames =
  "a PNG, JPEG, WebP, AVIF or GIF file below content/media, with letters, digits, - and _ in its name and a lower-case ending";

function checkComponents(page: CheckedPage, { facts, snippets, hasImage }: CheckedSite): Problem[] {
  return page.components.flatMap(({ name, attributes, line }) => {
    const reason = whyReferenceIsWrong(facts, name, attributes);
    if (reason !== null) return [problemAt(page.file, line, `${reason}.`, "a key of the data files")];
    if (name === "Include" && !snippets.has(attributes.src ?? "")) {
      return [problemAt(page.file, line, `There is no snippet ${attributes.src}.`, [...snippets].join(", "))];
    }
    if (name === "Figure" && !hasImage(attributes.src ?? "")) {
      return [
        problemAt(page.file, line, `There is no picture ${attributes.src} that the portal can show.`, pictureNames),
      ];
    }
    return [];
  });
}

function checkIds(page: CheckedPage, { facts }: CheckedSite): Problem[] {
  const ids = [...frameIds, ...idsOfPage(page, facts)];
  const seen = new Set<string>();
  const twice = new Set(ids.filter((id) => seen.has(id) || !seen.add(id)));
  const headings = new Set(page.headings.map(({ id }) => id));
  return [
    ...[...twice].map((id) =>
      problemAt(page.file, null, `The id ${id} is on the page twice.`, "each list once, each heading by its own name"),
    ),
    ...Object.entries(page.anchors).flatMap(([from, to]) =>
      headings.has(to)
        ? []
        : [
            problemAt(
              page.file,
              null,
              `The old id ${from} leads to ${to}, which is no heading.`,
              [...headings].join(", "),
            ),
          ],
    ),
  ];
}

function checkClaims(pages: readonly CheckedPage[], normalize: (path: string) => string, facts: Facts): Problem[] {
  const claims = [
    ...pages.map(({ path, file }) => ({ path, file })),
    ...pages.flatMap(({ aliases, file }) => aliases.map((path) => ({ path: normalize(path), file }))),
    ...facts.redirects.map(({ from }) => ({ path: normalize(from), file: "data/redirects.yaml" })),
  ];
  const owners = new Map<string, string>();
  return claims.flatMap(({ path, file }) => {
    const owner = owners.get(path);
    owners.set(path, owner ?? file);
    return owner === undefined
      ? []
      : [problemAt(file, null, `${path} belongs to ${owner} already.`, "a path of its own")];
  });
}

/** Finds every link, id, reference and path of the content that cannot be right. */
export function checkPages(site: CheckedSite, normalize: (path: string) => string): Problem[] {
  const found = site.pages.flatMap((page) => [
    ...checkLinks(page, site),
    ...checkComponents(page, site),
    ...checkIds(page, site),
  ]);
  const paged = site.pages.filter(({ path }) => path !== "");
  return [...found, ...checkClaims(paged, normalize, site.facts)];
}
