import { cpSync, linkSync, mkdirSync, mkdtempSync, readdirSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import { searchPages } from "@/features/search/data/search-queries";
import { Viewer } from "@/lib/auth/viewer";
import type { Database } from "@/lib/db/database";
import { forEachEngine } from "@/lib/db/test-database";
import type * as files from "./content-files";

const guest = Viewer.guest();
const parent = mkdtempSync(path.join(tmpdir(), "content-"));
afterAll(() => {
  vi.unstubAllEnvs();
  vi.doUnmock("./content-files");
  rmSync(parent, { recursive: true, force: true });
});

/** A content folder of its own for every store: one that is still alive must not see what the next test does. */
let folder = "";
const save = (file: string, text: string) => {
  const target = path.join(folder, file);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, text);
};
const write = (file: string, title: string, body: string, more = "") =>
  save(`handbook/${file}`, `---\ntitle: ${title}\n${more}---\n\n${body}\n`);
const channels = (...keys: string[]) =>
  save(
    "data/channels.yaml",
    keys.map((key) => `- { key: ${key}, platform: discord, name: ${key}, audience: public, purpose: Talk }\n`).join(""),
  );

beforeEach(() => {
  folder = mkdtempSync(path.join(parent, "a-"));
  cpSync(path.join(process.cwd(), "content/data"), path.join(folder, "data"), { recursive: true });
  channels("porcupine");
  write("index.mdx", "Home", "The first page.");
  write("animals/index.mdx", "Animals", "About creatures.");
  write("animals/badger.mdx", "Badgers", "They dig setts.");
  write("animals/otter.mdx", "Otters", "They hold hands.");
  write("rooms.mdx", "Rooms", "<ChannelList />");
});

/** Goes on in another folder with the same files, as after a stop: the store that is still alive sees nothing of it. */
function stop(): void {
  const before = folder;
  folder = mkdtempSync(path.join(parent, "b-"));
  for (const entry of readdirSync(before, { recursive: true, withFileTypes: true })) {
    const target = path.join(folder, path.relative(before, entry.parentPath), entry.name);
    if (entry.isDirectory()) mkdirSync(target, { recursive: true });
    else {
      mkdirSync(path.dirname(target), { recursive: true });
      linkSync(path.join(entry.parentPath, entry.name), target);
    }
  }
}

/** Starts the content of a folder as a new process would, and counts the files it reads. */
async function start(database: Database) {
  vi.resetModules();
  vi.stubEnv("PORTAL_CONTENT", folder);
  const read: string[] = [];
  vi.doMock("./content-files", async (original) => {
    const actual = await original<typeof files>();
    const readContentFile = (file: string) => {
      read.push(file);
      return actual.readContentFile(file);
    };
    return { ...actual, readContentFile };
  });
  const { ContentStore } = await import("./content-store");
  const store = new ContentStore(database);
  await store.start();
  const idle = () => expect.poll(() => store.indexer.progress.remaining, { timeout: 30_000 }).toBe(0);
  return { store, read, idle, tree: () => store.index.tree(guest).order.map((page) => page.path) };
}

