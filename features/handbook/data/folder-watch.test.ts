import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, expect, it, vi } from "vitest";

const content = mkdtempSync(path.join(tmpdir(), "watch-"));
vi.stubEnv("PORTAL_CONTENT", content);
const { FolderWatch } = await import("./folder-watch");
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(content, { recursive: true, force: true });
});
const write = (file: string) => writeFileSync(path.join(content, file), `${Math.random()}`);

it("tells about a change also while others follow without a pause", async () => {
  mkdirSync(path.join(content, "busy"));
  const told: string[][] = [];
  const folders = new FolderWatch((changed) => told.push(changed));
  folders.add("busy");
  for (let round = 0; round < 60; round += 1) {
    write("busy/a.mdx");
    await wait(10);
  }
  const whileBusy = told.length;
  expect(whileBusy).toBeGreaterThan(0);
  folders.remove("busy");
});

it("tells about one save once", async () => {
  mkdirSync(path.join(content, "calm"));
  const told: string[][] = [];
  const folders = new FolderWatch((changed) => told.push(changed));
  folders.add("calm");
  for (let round = 0; round < 3; round += 1) write("calm/a.mdx");
  await wait(300);
  expect(told).toEqual([["calm"]]);
  folders.remove("calm");
});

it("watches a folder again that was removed and made again", async () => {
  const folder = path.join(content, "made-again");
  mkdirSync(folder);
  let told = 0;
  const folders = new FolderWatch(() => {
    told += 1;
    folders.add("made-again");
  });
  folders.add("made-again");
  rmSync(folder, { recursive: true });
  mkdirSync(folder);
  await expect.poll(() => told).toBeGreaterThan(0);
  await wait(100);
  told = 0;
  write("made-again/a.mdx");
  await expect.poll(() => told).toBeGreaterThan(0);
  folders.remove("made-again");
});
