import { beforeAll, describe, expect, it } from "vitest";
import { viewerOfTier } from "@/lib/auth/test-viewers";
import { tiers } from "@/lib/auth/viewer";
import type { Database } from "@/lib/db/database";
import { forEachEngine } from "@/lib/db/test-database";
import {
  refreshPublishedWords,
  removePublishedSections,
  replacePublishedSections,
  type IndexedPage,
} from "./search-commands";
import { searchPages } from "./search-queries";

const { public: guest } = viewerOfTier;

function pageOf(
  page: string,
  title: string,
  sections: [heading: string, body: string][],
  tier: IndexedPage["tier"] = "public",
): IndexedPage {
  return {
    page,
    tier,
    title,
    sections: sections.map(([heading, body]) => ({
      anchor: heading.toLowerCase().replaceAll(" ", "-"),
      heading,
      body,
    })),
  };
}

const pages: IndexedPage[] = [
  pageOf("/handbook/pairing", "Pairing sessions", [
    ["", "Weekly calls in which two people work on one merge request."],
    ["Organizers", "Whoever hosts a call announces it in the café channel."],
    ["Checklist", "Announce the call, start the stream, thank everybody."],
  ]),
  pageOf("/handbook/conduct", "Code of conduct", [
    ["", "How we treat each other."],
    ["Reporting", "Write to the moderators about a pairing call too."],
  ]),
  pageOf("/handbook/ja", "日本語の案内", [
    ["", "東京都での集まりについて説明します。"],
    ["参加方法", "GitLabの使い方を学び、サーバーに参加してください。𠮷野家で会いましょう。"],
  ]),
  ...Array.from({ length: 30 }, (_, index) =>
    pageOf(`/handbook/filler-${index}`, `Filler ${index}`, [
      ["Notes", "The conduct of moderators, and the code they use, again and again: conduct, code, moderators."],
    ]),
  ),
  pageOf(
    "/handbook/secret",
    "Secret budget",
    [["Zanzibar", "The moonshot budget of the pairing team is secret."]],
    "team",
  ),
  pageOf(
    "/handbook/members",
    "Members' calendar",
    [["Kilimanjaro", "The pairing members meet for a moonlight walk."]],
    "member",
  ),
];

