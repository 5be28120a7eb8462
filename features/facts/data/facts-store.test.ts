import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FactsStore } from "./facts-store";

let folder: string;
const file = (name: string) => path.join(folder, "data", name);

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "facts-"));
  cpSync(path.join(process.cwd(), "content/data"), path.join(folder, "data"), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("the facts store", () => {
  it("answers with the same object while no file changes", () => {
    const store = new FactsStore(folder);
    expect(store.read()).toBe(store.read());
  });

  it("sees a change on the next call, and gives it another version", () => {
    const store = new FactsStore(folder);
    const before = store.read();
    writeFileSync(
      file("site.yaml"),
      readFileSync(file("site.yaml"), "utf8").replace(/^name: .*$/m, "name: Another portal"),
    );
    const after = store.read();
    expect(after.facts.site.name).toBe("Another portal");
    expect(after.version).not.toBe(before.version);
    expect(after.facts.channels).toBe(before.facts.channels);
  });

  it("sees a file that was replaced by another of the same size", () => {
    const store = new FactsStore(folder);
    writeFileSync(file("redirects.yaml"), "- from: /aaa\n  to: /bbb\n");
    store.read();
    writeFileSync(file("new.tmp"), "- from: /aaa\n  to: /ccc\n");
    renameSync(file("new.tmp"), file("redirects.yaml"));
    expect(store.read().facts.redirects).toEqual([{ from: "/aaa", to: "/ccc" }]);
  });

  it.each([
    ["YAML that cannot be parsed", "- key: [\n"],
    ["an unknown field", "- key: a\n  surprise: 1\n"],
    ["a text instead of a list", "hello\n"],
    ["nothing at all", ""],
  ])("keeps the last good value of a broken file: %s", (_, text) => {
    const store = new FactsStore(folder);
    const good = store.read();
    writeFileSync(file("channels.yaml"), text);
    const broken = store.read();
    expect(broken.facts.channels).toBe(good.facts.channels);
    expect(broken.version).toBe(good.version);
    expect(broken.problems.map((problem) => problem.file)).toContain("data/channels.yaml");
    rmSync(file("channels.yaml"));
    expect(store.read().problems.map((problem) => problem.message)).toContain("the file is missing");
    expect(store.read().facts.channels).toBe(good.facts.channels);
  });

  it("starts with empty facts where nothing can be read, and names every file", () => {
    const { facts, problems } = new FactsStore(path.join(folder, "nowhere")).read();
    expect(facts.channels).toEqual([]);
    expect(facts.site.name).not.toBe("");
    expect(problems).toHaveLength(13);
  });

  it("tells line, column and what was expected", () => {
    writeFileSync(file("kpis.yaml"), "- key: one\n  name: One\n  definition: null\n  owner: nobody\n");
    writeFileSync(
      file("calendars.yaml"),
      "- key: a\n  name: A\n  url: https://example.com/\n  audience: friends\n  purpose: P\n",
    );
    const { problems } = new FactsStore(folder).read();
    expect(problems).toContainEqual(
      expect.objectContaining({
        file: "data/kpis.yaml",
        line: 4,
        column: 10,
        expected: expect.stringContaining("developer-relations"),
      }),
    );
    expect(problems).toContainEqual(
      expect.objectContaining({ file: "data/calendars.yaml", line: 4, expected: "public, team, unknown" }),
    );
  });
});
