import { describe, expect, it } from "vitest";
import { emptyFacts, type Facts } from "@/features/facts/domain/facts";
import { describeProblem } from "@/lib/content-problem";
import { checkPages, whyLinkIsDead, type CheckedPage, type CheckedSite } from "./link-check";
import { idsOfPage } from "./page-ids";
import { parseBody } from "./page-source";

const channel = (key: string, platform: "slack" | "discord") => ({
  key,
  platform,
  name: key,
  audience: "public" as const,
  purpose: "p",
  examples: [],
  state: "active" as const,
});
const facts: Facts = {
  ...emptyFacts,
  site: {
    ...emptyFacts.site,
    upstreamPrefixes: ["/handbook/company/", "/handbook/marketing/"],
    formerPaths: ["/handbook/marketing/developer-relations"],
  },
  channels: [channel("general", "slack"), channel("help", "discord")],
  kpis: [{ key: "reach", name: "Reach", definition: null }],
  redirects: [{ from: "/gone", to: "/handbook/a#part" }],
};

const page = (path: string, body: string, about: Partial<CheckedPage> = {}): CheckedPage => {
  const file = `${path.slice(1)}.mdx`;
  const { headings, links, components } = parseBody(body, file);
  return { path, file, headings, links, components, aliases: [], anchors: {}, tier: "public", ...about };
};
const siteOf = (...pages: CheckedPage[]): CheckedSite => ({
  ...{ pages, facts, snippets: new Set(["shared"]), hasImage: (address) => address === "/media/there.png" },
  redirectOf: (path) =>
    ({ "/handbook/old": "/handbook/a", "/gone": "/handbook/a#part", "/far": "https://example.com" })[path] ?? null,
});
const check = (...pages: CheckedPage[]) =>
  checkPages(siteOf(...pages), (path) => path.toLowerCase()).map(describeProblem);

const a = page("/handbook/a", '## Part\n\n<ChannelList platform="discord" />\n\n<KpiList />', {
  anchors: { ancient: "part" },
});

describe("a link", () => {
  it.each([
    ...[
      "/handbook/a",
      "/handbook/a#part",
      "/handbook/a#ancient",
      "/handbook/a?platform=x#part",
      "#part",
      "?a=b#part",
      "#",
    ],
    ...[
      "/handbook/a#channel-help",
      "/handbook/a#kpi-reach",
      "/handbook/a#%70art",
      "/handbook/old#part",
      "/gone",
      "/far#any",
    ],
    ...["/", "/search?q=a", "/settings", "/feed.xml", "/handbook/a.md", "/og/handbook/a.png", "/history/handbook/a"],
    ...["/edit/handbook/a", "/media/there.png", "/handbook/company/x/#y", "https://example.com/#any"],
  ])("%s leads somewhere", (href) => {
    expect(whyLinkIsDead(href, a, siteOf(a))).toBeNull();
  });

  it.each([
    ["/handbook/b", "leads to no page"],
    ["/handbook/a/", "leads to no page"],
    ["/handbook/b.md", "leads to no page"],
    ["/og/handbook/b.png", "leads to no page"],
    ["/media/gone.png", "leads to no page"],
    ["/calendar/none.ics", "leads to no page"],
    ["/handbook/marketing/developer-relations/x", "leads to no page"],
    ["/handbook/a#nowhere", "without the id nowhere"],
    ["/handbook/a#%", "without the id %"],
    ["/handbook/old#nowhere", "without the id nowhere"],
    ["#nowhere", "without the id nowhere"],
    ["/handbook/a#channel-general", "without the id channel-general"],
    ["/handbook/a#program-x", "without the id program-x"],
    ["a", "does not begin with /"],
    ["../a", "does not begin with /"],
    ["mailto:a@example.com", "is an address of a person"],
    ["http://", "is not a complete web address"],
  ])("%s is dead", (href, reason) => {
    expect(whyLinkIsDead(href, a, siteOf(a))).toContain(reason);
  });
});

