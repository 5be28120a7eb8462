import { describe, expect, it } from "vitest";
import { filesOfPath, listPageFiles, pathOfFile } from "./content-files";

describe("the path of a file", () => {
  it.each([
    ["handbook/index.mdx", "/handbook"],
    ["handbook/team/index.mdx", "/handbook/team"],
    ["handbook/team/budgets.mdx", "/handbook/team/budgets"],
    ["handbook/a/b/c/d.mdx", "/handbook/a/b/c/d"],
    ["handbook/reindex.mdx", "/handbook/reindex"],
    ["handbook/index/index.mdx", "/handbook/index"],
    ["handbook/日本語.mdx", "/handbook/日本語"],
    ["handbook/a.b.mdx", "/handbook/a.b"],
    ["handbook/team/notes.md", null],
    ["handbook/team/.mdx.swp", null],
    ["snippets/a.mdx", null],
    ["handbookish/a.mdx", null],
    ["data/site.yaml", null],
    ["handbook/What?.mdx", null],
    ["handbook/50%.mdx", null],
    ["handbook/a b/c.mdx", null],
    ["handbook/.hidden/a.mdx", null],
    ["handbook/team/.mdx", null],
    [`handbook/${"a".repeat(500)}.mdx`, null],
    ["", null],
  ])("%j is %j", (file, path) => {
    expect(pathOfFile(file)).toBe(path);
  });

  it.each(["/handbook", "/handbook/team", "/handbook/team/budgets"])("%s is that of the files tried for it", (path) => {
    for (const file of filesOfPath(path)) expect(pathOfFile(file)).toBe(path);
  });
});

describe("the content", () => {
  // The portal leaves such a file out: its writer must hear of it from `npm run check`.
  it("has only files whose name the address of a page can have", () => {
    const { files, unreadable } = listPageFiles("handbook", true);
    const nameless = files.map(({ file }) => file).filter((file) => pathOfFile(file) === null);
    expect(nameless.join("\n"), "use letters, digits, - _ and . only, in names of at most 500 characters").toBe("");
    expect(unreadable).toEqual([]);
  });
});
