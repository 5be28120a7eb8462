import { describe, expect, it } from "vitest";
import { contributorsOf, readLog, type Change } from "./history";
import type { PageEntry } from "./page";
import { recentChanges } from "./recent-changes";

const record = (commit: string, at: string, author: string, subject: string, ...files: string[]) =>
  `\u0001${commit}\0${at}\0${author}\0${subject}\n\n${files.join("\n")}\n`;

describe("readLog", () => {
  it("lists the changes of each file, newest first", () => {
    const log =
      record("b", "2026-02-01T10:00:00+01:00", "Bo", "Second", "handbook/a.mdx", "handbook/b.mdx") +
      record("a", "2026-01-01T10:00:00Z", "Al", "First", "handbook/a.mdx");
    const changes = readLog(log);
    expect([...changes.keys()]).toEqual(["handbook/a.mdx", "handbook/b.mdx"]);
    expect(changes.get("handbook/a.mdx")).toEqual([
      { commit: "b", at: new Date("2026-02-01T09:00:00Z"), author: "Bo", subject: "Second" },
      { commit: "a", at: new Date("2026-01-01T10:00:00Z"), author: "Al", subject: "First" },
    ]);
  });

  it.each([
    "handbook/with space.mdx",
    "handbook/日本語.mdx",
    "handbook/a -> b.mdx",
    "handbook/constructor",
    "__proto__",
    "handbook/\t.mdx",
    "handbook/'\".mdx",
  ])("takes the file name %j as it is", (name) => {
    expect(readLog(record("a", "2026-01-01T00:00:00Z", "Al", "First", name)).get(name)).toHaveLength(1);
  });

  it.each(["O’Brien; rm -rf /", "<script>", "山田 太郎", "", "a | b"])("takes the author %j as it is", (author) => {
    expect(readLog(record("a", "2026-01-01T00:00:00Z", author, "Fix", "a")).get("a")?.[0]?.author).toBe(author);
  });

  it.each(["", "\n", "\u0001", "\u0001abc\n", "no record at all", "\u0001a\0b\n\nfile"])(
    "reads nothing from %j",
    (log) => {
      expect(readLog(log).size).toBe(0);
    },
  );

  it("skips a commit without files", () => {
    expect(readLog(record("a", "2026-01-01T00:00:00Z", "Al", "Merge")).size).toBe(0);
  });
});

const change = (author: string, at = "2026-01-01T00:00:00Z"): Change => ({
  commit: "a",
  at: new Date(at),
  author,
  subject: "s",
});

describe("contributorsOf", () => {
  it("puts those with most changes first, the others by name", () => {
    expect(contributorsOf([change("Zoe"), change("Bo"), change("Al"), change("Bo")])).toEqual(["Bo", "Al", "Zoe"]);
    expect(contributorsOf([])).toEqual([]);
  });
});

describe("recentChanges", () => {
  const page = (path: string): PageEntry => ({
    ...{
      path,
      file: `${path.slice(1)}.mdx`,
      title: path,
      navTitle: path,
      description: "",
      owner: null,
      tier: "public",
    },
    ...{ reviewBy: null, order: 1, tags: [], aliases: [], anchors: {} },
  });
  const changes = new Map([
    ["a.mdx", [change("Al", "2026-01-01T00:00:00Z")]],
    ["b.mdx", [change("Bo", "2026-03-01T00:00:00Z"), change("Al", "2026-01-01T00:00:00Z")]],
    ["c.mdx", [change("Cy", "2026-01-01T00:00:00Z")]],
    ["hidden.mdx", [change("Di", "2026-12-01T00:00:00Z")]],
  ]);
  const found = (limit: number) =>
    recentChanges([page("/c"), page("/new"), page("/a"), page("/b")], changes, limit).map((recent) => recent.page.path);

  it("lists each given page once by its last change; pages that were not given stay unknown", () => {
    expect(found(10)).toEqual(["/b", "/a", "/c"]);
  });

  it("stops at the limit", () => {
    expect(found(2)).toEqual(["/b", "/a"]);
    expect(found(0)).toEqual([]);
  });
});
