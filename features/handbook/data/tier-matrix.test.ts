import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type * as search from "@/features/search/data/search-queries";
import type * as wordQueries from "@/features/search/data/word-queries";
import { viewerOfTier } from "@/lib/auth/test-viewers";
import { tiers, type Tier } from "@/lib/auth/viewer";
import type * as databases from "@/lib/db/database";
import { forEachEngine } from "@/lib/db/test-database";
import { ancestorsOf, neighboursOf, treeAround } from "../domain/page-tree";
import type * as store from "./content-store";
import type * as media from "./media-queries";
import type * as queries from "./page-queries";

/** Pages by whom they are for in the end; each has a word that stands nowhere else. */
const pages: { name: string; says: Tier; tier: Tier; word: string }[] = [
  { name: "plain", says: "public", tier: "public", word: "apricotjam" },
  { name: "among-members", says: "member", tier: "member", word: "quincejelly" },
  { name: "in-the-team", says: "team", tier: "team", word: "medlarcheese" },
  // Sections whose own page is stricter than what is below it: the stricter one wins.
  { name: "club", says: "member", tier: "member", word: "damsonpaste" },
  { name: "club/open", says: "public", tier: "member", word: "rowansyrup" },
  { name: "office", says: "team", tier: "team", word: "sloecordial" },
  { name: "office/open", says: "public", tier: "team", word: "elderwaffle" },
  { name: "office/for-members", says: "member", tier: "team", word: "bilberrycurd" },
];
const pathOf = (name: string) => `/handbook/${name}`;
const rankOf = (tier: Tier) => tiers.indexOf(tier);
/** Every page with every reader: who may, and who may not. */
const matrix = pages.flatMap((page) =>
  tiers.map((reader) => ({ ...page, reader, may: rankOf(reader) >= rankOf(page.tier) })),
);
const allowed = matrix.filter(({ may }) => may);
const refused = matrix.filter(({ may }) => !may);

/** Pictures by whom they are for: those named by a word stand on its page, the others as the pages below say. */
const pictures: { picture: string; tier: Tier }[] = [
  ...pages.map(({ word, tier }) => ({ picture: word, tier })),
  { picture: "shared-by-all", tier: "public" },
  { picture: "shared-in-club", tier: "member" },
  { picture: "linked", tier: "member" },
  { picture: "mentioned", tier: "team" },
  { picture: "nowhere", tier: "team" },
];
const shows: Record<string, string> = {
  plain: '<Figure src="/media/shared-by-all.png" alt="" />\n\n`/media/mentioned.png`',
  "in-the-team": '<Figure src="/media/shared-by-all.png" alt="" />\n\n<Include src="around" />',
  "among-members": '[A picture](/media/linked.png)\n\n<Include src="around" />',
};

const folder = mkdtempSync(path.join(tmpdir(), "tiers-"));
const save = (file: string, text: string) => {
  const target = path.join(folder, file);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, text);
};

beforeAll(() => {
  cpSync(path.join(process.cwd(), "content/data"), path.join(folder, "data"), { recursive: true });
  save("handbook/index.mdx", "---\ntitle: Home\n---\n\nThe first page.\n");
  for (const { name, says, word } of pages) {
    const isSection = pages.some((other) => other.name.startsWith(`${name}/`));
    const head = [
      ...[`title: Title ${word}`, `description: Described ${word}`, `visibility: ${says}`],
      ...["aliases:", `  - /handbook/old-${word}`],
    ];
    const figure = `<Figure src="/media/${word}.png" alt="Picture ${word}" />`;
    const text = `Preserves. ${word}\n\n## Heading ${word}\n\n${figure}\n\n${shows[name] ?? ""}`;
    save(`handbook/${name}${isSection ? "/index" : ""}.mdx`, `---\n${head.join("\n")}\n---\n\n${text}\n`);
  }
  save("snippets/around.mdx", '<Include src="within" />\n');
  save("snippets/within.mdx", '<Figure src="/media/shared-in-club.png" alt="" />\n');
  save(
    "data/redirects.yaml",
    pages.map(({ name, word }) => `- { from: /handbook/was-${word}, to: "${pathOf(name)}#heading" }\n`).join(""),
  );
  for (const { picture } of pictures) save(`media/${picture}.png`, picture);
});
afterAll(() => {
  vi.unstubAllEnvs();
  vi.doUnmock("@/lib/db/database");
  rmSync(folder, { recursive: true, force: true });
});

type Portal = typeof queries & typeof media & typeof search & typeof store & typeof wordQueries;

