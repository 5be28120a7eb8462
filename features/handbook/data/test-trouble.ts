import "server-only";
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import type * as fs from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeEach, expect, vi } from "vitest";
import type * as commands from "@/features/search/data/search-commands";
import { Viewer } from "@/lib/auth/viewer";
import type { Database } from "@/lib/db/database";
import type * as files from "./content-files";

// For tests only: content on a disk, and a database, that fail when they are told to.
const guest = Viewer.guest();
const parent = mkdtempSync(path.join(tmpdir(), "trouble-"));
afterAll(() => {
  vi.unstubAllEnvs();
  for (const name of ["node:fs", "./content-files", "../domain/page-source", "@/features/search/data/search-commands"])
    vi.doUnmock(name);
  rmSync(parent, { recursive: true, force: true });
});

/** A content folder of its own for every store: one that is still alive must not see what the next test does. */
export let folder = "";
/** Returns where a page file of the folder is. */
export const at = (file: string) => path.join(folder, "handbook", file);
/** Writes a page file with a title of its own. */
export const write = (file: string, body: string, more = "") => {
  mkdirSync(path.dirname(at(file)), { recursive: true });
  writeFileSync(at(file), `---\ntitle: ${path.basename(file)}\n${more}---\n\n${body}\n`);
};
/** The paths of all pages that a test begins with. */
export const everything = ["/handbook", "/handbook/animals", "/handbook/animals/badger", "/handbook/animals/otter"];
/** The path of one of them. */
export const badger = "/handbook/animals/badger";

beforeEach(() => {
  folder = mkdtempSync(path.join(parent, "a-"));
  write("index.mdx", "The first page.");
  write("animals/index.mdx", "About creatures.");
  write("animals/badger.mdx", "They dig setts.");
  write("animals/otter.mdx", "They hold hands.");
});

/** Goes on in another folder with the same files under the same stamps; the store that is still alive sees nothing of it. */
export function moveOn(): void {
  const before = folder;
  folder = mkdtempSync(path.join(parent, "b-"));
  renameSync(path.join(before, "handbook"), path.join(folder, "handbook"));
}

const opened: { indexer: { stop: () => Promise<void> } }[] = [];
afterEach(async () => {
  for (const { indexer } of opened.splice(0)) await indexer.stop();
});

type Trouble = {
  /** Ends of the names of the files and folders that the disk fails on. */
  broken: string[];
  /** Called with the paths of the pages before they are written into the index. */
  beforeReplace: (pages: string[]) => void;
  beforeCount: () => Promise<void>;
};

/** Starts the content of the folder as a new process would. */
export async function start(database: Database, given: Partial<Trouble> & { wordsDelayMilliseconds?: number } = {}) {
  const trouble: Trouble = { broken: [], beforeReplace: () => undefined, beforeCount: async () => undefined, ...given };
  const parsed: string[] = [];
  const deepLooks: string[] = [];
  vi.resetModules();
  vi.stubEnv("PORTAL_CONTENT", folder);
  vi.doMock("node:fs", async (original) => {
    const actual = await original<typeof fs>();
    const failing =
      <Args extends unknown[], Result>(call: (...args: Args) => Result) =>
      (...args: Args) => {
        if (trouble.broken.some((end) => String(args[0]).endsWith(end))) {
          throw Object.assign(new Error("EIO: i/o error"), { code: "EIO" });
        }
        return call(...args);
      };
    return {
      ...actual,
      statSync: failing(actual.statSync as (...args: unknown[]) => unknown),
      readdirSync: failing(actual.readdirSync as (...args: unknown[]) => unknown),
      readFileSync: failing(actual.readFileSync as (...args: unknown[]) => unknown),
    };
  });
  vi.doMock("./content-files", async (original) => {
    const actual = await original<typeof files>();
    const listPageFiles = (where: string, isDeep: boolean) => {
      if (isDeep) deepLooks.push(where);
      return actual.listPageFiles(where, isDeep);
    };
    return { ...actual, listPageFiles };
  });
  vi.doMock("../domain/page-source", async (original) => {
    const actual = await original<{ parseBody: (body: string, file: string, more: unknown) => unknown }>();
    const parseBody = (body: string, file: string, more: unknown) => {
      parsed.push(file);
      return actual.parseBody(body, file, more);
    };
    return { ...actual, parseBody };
  });
  vi.doMock("@/features/search/data/search-commands", async (original) => {
    const actual = await original<typeof commands>();
    const replacePublishedSections: typeof actual.replacePublishedSections = async (into, pages) => {
      trouble.beforeReplace(pages.map(({ page }) => page));
      return actual.replacePublishedSections(into, pages);
    };
    const refreshPublishedWords: typeof actual.refreshPublishedWords = async (of) => {
      await trouble.beforeCount();
      return actual.refreshPublishedWords(of);
    };
    return { ...actual, replacePublishedSections, refreshPublishedWords };
  });
  const { ContentStore } = await import("./content-store");
  const store = new ContentStore(database, given);
  opened.push(store);
  const tree = () => store.index.tree(guest).order.map((page) => page.path);
  const idle = () => expect.poll(() => store.indexer.progress.remaining, { timeout: 30_000 }).toBe(0);
  return { store, trouble, parsed, deepLooks, tree, idle, begin: () => store.start() };
}

/** Starts, and waits until search knows everything. */
export async function run(database: Database, given: Parameters<typeof start>[1] = {}) {
  const started = await start(database, given);
  await started.begin();
  await started.idle();
  return started;
}
