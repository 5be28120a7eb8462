import { readdirSync, renameSync, rmSync, truncateSync, unlinkSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { searchSections, searchWords } from "@/features/search/data/tables";
import { forEachEngine } from "@/lib/db/test-database";
import { contentFiles } from "./tables";
import { at, badger, everything, folder, moveOn, run, start, write } from "./test-trouble";

forEachEngine((open) => {
  const tiers = async () => {
    const rows = await (await open()).select().from(searchSections);
    return Object.fromEntries(rows.map(({ page, tier }) => [page, tier]));
  };
  const isKept = async (file: string) =>
    (await (await open()).select().from(contentFiles).where(eq(contentFiles.file, file))).length > 0;
  const words = async () => (await (await open()).select().from(searchWords)).map(({ word }) => word);

  describe("a disk that fails", () => {
    it("takes away no page when a folder cannot be listed or a file not be looked at", async () => {
      const { store, trouble, tree } = await run(await open());
      trouble.broken = ["animals", "animals/otter.mdx", "animals/badger.mdx"];
      write("new/page.mdx", "A new folder makes for a look at everything.");
      store.refreshPath("/handbook/animals/otter");
      await expect.poll(tree, { timeout: 10_000 }).toContain("/handbook/new/page");
      expect(tree()).toEqual(expect.arrayContaining(everything));
      expect(await isKept("handbook/animals/otter.mdx")).toBe(true);
    });

    it("takes away no page when the folder of all pages is gone", async () => {
      const { store, tree } = await run(await open());
      renameSync(path.join(folder, "handbook"), path.join(folder, "away"));
      for (const page of everything) store.refreshPath(page);
      expect(tree()).toEqual(everything);
      expect(await isKept("handbook/index.mdx")).toBe(true);
    });

    it("keeps what an earlier run knew of a folder that cannot be read at the start", async () => {
      await run(await open());
      moveOn();
      const second = await start(await open(), { broken: ["handbook/animals"] });
      await second.begin();
      expect(second.tree()).toEqual(everything);
      expect(await isKept("handbook/animals/badger.mdx")).toBe(true);
    });

    it.each(["missing", "unreadable"])(
      "ends a start with one sentence when the folder of all pages is %s",
      async (how) => {
        await run(await open());
        moveOn();
        if (how === "missing") rmSync(path.join(folder, "handbook"), { recursive: true });
        const second = await start(await open(), { broken: how === "missing" ? [] : ["/handbook"] });
        await expect(second.begin()).rejects.toMatchObject({
          kind: "unavailable",
          message: expect.stringContaining(folder),
        });
        expect(await isKept("handbook/animals/badger.mdx")).toBe(true);
      },
    );
  });

  describe("half a file", () => {
    it.each(["index.mdx", "animals/index.mdx"])("in %s leaves what is below it, also after a restart", async (file) => {
      const { store, tree, idle } = await run(await open());
      truncateSync(at(file), 3);
      store.refreshPath(file === "index.mdx" ? "/handbook" : "/handbook/animals");
      expect(tree()).toContain(badger);
      await idle();
      moveOn();
      const second = await run(await open());
      expect(second.tree()).toContain(badger);
      writeFileSync(at(file), "---\n");
      moveOn();
      expect((await run(await open())).tree()).toContain(badger);
    });
  });

  describe("a change at the wrong moment", () => {
    it("of who may see a page, while it is written, is what search holds in the end", async () => {
      let isClosed = false;
      // Another text than in the tests before: it must be written.
      write("animals/badger.mdx", `They dig dens. ${folder}`);
      const started = await start(await open(), {
        beforeReplace: (pages) => {
          if (isClosed || !pages.includes(badger)) return;
          isClosed = true;
          write("animals/index.mdx", "About creatures.", "visibility: team\n");
          started.store.refreshPath("/handbook/animals");
        },
      });
      await started.begin();
      await started.idle();
      expect(isClosed).toBe(true);
      expect((await tiers())[badger]).toBe(2);
      const [row] = await (
        await open()
      )
        .select()
        .from(contentFiles)
        .where(eq(contentFiles.file, "handbook/animals/badger.mdx"));
      expect(row?.indexedKey).toContain(" team");
    });

    it("that removes a page while it is written does not let it come back", async () => {
      let isRemoved = false;
      const started = await start(await open(), {
        beforeReplace: (pages) => {
          if (isRemoved || !pages.includes(badger)) return;
          isRemoved = true;
          unlinkSync(at("animals/badger.mdx"));
          started.store.refreshPath(badger);
        },
      });
      // Another text than in the tests before: it must be written.
      write("animals/badger.mdx", `They dig setts. ${folder}`);
      await started.begin();
      await started.idle();
      await started.store.indexer.stop();
      expect(isRemoved).toBe(true);
      expect(await tiers()).not.toHaveProperty(badger);
      expect(await isKept("handbook/animals/badger.mdx")).toBe(false);
    });

    it("that closes a section hides its pages on the next request for one of them", async () => {
      const { store, tree } = await run(await open());
      write("animals/index.mdx", "About creatures.", "visibility: team\n");
      store.refreshPath(badger);
      expect(tree()).toEqual(["/handbook"]);
    });
  });

  describe("a page that the database refuses", () => {
    it("is set aside until it changes, and all others are found", async () => {
      let tries = 0;
      write("poison.mdx", `Poison. ${folder}`);
      write("animals/otter.mdx", `They hold hands. ${folder}`);
      const { store, idle } = await run(await open(), {
        beforeReplace: (pages) => {
          if (!pages.includes("/handbook/poison")) return;
          tries += 1;
          if (tries <= 2) throw Object.assign(new Error("unsupported Unicode escape sequence"), { code: "22P05" });
        },
      });
      expect(await tiers()).toHaveProperty("/handbook/animals/otter");
      expect(await tiers()).not.toHaveProperty("/handbook/poison");
      store.indexer.enqueueAll();
      expect(store.indexer.progress.remaining).toBe(0);
      expect(tries).toBe(2);
      write("poison.mdx", "An antidote.");
      store.refreshPath("/handbook/poison");
      await idle();
      expect(await tiers()).toHaveProperty("/handbook/poison");
    });
  });

  describe("what is not done twice", () => {
    it("reads no page again after a fresh checkout, and remembers its new stamps", async () => {
      await run(await open());
      for (const entry of readdirSync(at(""), { recursive: true, withFileTypes: true })) {
        if (entry.isFile()) utimesSync(path.join(entry.parentPath, entry.name), 1_000, 1_000);
      }
      moveOn();
      const second = await run(await open());
      expect(second.parsed).toEqual([]);
      expect(second.store.indexer.progress.done).toBe(0);
      const rows = await (await open()).select().from(contentFiles);
      for (const { stamp } of rows) expect(stamp).toMatch(/^1000000-/);
    });

    it("looks at the folder of a saved page only, and at everything when a folder appears", async () => {
      const { deepLooks, store } = await run(await open());
      deepLooks.length = 0;
      write("animals/badger.mdx", "They are brocks.");
      write("animals/lynx.mdx", "They have tufted ears.");
      await expect.poll(() => store.index.files.has("handbook/animals/lynx.mdx")).toBe(true);
      expect(deepLooks).toEqual([]);
      write("plants/oak.mdx", "They bear acorns.");
      await expect.poll(() => store.index.files.has("handbook/plants/oak.mdx")).toBe(true);
      expect(deepLooks.length).toBeGreaterThan(0);
    });

    it("follows a folder that was removed and made again", async () => {
      const { tree } = await run(await open());
      rmSync(at("animals"), { recursive: true });
      write("animals/index.mdx", "Again.");
      await expect.poll(tree).toEqual(["/handbook", "/handbook/animals"]);
      write("animals/newt.mdx", "They are small.");
      await expect.poll(tree).toContain("/handbook/animals/newt");
    });
  });

  describe("the words for typos", () => {
    it("are counted by the next start when this one ended too early, and after a page is removed", async () => {
      write("animals/lynx.mdx", `Tuftedness. ${folder}`);
      const first = await run(await open());
      await first.store.indexer.stop();
      expect(await words()).not.toContain("tuftedness");
      moveOn();
      const second = await run(await open(), { wordsDelayMilliseconds: 50 });
      await expect.poll(words).toContain("tuftedness");
      unlinkSync(at("animals/lynx.mdx"));
      second.store.refreshPath("/handbook/animals/lynx");
      await expect.poll(words).not.toContain("tuftedness");
    });

    it("are counted to the end before the reading is said to have ended", async () => {
      const events: string[] = [];
      let finishCounting = () => {};
      write("animals/lynx.mdx", `More ears. ${folder}`);
      const { store } = await run(await open(), {
        wordsDelayMilliseconds: 0,
        beforeCount: async () => {
          events.push("begun");
          await new Promise<void>((done) => (finishCounting = done));
          events.push("counted");
        },
      });
      await expect.poll(() => events).toContain("begun");
      const stopped = store.indexer.stop().then(() => events.push("stopped"));
      finishCounting();
      await stopped;
      expect(events).toEqual(["begun", "counted", "stopped"]);
    });
  });

  it("leaves out files whose name no address can have", async () => {
    write("What?.mdx", "A question.");
    write("50%.mdx", "Half.");
    const { tree, store } = await run(await open());
    expect(tree()).toEqual(everything);
    expect([...store.index.files.keys()]).toHaveLength(4);
  });
});