forEachEngine((open) => {
  let portal: Portal;
  beforeAll(async () => {
    vi.resetModules();
    vi.stubEnv("PORTAL_CONTENT", folder);
    vi.doMock("@/lib/db/database", async (original) => ({
      ...(await original<typeof databases>()),
      getDatabase: open,
    }));
    portal = {
      ...(await import("./page-queries")),
      ...(await import("./media-queries")),
      ...(await import("./content-store")),
      ...(await import("@/features/search/data/search-queries")),
      ...(await import("@/features/search/data/word-queries")),
    };
    const { indexer } = await portal.getContentStore();
    await vi.waitFor(() => expect(indexer.progress.remaining).toBe(0), { timeout: 30_000 });
    // Counted now instead of half a minute later: spellings are drawn from these words.
    const { refreshPublishedWords } = await import("@/features/search/data/search-commands");
    await refreshPublishedWords(await open());
  }, 60_000);
  afterAll(async () => {
    await (await portal.getContentStore()).indexer.stop();
    delete (globalThis as { portalContent?: unknown }).portalContent;
  });

  const find = async (reader: Tier, text: string) => {
    const { total, isTotalCapped, pages: found, corrected } = await portal.searchPages(viewerOfTier[reader], text);
    return { total, isTotalCapped, pages: found, corrected };
  };
  /** Everything of the given kinds that a reader can get without naming a page they may not see, as one text. */
  const lists: Record<string, (reader: Tier) => Promise<unknown>> = {
    "the tree": async (reader) => {
      const tree = await portal.getPageTree(viewerOfTier[reader]);
      return [[...tree.pages], [...tree.childrenOf], tree.order, [...tree.positionOf]];
    },
    "the tree around every page, its neighbours and breadcrumbs": async (reader) => {
      const tree = await portal.getPageTree(viewerOfTier[reader]);
      return tree.order.map(({ path: at }) => [treeAround(tree, at), neighboursOf(tree, at), ancestorsOf(tree, at)]);
    },
    "what a search for a common word finds": (reader) => find(reader, "preserves"),
    "what a search for any of the words finds": (reader) =>
      Promise.all(pages.map(({ word }) => find(reader, `heading ${word}`))),
    "what a search for the beginning of a word finds": (reader) =>
      Promise.all(pages.map(({ word }) => find(reader, word.slice(0, 4)))),
    "what a search for a misspelled word is corrected to": (reader) =>
      Promise.all(pages.map(({ word }) => find(reader, `${word.slice(0, 4)}${word.slice(5)}`))),
    "the words that spellings are drawn from": async (reader) => {
      const { groups } = await portal.getWordList(viewerOfTier[reader], await open());
      return [...groups.values()].flatMap((group) => group.words);
    },
  };

  describe.each(Object.keys(lists))("%s", (list) => {
    const textFor = async (reader: Tier) => JSON.stringify(await lists[list]!(reader));

    it.each(refused)("says nothing of $word ($tier) to a reader of the tier $reader", async ({ word, reader }) => {
      expect(await textFor(reader)).not.toContain(word);
    });
    it.each(allowed)("has $word ($tier) for a reader of the tier $reader", async ({ word, reader }) => {
      expect(await textFor(reader)).toContain(word);
    });
  });

  it.each(tiers)("a search counts only what a reader of the tier %s may see", async (reader) => {
    const { total, pages: found } = await find(reader, "preserves");
    const expected = pages.filter(({ tier }) => rankOf(tier) <= rankOf(reader)).length;
    expect([total, found.length]).toEqual([expected, expected]);
  });

  describe("a page", () => {
    const ask = async (reader: Tier, name: string, word: string) => {
      const viewer = viewerOfTier[reader];
      return {
        entry: await portal.findPage(viewer, pathOf(name)),
        text: (await portal.readPage(viewer, pathOf(name)))?.source ?? null,
        alias: await portal.findRedirect(viewer, `/handbook/old-${word}`),
        spelling: await portal.findRedirect(viewer, `${pathOf(name)}/`),
        listed: await portal.findRedirect(viewer, `/handbook/was-${word}`),
      };
    };

    it.each(refused)("of the tier $tier ($word) is as if missing for the tier $reader", async (given) => {
      expect(await ask(given.reader, given.name, given.word)).toEqual(await ask(given.reader, "nowhere", "nothing"));
    });
    it.each(allowed)("of the tier $tier ($word) is there for the tier $reader", async ({ reader, name, word }) => {
      const at = pathOf(name);
      expect(await ask(reader, name, word)).toEqual({
        ...{ entry: expect.objectContaining({ path: at }), text: expect.stringContaining(word) },
        ...{ alias: at, spelling: at, listed: `${at}#heading` },
      });
    });
  });

  describe("a picture", () => {
    const both = pictures.flatMap((picture) => tiers.map((reader) => ({ ...picture, reader })));

    it.each(both)("for the tier $tier ($picture), asked for by the tier $reader", async ({ picture, tier, reader }) => {
      const read = await portal.readImage(viewerOfTier[reader], `/media/${picture}.png`, null);
      const seen = read && { text: read.bytes.toString(), tier: read.tier };
      expect(seen).toEqual(rankOf(reader) >= rankOf(tier) ? { text: picture, tier } : null);
    });
  });
});