forEachEngine((open) => {
  const find = async (text: string) => {
    const { pages } = await searchPages(guest, text, { database: await open() });
    return pages.map((page) => page.path);
  };
  const found = (text: string) => expect.poll(() => find(text), { timeout: 30_000 });

  describe("the content store", () => {
    it("knows every page after a first start, and search finds them when the background is done", async () => {
      const { tree, idle } = await start(await open());
      expect(tree()).toEqual([
        ...["/handbook", "/handbook/animals", "/handbook/animals/badger", "/handbook/animals/otter", "/handbook/rooms"],
      ]);
      await idle();
      expect(await find("setts")).toEqual(["/handbook/animals/badger"]);
      expect(await find("porcupine")).toEqual(["/handbook/rooms"]);
    });

    it("reads only what changed since the last run", async () => {
      const database = await open();
      await (await start(database)).idle();
      stop();
      unlinkSync(path.join(folder, "handbook/animals/badger.mdx"));
      write("animals/badger.mdx", "Badgers", "They are called brocks, too.");
      const second = await start(database);
      expect(second.tree()).toHaveLength(5);
      await second.idle();
      expect(new Set(second.read)).toEqual(new Set(["handbook/animals/badger.mdx"]));
      expect(await find("brocks")).toEqual(["/handbook/animals/badger"]);
      expect(await find("setts")).toEqual([]);
    });

    it("reads nothing at all when nothing changed", async () => {
      const database = await open();
      await (await start(database)).idle();
      const second = await start(database);
      await second.idle();
      expect(second.read).toEqual([]);
    });

    it("forgets what was removed while it did not run", async () => {
      const database = await open();
      await (await start(database)).idle();
      stop();
      unlinkSync(path.join(folder, "handbook/animals/otter.mdx"));
      const { tree } = await start(database);
      expect(tree()).not.toContain("/handbook/animals/otter");
      expect(await find("hands")).toEqual([]);
    });

    it("shows a saved page on the next request, and finds it soon after", async () => {
      const { store, idle } = await start(await open());
      await idle();
      const { version } = store.index;
      write("animals/badger.mdx", "Brocks", "They sleep in dens.");
      store.refreshPath("/handbook/animals/badger");
      expect(store.index.tree(guest).pages.get("/handbook/animals/badger")?.title).toBe("Brocks");
      expect(store.index.version).toBeGreaterThan(version);
      await idle();
      expect(await find("dens")).toEqual(["/handbook/animals/badger"]);
      expect(await find("setts")).toEqual([]);
    });

    it("sees a new page on the request for it, and in a new folder without one", async () => {
      const { store, tree, idle } = await start(await open());
      await idle();
      write("animals/lynx.mdx", "Lynxes", "They have tufted ears.");
      store.refreshPath("/handbook/animals/lynx");
      expect(tree()).toContain("/handbook/animals/lynx");
      write("plants/trees/oak.mdx", "Oaks", "They bear acorns.");
      await expect.poll(tree, { timeout: 30_000 }).toContain("/handbook/plants/trees/oak");
      await found("acorns").toEqual(["/handbook/plants/trees/oak"]);
      await found("tufted").toEqual(["/handbook/animals/lynx"]);
    });

    it("takes a removed page out of tree and search", async () => {
      const { store, tree, idle } = await start(await open());
      await idle();
      unlinkSync(path.join(folder, "handbook/animals/otter.mdx"));
      store.refreshPath("/handbook/animals/otter");
      expect(tree()).not.toContain("/handbook/animals/otter");
      await found("hands").toEqual([]);
    });

    it("takes a removed folder out of tree and search without any request", async () => {
      const { tree, idle } = await start(await open());
      await idle();
      rmSync(path.join(folder, "handbook/animals"), { recursive: true });
      await expect.poll(tree, { timeout: 30_000 }).toEqual(["/handbook", "/handbook/rooms"]);
      await found("setts").toEqual([]);
    });

    it("hides a page that is closed and all pages below it, and shows them again", async () => {
      const { store, tree, idle } = await start(await open());
      await idle();
      write("animals/index.mdx", "Animals", "About creatures.", "visibility: team\n");
      store.refreshPath("/handbook/animals");
      expect(tree()).toEqual(["/handbook", "/handbook/rooms"]);
      await found("creatures").toEqual([]);
      await found("setts").toEqual([]);
      write("animals/index.mdx", "Animals", "About creatures.");
      store.refreshPath("/handbook/animals");
      expect(tree()).toContain("/handbook/animals/otter");
      await found("setts").toEqual(["/handbook/animals/badger"]);
    });

    it("keeps all other pages when one is broken, and names what is wrong with it", async () => {
      save("handbook/broken.mdx", "---\ntitle: Broken\nunknown: 1\n---\n\nQuagmire.\n");
      write("code.mdx", "Code", "{globalThis.portalMarker = 1} quicksand");
      const { store, tree, idle } = await start(await open());
      await idle();
      expect(tree()).toContain("/handbook/animals/badger");
      expect(tree()).not.toContain("/handbook/broken");
      expect(await find("setts")).toEqual(["/handbook/animals/badger"]);
      expect(await find("quagmire")).toEqual([]);
      expect(await find("quicksand")).toEqual([]);
      const problems = [...store.index.files.values()].flatMap(({ facts }) => facts.problems);
      expect(problems.map(({ file, line }) => `${file}:${line}`).toSorted()).toEqual([
        "handbook/broken.mdx:2",
        "handbook/code.mdx:5",
      ]);
      save("handbook/broken.mdx", "---\ntitle: Mended\n---\n\nQuagmire.\n");
      store.refreshPath("/handbook/broken");
      expect(tree()).toContain("/handbook/broken");
      await found("quagmire").toEqual(["/handbook/broken"]);
    });

    it("finds a page by its new facts when a data file was saved", async () => {
      const { store, read, idle } = await start(await open());
      await idle();
      read.length = 0;
      channels("porcupine", "wolverine");
      store.refreshPath("/handbook");
      await found("wolverine").toEqual(["/handbook/rooms"]);
      expect(new Set(read)).toEqual(new Set(["handbook/rooms.mdx"]));
    });
  });
});
