import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { withLock } from "./build-lock.mjs";

let folder = "";
let lock = "";

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "portal-lock-"));
  lock = path.join(folder, "lock");
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("the lock around installing and building", () => {
  it("lets one worker at a time do its work", async () => {
    let working = 0;
    let most = 0;
    const work = async () => {
      working += 1;
      most = Math.max(most, working);
      await sleep(20);
      working -= 1;
    };
    await Promise.all([withLock(lock, work), withLock(lock, work), withLock(lock, work)]);
    expect(most).toBe(1);
    expect(existsSync(lock)).toBe(false);
  });

  it("is given back when the work fails", async () => {
    await expect(withLock(lock, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(existsSync(lock)).toBe(false);
  });

  it("is taken over from a process that has died", async () => {
    const dead = execFileSync(process.execPath, ["-p", "process.pid"], { encoding: "utf8" });
    mkdirSync(lock);
    writeFileSync(path.join(lock, "pid"), dead.trim());
    expect(await withLock(lock, () => Promise.resolve("done"))).toBe("done");
  });

  it("is taken over when its holder has not renewed it for a minute", async () => {
    mkdirSync(lock);
    writeFileSync(path.join(lock, "pid"), String(process.pid));
    const past = new Date(Date.now() - 61_000);
    utimesSync(path.join(lock, "pid"), past, past);
    expect(await withLock(lock, () => Promise.resolve("done"))).toBe("done");
  });
});
