import { appendFileSync, chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

let folder: string;
let now: number;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "history-"));
  now = 1_000_000;
  vi.spyOn(performance, "now").mockImplementation(() => now);
  vi.stubEnv("PORTAL_CONTENT", folder);
  vi.stubEnv("PATH", `${folder}:${process.env.PATH}`);
  vi.resetModules();
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

const calls = () => readFileSync(path.join(folder, "calls"), "utf8").split("\n").filter(Boolean);
const heads = () => calls().filter((call) => call.includes("rev-parse HEAD")).length;

/** Puts a git in the way that answers as told; every call is written down. */
async function open(answers: { head?: string; log?: string }) {
  const script = `#!/bin/sh
echo "$*" >> ${folder}/calls
case "$*" in
  *"rev-parse HEAD"*) ${answers.head ?? "exit 128"} ;;
  *shallow*) echo false ;;
  *" log "*) ${answers.log ?? "exit 1"} ;;
esac
`;
  appendFileSync(path.join(folder, "calls"), "");
  writeFileSync(path.join(folder, "git"), script);
  chmodSync(path.join(folder, "git"), 0o755);
  return import("./history-store");
}
const log = (commit: string) =>
  `printf '\\001${commit}\\0002026-01-02T03:04:05Z\\000Ann\\000Say more\\n\\nhandbook/a.mdx\\n'`;

describe("the history of the content", () => {
  it("is there for the first reader, who waits for it", async () => {
    const { getPublishedHistory, getPublishedHistoryVersion } = await open({ head: "echo abc", log: log("abc") });
    expect((await getPublishedHistory()).get("handbook/a.mdx")).toMatchObject([{ commit: "abc", author: "Ann" }]);
    expect(getPublishedHistoryVersion()).toBe("abc");
  });

  it("is looked for by one pass at a time, however long it takes", async () => {
    const store = await open({ head: "sleep 0.3; echo abc", log: log("abc") });
    const first = store.getPublishedHistory();
    for (let round = 0; round < 10; round += 1) {
      now += 6_000;
      store.getPublishedHistoryVersion();
    }
    await first;
    expect(heads()).toBe(1);
  });

  it("is not waited for again where there is none, and asked for once a minute only", async () => {
    const store = await open({ head: "sleep 0.2; exit 128" });
    expect((await store.getPublishedHistory()).size).toBe(0);
    for (let round = 0; round < 9; round += 1) {
      now += 6_000;
      await store.getPublishedHistory();
    }
    expect(heads()).toBe(1);
    now += 10_000;
    const pending = store.getPublishedHistory();
    // The call has only just been made: nobody waits for its end.
    await pending;
    await expect.poll(heads).toBe(2);
  });

  it("is read again only with another commit when it is too long to be read", async () => {
    const endless = "head -c 70000000 /dev/zero";
    const store = await open({ head: "echo abc", log: endless });
    expect((await store.getPublishedHistory()).size).toBe(0);
    expect(store.getPublishedHistoryVersion()).toBe("abc");
    now += 70_000;
    store.getPublishedHistoryVersion();
    await expect.poll(heads).toBe(2);
    expect(calls().filter((call) => call.includes(" log "))).toHaveLength(1);
  });

  it("stays as it was known when git fails for a moment", async () => {
    const store = await open({ head: "echo abc", log: log("abc") });
    await store.getPublishedHistory();
    await open({});
    const before = heads();
    now += 6_000;
    store.getPublishedHistoryVersion();
    await expect.poll(heads).toBe(before + 1);
    expect((await store.getPublishedHistory()).has("handbook/a.mdx")).toBe(true);
    expect(store.getPublishedHistoryVersion()).toBe("abc");
  });
});
