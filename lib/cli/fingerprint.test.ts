import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { haveSameContent, listSources } from "./fingerprint.mjs";

let root = "";
const write = (file: string, text: string) => {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
};

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "portal-sources-"));
  write("app/page.tsx", "one");
  write("proxy.ts", "one");
});
afterEach(() => rmSync(root, { recursive: true }));

describe("the fingerprint of a build", () => {
  it.each([
    ["a changed source", "app/page.tsx", true],
    ["a new source", "features/search/domain/words.ts", true],
    ["a changed file of the root", "proxy.ts", true],
    ["a public file", "public/robots.txt", true],
    ["a built asset", "public/assets/site.css", false],
    ["a test", "app/page.test.tsx", false],
    ["a page of the handbook", "content/handbook/index.mdx", false],
    ["a document", "docs/operations.md", false],
  ])("%s (%s) asks for a build: %s", (_, file, isDifferent) => {
    const before = listSources(root);
    write(file, "two words");
    expect(haveSameContent(listSources(root, before), before)).toBe(!isDifferent);
  });

  it("a removed source asks for a build", () => {
    const before = listSources(root);
    rmSync(path.join(root, "proxy.ts"));
    expect(haveSameContent(listSources(root, before), before)).toBe(false);
  });

  it("a source that was only touched does not", () => {
    const before = listSources(root);
    utimesSync(path.join(root, "proxy.ts"), new Date(), new Date(Date.now() + 5000));
    expect(haveSameContent(listSources(root, before), before)).toBe(true);
  });
});
