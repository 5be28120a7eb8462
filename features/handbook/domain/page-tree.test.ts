import { describe, expect, it } from "vitest";
import type { PageEntry } from "./page";
import { ancestorsOf, buildTree, neighboursOf, parentPath, treeAround } from "./page-tree";

const page = (path: string, order = 10, title = path): PageEntry => ({
  ...{
    path,
    order,
    title,
    navTitle: title,
    file: `${path.slice(1)}.mdx`,
    description: "",
    owner: null,
    tier: "public",
  },
  ...{ reviewBy: null, tags: [], aliases: [], anchors: {} },
});
const paths = (pages: readonly { path: string }[]) => pages.map(({ path }) => path);

const home = page("/handbook");
const family = buildTree([
  page("/handbook/b", 20),
  page("/handbook/a/y", 20),
  home,
  page("/handbook/a", 10),
  page("/handbook/a/x", 10),
  page("/handbook/a/x/deep", 10),
]);

describe("parentPath", () => {
  it.each([
    ["/handbook", null],
    ["/handbook/a", "/handbook"],
    ["/handbook/a/b", "/handbook/a"],
  ])("of %s is %s", (path, parent) => {
    expect(parentPath(path)).toBe(parent);
  });
});

describe("the page tree", () => {
  it("reads a section before what stands after it, whatever order the files came in", () => {
    expect(paths(family.order)).toEqual([
      ...["/handbook", "/handbook/a", "/handbook/a/x", "/handbook/a/x/deep", "/handbook/a/y", "/handbook/b"],
    ]);
  });

  it("puts pages of the same order by title, numbers as numbers", () => {
    const tree = buildTree([
      home,
      page("/handbook/c", 1, "Step 10"),
      page("/handbook/d", 1, "Step 9"),
      page("/handbook/e", 1, "Alpha"),
    ]);
    expect(paths(tree.childrenOf.get("/handbook") ?? [])).toEqual(["/handbook/e", "/handbook/d", "/handbook/c"]);
  });

  it("shows a page in a folder without a page of its own below the nearest page", () => {
    const tree = buildTree([home, page("/handbook/a"), page("/handbook/a/none/none/x")]);
    expect(paths(tree.childrenOf.get("/handbook/a") ?? [])).toEqual(["/handbook/a/none/none/x"]);
    expect(paths(ancestorsOf(tree, "/handbook/a/none/none/x"))).toEqual(["/handbook", "/handbook/a"]);
  });

  it("stays whole without a page of its own at the top, or with no page at all", () => {
    expect(paths(buildTree([page("/handbook/a")]).order)).toEqual(["/handbook/a"]);
    expect(buildTree([]).order).toEqual([]);
    expect(treeAround(buildTree([]), "/handbook")).toEqual({ nodes: [], hidden: 0 });
  });

  it("goes to the page before and the page after in reading order", () => {
    const around = (path: string) => {
      const { previous, next } = neighboursOf(family, path);
      return [previous?.path ?? null, next?.path ?? null];
    };
    expect(around("/handbook")).toEqual([null, "/handbook/a"]);
    expect(around("/handbook/a/x/deep")).toEqual(["/handbook/a/x", "/handbook/a/y"]);
    expect(around("/handbook/b")).toEqual(["/handbook/a/y", null]);
    expect(around("/handbook/nowhere")).toEqual([null, null]);
  });
});

describe("the tree around a page", () => {
  it("opens the ancestors and the page, and nothing else", () => {
    const { nodes } = treeAround(family, "/handbook/a/x");
    expect(nodes).toMatchObject([
      {
        path: "/handbook/a",
        isAncestor: true,
        isCurrent: false,
        children: [
          { path: "/handbook/a/x", isAncestor: false, isCurrent: true, children: [{ path: "/handbook/a/x/deep" }] },
          { path: "/handbook/a/y", children: [] },
        ],
      },
      { path: "/handbook/b", isAncestor: false, children: [] },
    ]);
  });

  it.each([0, 7, 250, 499])("draws a window of 500 siblings around number %i, and counts the others", (current) => {
    const siblings = Array.from({ length: 500 }, (_, number) => page(`/handbook/p${number}`, number));
    const { nodes, hidden } = treeAround(buildTree([home, ...siblings]), `/handbook/p${current}`);
    expect(nodes).toHaveLength(20);
    expect(hidden).toBe(480);
    expect(nodes.filter(({ isCurrent }) => isCurrent).map(({ path }) => path)).toEqual([`/handbook/p${current}`]);
  });

  it("draws the first of 500 children below their page", () => {
    const children = Array.from({ length: 500 }, (_, number) => page(`/handbook/a/p${number}`, number));
    const { nodes } = treeAround(buildTree([home, page("/handbook/a"), ...children]), "/handbook/a");
    expect(nodes[0]?.children).toHaveLength(20);
    expect(nodes[0]?.hidden).toBe(480);
    expect(nodes[0]?.children[0]?.path).toBe("/handbook/a/p0");
  });
});
