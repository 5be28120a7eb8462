import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { OwnPortal } from "./own-portal";
import { ask } from "./raw-request";
import { expect, test } from "./test";

test.describe("a page that nobody has asked for yet", () => {
  const portal = new OwnPortal();
  const reads = () => path.join(portal.folder, "reads.log");

  test.beforeAll(async () => {
    writeFileSync(reads(), "");
    const counter = path.join(import.meta.dirname, "count-reads.mjs");
    await portal.start({ NODE_OPTIONS: `--import=${counter}`, READS_LOG: reads() });
    await portal.waitForSearch();
  });
  test.afterAll(() => portal.dispose());

  test("is rendered once for a hundred readers who come together", async () => {
    const file = path.join(portal.content, "handbook/community/discord.mdx");
    const countReads = () =>
      readFileSync(reads(), "utf8")
        .split("\n")
        .filter((line) => line === file).length;
    // Read at the start for search: so the counting works.
    expect(countReads()).toBeGreaterThan(0);
    writeFileSync(reads(), "");
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => ask(portal.origin, "/handbook/community/discord")),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(answers.map(({ headers, body }) => `${headers.etag} ${body.toString("base64")}`)).size).toBe(1);
    // A rendering reads the file of its page once.
    expect(countReads()).toBe(1);
  });

  test("survives readers who go away in the middle", async () => {
    const leave = () =>
      fetch(`${portal.origin}/handbook/team`, { signal: AbortSignal.timeout(1) }).then(
        (answer) => answer.text(),
        () => "gone",
      );
    await Promise.all(Array.from({ length: 50 }, leave));
    expect((await portal.read("/handbook/team")).status).toBe(200);
  });
});