describe("the check of all pages", () => {
  it("finds nothing wrong where nothing is", () => {
    expect(
      check(
        a,
        page(
          "/handbook",
          '[a](/handbook/a#part)\n\n<Include src="shared" />\n\n<Figure src="/media/there.png" alt="b" />',
        ),
      ),
    ).toEqual([]);
  });

  it.each<[string, CheckedPage, string]>([
    [
      "a dead link",
      page("/handbook", "One.\n\n[b](/nowhere)"),
      "handbook.mdx:3 The link /nowhere leads to no page. (expected: an existing page and id)",
    ],
    [
      "a dead address of a card",
      page("/handbook", '<Cards>\n<Card title="b" href="/nowhere" />\n</Cards>'),
      "handbook.mdx:2 The link /nowhere leads to no page.",
    ],
    [
      "an unknown key",
      page("/handbook", 'One <Channel name="none" />.'),
      "handbook.mdx:1 Channel: no name is called none.",
    ],
    [
      "an unknown snippet",
      page("/handbook", '\n<Include src="none" />'),
      "handbook.mdx:2 There is no snippet none. (expected: shared)",
    ],
    [
      "a missing picture",
      page("/handbook", '<Figure src="/media/none.png" alt="b" />'),
      "handbook.mdx:1 There is no picture /media/none.png that the portal can show.",
    ],
    [
      "one list twice",
      page("/handbook", "<KpiList />\n\n<KpiList />"),
      "handbook.mdx The id kpi-reach is on the page twice.",
    ],
    [
      "two lists that overlap",
      page("/handbook", '<ChannelList />\n\n<ChannelList platform="slack" />'),
      "handbook.mdx The id channel-general is on the page twice.",
    ],
    [
      "a heading with the id of an entry",
      page("/handbook", "## KPI Reach\n\n<KpiList />"),
      "handbook.mdx The id kpi-reach is on the page twice.",
    ],
    [
      "a heading with an id of the frame",
      page("/handbook", "## Content"),
      "handbook.mdx The id content is on the page twice.",
    ],
    [
      "an old id that is a new one, too",
      page("/handbook", "## A\n\n## B", { anchors: { a: "b" } }),
      "handbook.mdx The id a is on the page twice.",
    ],
    [
      "an old id that leads nowhere",
      page("/handbook", "## A", { anchors: { old: "none" } }),
      "handbook.mdx The old id old leads to none, which is no heading. (expected: a)",
    ],
    [
      "an alias that is a page",
      page("/handbook", "", { aliases: ["/Handbook/A"] }),
      "handbook.mdx /handbook/a belongs to handbook/a.mdx already.",
    ],
    [
      "an alias that is a redirect",
      page("/handbook", "", { aliases: ["/gone"] }),
      "data/redirects.yaml /gone belongs to handbook.mdx already.",
    ],
    [
      "two files of one path",
      page("/handbook/a", "", { file: "handbook/a/index.mdx" }),
      "handbook/a/index.mdx /handbook/a belongs to handbook/a.mdx already.",
    ],
  ])("finds %s", (_, broken, expected) => {
    const found = check(a, broken);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(expected);
  });

  it("finds a link to a page that its readers do not see, also by an old path", () => {
    const closed = { ...a, tier: "team" as const };
    const open = page("/handbook", "[a](/handbook/a#part) [b](/handbook/old)");
    expect(check(closed, open)).toEqual([
      expect.stringContaining("handbook.mdx:1 The link /handbook/a#part leads to a page for team only"),
      expect.stringContaining("handbook.mdx:1 The link /handbook/old leads to a page for team only"),
    ]);
    expect(check(closed, { ...open, tier: "team" })).toEqual([]);
    expect(check({ ...a, tier: "member" }, { ...open, tier: "team" })).toEqual([]);
  });

  it("finds an alias that two pages claim", () => {
    const found = check(a, page("/handbook", "", { aliases: ["/x"] }), page("/handbook/c", "", { aliases: ["/x"] }));
    expect(found).toEqual(["handbook/c.mdx /x belongs to handbook.mdx already. (expected: a path of its own)"]);
  });

  it("refuses a link to a part of “this page” in a shared text", () => {
    const snippet = { ...page("/snippets/shared", "## Part\n\n[a](#part)"), path: "" };
    expect(check(a, snippet)).toEqual([
      expect.stringContaining("snippets/shared.mdx:3 The link #part leads to no page"),
    ]);
  });
});

describe("the ids of a page", () => {
  it("are those of headings, of old headings and of what its lists show", () => {
    expect(idsOfPage(a, facts).toSorted()).toEqual(["ancient", "channel-help", "kpi-reach", "part"]);
    expect(idsOfPage(page("/handbook", "<ChannelList />"), facts)).toEqual([
      "channel-list",
      "channel-general",
      "channel-help",
    ]);
  });
});
