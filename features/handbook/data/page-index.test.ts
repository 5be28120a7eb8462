import { describe, expect, it } from "vitest";
import { Viewer, type Tier } from "@/lib/auth/viewer";
import { frontMatterSchema } from "../domain/page";
import { pathOfFile } from "./content-files";
import { normalizePath, PageIndex } from "./page-index";

type Given = { visibility?: Tier; aliases?: string[]; title?: string } | "unreadable";

/** An index of the given files; "unreadable" stands for a page whose front matter cannot be read. */
function indexOf(files: Record<string, Given>): PageIndex {
  const index = new PageIndex();
  for (const [file, given] of Object.entries(files)) {
    const frontMatter = given === "unreadable" ? null : frontMatterSchema.parse({ title: file, ...given });
    const about = { headings: [], links: [], problems: [], usesFacts: false, bodyLine: 1 };
    const facts = { path: pathOfFile(file) ?? "", frontMatter, ...about };
    index.set(file, { stamp: "1", hash: JSON.stringify(given), facts, isRead: true, indexedKey: null });
  }
  return index;
}
const guest = Viewer.guest();
const seen = (index: PageIndex) => index.tree(guest).order.map(({ path }) => path);
const home = { "handbook/index.mdx": {} };

describe("who sees a page", () => {
  it.each<[string, Tier, Tier, Tier]>([
    ["a public page below a public one", "public", "public", "public"],
    ["a public page below one of the team", "team", "public", "team"],
    ["a page of the team below a public one", "public", "team", "team"],
    ["a page of members below one of the team", "team", "member", "team"],
    ["a page of the team below one of members", "member", "team", "team"],
    ["a public page below one of members", "member", "public", "member"],
  ])("is decided by the strictest: %s", (_, above, own, expected) => {
    const index = indexOf({
      ...home,
      "handbook/a/index.mdx": { visibility: above },
      "handbook/a/b/c.mdx": { visibility: own },
    });
    expect(index.entryForIndexing("/handbook/a/b/c")?.tier).toBe(expected);
    expect(seen(index).includes("/handbook/a/b/c")).toBe(expected === "public");
  });

  it.each<[Tier, string[]]>([
    ["public", ["/handbook/a/b", "/handbook/c"]],
    ["team", ["/handbook/c"]],
  ])("stays as it was while a page above that was for %s cannot be read", (visibility, expected) => {
    const index = indexOf({
      ...home,
      "handbook/a/index.mdx": { visibility },
      "handbook/a/b.mdx": {},
      "handbook/c.mdx": {},
    });
    for (const file of ["handbook/index.mdx", "handbook/a/index.mdx"]) {
      const known = index.files.get(file)!;
      index.set(file, { ...known, hash: "broken", facts: { ...known.facts, frontMatter: null } });
      const again = index.files.get(file)!;
      index.set(file, { ...again, hash: "broken again", facts: { ...known.facts, frontMatter: null } });
    }
    expect([...expected].map((path) => index.entryForIndexing(path)?.tier)).toEqual(expected.map(() => "public"));
    expect(index.entryForIndexing("/handbook/a/b")?.tier).toBe(visibility);
  });

  it("is decided by the newest readable state of a broken page above, not by an older one", () => {
    const index = indexOf({ ...home, "handbook/a/index.mdx": {}, "handbook/a/b.mdx": {} });
    const file = "handbook/a/index.mdx";
    const states: Given[] = ["unreadable", { visibility: "team" }, "unreadable"];
    for (const given of states) {
      const known = index.files.get(file)!;
      const frontMatter = given === "unreadable" ? null : frontMatterSchema.parse({ title: "A", ...given });
      index.set(file, { ...known, hash: JSON.stringify(given), facts: { ...known.facts, frontMatter } });
    }
    expect(index.entryForIndexing("/handbook/a/b")?.tier).toBe("team");
  });

  it("is nobody while a page above could never be read", () => {
    const index = indexOf({
      ...home,
      "handbook/a/index.mdx": "unreadable",
      "handbook/a/b.mdx": {},
      "handbook/c.mdx": {},
    });
    expect(index.entryForIndexing("/handbook/a")).toBeUndefined();
    expect(index.entryForIndexing("/handbook/a/b")?.tier).toBe("team");
    expect(seen(index)).toEqual(["/handbook", "/handbook/c"]);
  });

  it("is nobody at all while the first page could never be read", () => {
    expect(seen(indexOf({ "handbook/index.mdx": "unreadable", "handbook/c.mdx": {} }))).toEqual([]);
  });

  it("changes for the pages below when the page above does", () => {
    const index = indexOf({ ...home, "handbook/a.mdx": {}, "handbook/a/b.mdx": {} });
    const version = index.version;
    const known = index.files.get("handbook/a.mdx")!;
    const frontMatter = frontMatterSchema.parse({ title: "A", visibility: "team" });
    index.set("handbook/a.mdx", { ...known, hash: "2", facts: { ...known.facts, frontMatter } });
    expect(index.version).toBeGreaterThan(version);
    expect(seen(index)).toEqual(["/handbook"]);
  });

  it("is not asked again when nothing that a reader sees has changed", () => {
    const index = indexOf({ ...home, "handbook/a.mdx": {} });
    const { version } = index;
    const tree = index.tree(guest);
    index.set("handbook/a.mdx", { ...index.files.get("handbook/a.mdx")!, stamp: "touched", indexedKey: "b" });
    expect(index.version).toBe(version);
    expect(index.tree(guest)).toBe(tree);
  });
});

describe("two files of one path", () => {
  const both = { "handbook/x/index.mdx": { title: "Folder" }, "handbook/x.mdx": { title: "File" } };

  it.each([both, Object.fromEntries(Object.entries(both).reverse())])(
    "show the page of the folder, in any order",
    (files) => {
      expect(indexOf({ ...home, ...files }).entryForIndexing("/handbook/x")?.title).toBe("Folder");
    },
  );

  it("do not open a page of the team to guests", () => {
    const index = indexOf({ ...home, "handbook/x/index.mdx": { visibility: "team" }, "handbook/x.mdx": {} });
    expect(seen(index)).toEqual(["/handbook"]);
  });

  it("are closed when the one that counts cannot be read", () => {
    const index = indexOf({ ...home, "handbook/x/index.mdx": "unreadable", "handbook/x.mdx": {} });
    expect(seen(index)).toEqual(["/handbook"]);
  });
});

describe("old paths", () => {
  it.each([
    ["/handbook/a", "/handbook/a"],
    ["/handbook/a/", "/handbook/a"],
    ["/handbook/a//", "/handbook/a"],
    ["/handbook/a.html", "/handbook/a"],
    ["/handbook/a.html/", "/handbook/a"],
    ["/handbook/a/index.html", "/handbook/a"],
    ["/handbook/a/index", "/handbook/a"],
    ["/Handbook/A", "/handbook/a"],
    ["/", "/"],
    ["", "/"],
    ["/index.html", "/"],
  ])("%j is compared as %j", (path, normal) => {
    expect(normalizePath(path)).toBe(normal);
  });

  it("lead to the page that claims them, however they are written", () => {
    const index = indexOf({ ...home, "handbook/a.mdx": { aliases: ["/Old/Path.html", "/older/"] } });
    expect(index.pathOfAlias(normalizePath("/old/path/"))).toBe("/handbook/a");
    expect(index.pathOfAlias(normalizePath("/older"))).toBe("/handbook/a");
    expect(index.pathOfAlias("/other")).toBeUndefined();
    index.delete("handbook/a.mdx");
    expect(index.pathOfAlias("/older")).toBeUndefined();
  });
});