forEachEngine((open) => {
  let database: Database;
  beforeAll(async () => {
    database = await open();
    await replacePublishedSections(database, pages);
    await refreshPublishedWords(database);
  });
  const search = (text: string, limit = 20) => searchPages(guest, text, { limit, database });
  const pathsOf = async (text: string) => (await search(text)).pages.map(({ path }) => path);

  describe("searchPages", () => {
    it.each([
      ["pairing", "/handbook/pairing"],
      ["PAIRING sess", "/handbook/pairing"],
      ["code of conduct", "/handbook/conduct"],
      ["conduct", "/handbook/conduct"],
      ["cafe", "/handbook/pairing"],
      ["organizers", "/handbook/pairing"],
      ["京都で", "/handbook/ja"],
      ["使い方", "/handbook/ja"],
      ["都", "/handbook/ja"],
      ["ｻｰﾊﾞｰ", "/handbook/ja"],
      ["gitlabの使い", "/handbook/ja"],
      ["𠮷野", "/handbook/ja"],
    ])("for %j puts %s first", async (text, path) => {
      expect((await pathsOf(text))[0]).toBe(path);
    });

    it("finds no run that only seems to stand there", async () => {
      expect(await pathsOf("京東")).toEqual([]);
      expect(await pathsOf("案内参加")).toEqual([]);
    });

    it("groups by page, best sections first, with marked words", async () => {
      const [page] = (await search("announce call")).pages;
      expect(page?.sections).toHaveLength(1);
      expect(page?.sections[0]).toMatchObject({ anchor: "checklist", heading: "Checklist" });
      expect(page?.sections[0]?.parts.filter(({ isMatch }) => isMatch).map(({ text }) => text)).toEqual([
        "Announce",
        "call",
      ]);
      const ofTitle = (await search("pairing")).pages[0];
      expect(ofTitle?.sections.length).toBeLessThanOrEqual(2);
    });

    it("counts pages, also those beyond the limit", async () => {
      const result = await search("filler", 5);
      expect(result.pages).toHaveLength(5);
      expect(result.total).toBe(30);
      expect(result.isTotalCapped).toBe(false);
    });

    it.each([
      ["organisers", "organizers"],
      ["chekclist", "checklist"],
      ["Merge Reqest", "Merge request"],
      ["how do I anounce a call", "how do I announce a call"],
    ])("answers %j as %j", async (text, corrected) => {
      const result = await search(text);
      expect(result.corrected).toBe(corrected);
      expect(result.pages[0]?.path).toBe("/handbook/pairing");
    });

    it("answers a question by what it is about", async () => {
      expect((await pathsOf("who organizers which"))[0]).toBe("/handbook/pairing");
      expect((await pathsOf("サーバーの参加"))[0]).toBe("/handbook/ja");
    });

    it("shows what holds some of the words when nothing holds all", async () => {
      const result = await search("checklist for unicorns");
      expect(result.isPartial).toBe(true);
      expect(result.pages[0]?.path).toBe("/handbook/pairing");
      expect((await search("checklist")).isPartial).toBe(false);
      expect(await search("unicorns rainbows")).toMatchObject({ isPartial: false, total: 0 });
    });

    it("corrects nothing that is found as it was typed", async () => {
      expect((await search("checklist")).corrected).toBeNull();
    });

    it("a guest learns nothing of a page for others, not by result, count or spelling", async () => {
      for (const text of ["zanzibar", "zanzibr", "moonshot", "moonshto", "secret budget", "budgett"]) {
        expect(await search(text)).toMatchObject({ total: 0, pages: [], corrected: null });
      }
      expect((await search("pairing")).total).toBe(2);
    });

    it.each(tiers)("counts, finds and respells for the tier %s by what it may see", async (tier) => {
      const rank = tiers.indexOf(tier);
      const ask = (text: string) => searchPages(viewerOfTier[tier], text, { database });
      expect((await ask("pairing")).total).toBe(2 + rank);
      for (const [text, least, path] of [
        ["kilimanjro", 1, "/handbook/members"],
        ["zanzibr", 2, "/handbook/secret"],
      ] as const) {
        const { total, pages: found, corrected } = await ask(text);
        const expected =
          rank >= least ? [1, path, text.replace("jro", "jaro").replace("br", "bar")] : [0, undefined, null];
        expect([total, found[0]?.path, corrected], text).toEqual(expected);
      }
    });

    it.each([
      "",
      " ",
      "'",
      "\\",
      "\\'",
      "\0",
      "a\0b",
      "\ud800",
      "x\udc00y",
      "🎉",
      "& | ! <-> :* ()",
      "'; drop table search_section; --",
      "%_",
      "<script>",
      "x".repeat(10_000),
      "漢".repeat(10_000),
      "a b ".repeat(3_000),
      "İ ß ﬁ ǅ",
      "کتاب‌ها",
      "हिन्दी में",
      "ภาษาไทย",
      "\u0301\u0301",
    ])("answers %j calmly", async (text) => {
      const result = await search(text);
      expect(result.query.length).toBeLessThanOrEqual(200);
      expect(result.pages.length).toBeLessThanOrEqual(result.total);
    });
  });

  describe("the index", () => {
    it("holds a changed page as it is now, and a removed one no more", async () => {
      await replacePublishedSections(database, [
        pageOf("/handbook/changing", "Changing", [
          ["", "xylophone"],
          ["More", "text"],
        ]),
      ]);
      expect(await pathsOf("xylophone")).toEqual(["/handbook/changing"]);
      await replacePublishedSections(database, [pageOf("/handbook/changing", "Changing", [["", "marimba"]])]);
      expect(await pathsOf("xylophone")).toEqual([]);
      expect(await pathsOf("marimba")).toEqual(["/handbook/changing"]);
      await removePublishedSections(database, ["/handbook/changing"]);
      expect(await pathsOf("marimba")).toEqual([]);
    });

    it("is whole after two processes indexed the same page at once", async () => {
      const page = pageOf("/handbook/twice", "Twice", [["", "clavichord"]]);
      await Promise.all(Array.from({ length: 4 }, () => replacePublishedSections(database, [page])));
      expect(await pathsOf("clavichord")).toEqual(["/handbook/twice"]);
      await removePublishedSections(database, ["/handbook/twice"]);
    });

    it("takes whatever a page may hold", async () => {
      const odd = "quote ' back\\slash nul\0 half\ud800 𠮷 \u{1f600} ' ".repeat(3);
      await replacePublishedSections(database, [
        pageOf("/handbook/odd", odd, [
          ["", odd],
          ["", `${"漢字かな".repeat(20_000)}`],
          [odd, "word ".repeat(50_000)],
        ]),
      ]);
      expect(await pathsOf("backslash")).toEqual([]);
      expect(await pathsOf("back slash nul")).toEqual(["/handbook/odd"]);
      await removePublishedSections(database, ["/handbook/odd"]);
    });

    it("forgets the spelling of a word that is gone, and one that is not for guests any more", async () => {
      const page = (tier: IndexedPage["tier"]) => pageOf("/handbook/words", "Words", [["", "quicksilver"]], tier);
      await replacePublishedSections(database, [page("public")]);
      await refreshPublishedWords(database);
      expect((await search("quicksilvr")).corrected).toBe("quicksilver");
      await replacePublishedSections(database, [page("team")]);
      // The list may lag behind: what it offers is still checked against what a guest may see.
      expect((await search("quicksilvr")).corrected).toBeNull();
      await refreshPublishedWords(database);
      expect((await search("quicksilvr")).corrected).toBeNull();
      await removePublishedSections(database, ["/handbook/words"]);
      await refreshPublishedWords(database);
    });
  });
});
