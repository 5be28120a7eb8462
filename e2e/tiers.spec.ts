import { execFileSync } from "node:child_process";
import { cpSync } from "node:fs";
import path from "node:path";
import type { Browser } from "@playwright/test";
import { pathsOfSitemap } from "./html";
import { OwnPortal } from "./own-portal";
import { ask, comparable, type RawAnswer } from "./raw-request";
import { expect, test } from "./test";

const tiers = ["public", "member", "team"] as const;
type Tier = (typeof tiers)[number];

/** Pages by whom they are for in the end; each has a word that stands nowhere else, also in the name of its picture. */
const pages: { name: string; file: string; says: Tier; tier: Tier; word: string }[] = [
  { name: "plain", file: "plain.mdx", says: "public", tier: "public", word: "apricotjam" },
  { name: "among-members", file: "among-members.mdx", says: "member", tier: "member", word: "quincejelly" },
  { name: "in-the-team", file: "in-the-team.mdx", says: "team", tier: "team", word: "medlarcheese" },
  // Sections whose own page is stricter than what is below it: the stricter one wins.
  { name: "club", file: "club/index.mdx", says: "member", tier: "member", word: "damsonpaste" },
  { name: "club/open", file: "club/open.mdx", says: "public", tier: "member", word: "rowansyrup" },
  { name: "office", file: "office/index.mdx", says: "team", tier: "team", word: "sloecordial" },
  { name: "office/for-members", file: "office/for-members.mdx", says: "member", tier: "team", word: "bilberrycurd" },
];
/** What a snippet says and shows that only the page for members includes. */
const aside = { word: "greengagetart", tier: "member" } as const;
const words = [...pages, aside];
const pathOf = (name: string) => `/handbook/${name}`;
const mayRead = (reader: Tier, tier: Tier) => tiers.indexOf(reader) >= tiers.indexOf(tier);

const portal = new OwnPortal();
const cookies: Record<Tier, string> = { public: "", member: "", team: "" };

function git(...args: string[]): void {
  const identity = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"];
  execFileSync("git", [...identity, ...args], { cwd: portal.content, stdio: "ignore" });
}

function commit(date: string): void {
  git("add", ".");
  git("commit", "--quiet", "--message", "Write", `--date=${date}`);
}

function addPicture(name: string): void {
  cpSync(path.join(portal.content, "media/guide/page-layout.png"), path.join(portal.content, `media/${name}.png`));
}

function writePage(page: (typeof pages)[number], position: number): void {
  const { word, says, name, file } = page;
  const include = name === "among-members" ? '\n\n<Include src="aside" />' : "";
  portal.writePage(
    file,
    [
      ...[`title: Title ${word}`, `description: Described ${word}`, "owner: developer-relations", `tags: [${word}]`],
      ...[`visibility: ${says}`, `order: ${position - 100}`, "aliases:", `  - /handbook/old-${word}`],
    ],
    `Text ${word}.\n\n## Heading ${word}\n\n<Figure src="/media/${word}.png" alt="Picture ${word}" />${include}`,
  );
  addPicture(word);
}

async function signIn(browser: Browser, person: string): Promise<string> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${portal.origin}/sign-in?next=/handbook`);
  await page.getByRole("button", { name: `Be ${person}` }).click();
  await page.waitForURL(`${portal.origin}/handbook`);
  const session = (await context.cookies()).find(({ name }) => name === "portal-session");
  await context.close();
  return `portal-session=${session?.value}`;
}

const get = (reader: Tier, address: string) =>
  ask(portal.origin, address, { headers: cookies[reader] === "" ? {} : { cookie: cookies[reader] } });
const textOf = ({ body }: RawAnswer) => body.toString("utf8");

/** Expects an answer to hold no word of what its reader may not see. */
function expectQuiet(reader: Tier, address: string, answer: RawAnswer): void {
  const text = textOf(answer).replaceAll(decodeURIComponent(address.replace(/^.*[?&]q=/, "")), "");
  for (const { word, tier } of words) {
    if (!mayRead(reader, tier)) expect(text.includes(word), `${word} at ${address} for ${reader}`).toBe(false);
  }
}

// Every page is read by three readers.
const patienceMilliseconds = 120_000;
test.describe.configure({ timeout: patienceMilliseconds });

test.beforeAll(async ({ browser }) => {
  test.setTimeout(patienceMilliseconds);
  git("init", "--quiet");
  commit("2026-01-01T00:00:00Z");
  pages.forEach(writePage);
  portal.write("snippets/aside.mdx", `About ${aside.word}.\n\n<Figure src="/media/${aside.word}.png" alt="" />\n`);
  addPicture(aside.word);
  addPicture("nowhere-shown");
  commit("2026-02-01T00:00:00Z");
  await portal.start();
  await portal.waitForSearch();
  cookies.member = await signIn(browser, "Ana");
  cookies.team = await signIn(browser, "Tariq");
});

test.afterAll(() => portal.dispose());

for (const reader of tiers) {
  test.describe(`a reader of the tier ${reader}`, () => {
    const allowed = pages.filter(({ tier }) => mayRead(reader, tier));
    const refused = pages.filter(({ tier }) => !mayRead(reader, tier));

    test("is told nothing of stricter pages, wherever they look", async () => {
      const sitemap = await get(reader, "/sitemap.xml");
      const listed = pathsOfSitemap(textOf(sitemap)).filter((place) => place.startsWith("/handbook"));
      const closely = ["/handbook", ...allowed.map(({ name }) => pathOf(name))];
      const places = [
        ...["/", "/pages", "/pages?section=/handbook/club", "/pages?section=/handbook/office", "/nowhere"],
        ...["/feed.xml", "/sitemap.xml", "/llms.txt", "/robots.txt", "/speculation-rules", "/calendar/pairing.ics"],
        ...listed,
        ...closely.flatMap((place) => [`${place}.md`, `/history${place}`, `/edit${place}`]),
      ];
      for (const place of places) expectQuiet(reader, place, await get(reader, place));
    });

    test("finds no word of stricter pages by search, by suggestion or by respelling", async () => {
      for (const { word } of words) {
        for (const asked of [word, `${word.slice(0, 4)}${word.slice(5)}`]) {
          for (const address of [`/search?q=${asked}`, `/search/suggestions?q=${asked}`]) {
            const answer = await get(reader, address);
            expect(answer.status, address).toBe(200);
            expectQuiet(reader, address, answer);
          }
        }
      }
    });

    test("gets the same answer for a stricter page as for a missing one", async () => {
      const spellingsOf = (name: string, word: string) => [
        ...["", "/", ".md", ".html", "/index"].map((end) => `${pathOf(name)}${end}`),
        ...[`/og${pathOf(name)}`, `/og${pathOf(name)}.png`, `/history${pathOf(name)}`, `/edit${pathOf(name)}`],
        ...[`/handbook/old-${word}`, `/media/${word}.png`, `/media/${word}.png?format=avif`],
      ];
      for (const { name, word } of refused) {
        const missing = spellingsOf(name.replace(/^[^/]+/, "nowhere"), "nothing");
        for (const [position, spelling] of spellingsOf(name, word).entries()) {
          const answer = await get(reader, spelling);
          expect(answer.status, spelling).toBe(404);
          expect(comparable(answer), spelling).toEqual(comparable(await get(reader, missing[position] ?? "")));
        }
      }
    });

    test("gets every page of their tier on every surface", async () => {
      const [sitemap, guide, feed] = await Promise.all(
        ["/sitemap.xml", "/llms.txt", "/feed.xml"].map(async (place) => textOf(await get(reader, place))),
      );
      for (const { name, word } of allowed) {
        const place = pathOf(name);
        for (const address of [place, `${place}.md`, `/history${place}`, `/search?q=${word}`]) {
          const answer = await get(reader, address);
          expect(answer.status, address).toBe(200);
          expect(textOf(answer), address).toContain(`Title ${word}`.replace(/^.*q=/, ""));
        }
        expect([200, 302], name).toContain((await get(reader, `/edit${place}`)).status);
        expect((await get(reader, `/og${place}`)).headers["content-type"], name).toBe("image/png");
        expect((await get(reader, `/media/${word}.png`)).headers["content-type"], word).toBe("image/png");
        const old = await get(reader, `/handbook/old-${word}`);
        expect([old.status, old.headers.location]).toEqual([308, place]);
        for (const list of [sitemap, guide, feed]) expect(list, name).toContain(place);
      }
      const seesMembers = mayRead(reader, "member");
      const plain = textOf(await get(reader, pathOf("plain")));
      expect(plain.includes('rel="next" href="/handbook/among-members"')).toBe(seesMembers);
      expect(textOf(await get(reader, "/handbook/club/open")).includes("Title damsonpaste")).toBe(seesMembers);
      expect(textOf(await get(reader, `/search?q=${aside.word}`)).includes("/handbook/among-members")).toBe(
        seesMembers,
      );
      expect((await get(reader, `/media/${aside.word}.png`)).status).toBe(seesMembers ? 200 : 404);
      expect((await get(reader, "/media/nowhere-shown.png")).status).toBe(reader === "team" ? 200 : 404);
    });

    test("shares with caches what guests read, and nothing else", async () => {
      const places = ["/", "/handbook", "/pages", "/feed.xml", "/sitemap.xml", "/llms.txt", "/handbook.md"];
      const expected = reader === "public" ? "public, max-age=0, must-revalidate" : "private, no-store";
      for (const place of [...places, ...allowed.map(({ name }) => pathOf(name))])
        expect((await get(reader, place)).headers["cache-control"], place).toBe(expected);
      for (const { name, word, tier } of allowed) {
        const kept = tier === "public" ? /^public/ : /^private, no-store$/;
        expect((await get(reader, `/og${pathOf(name)}`)).headers["cache-control"], name).toMatch(kept);
        expect((await get(reader, `/media/${word}.png`)).headers["cache-control"], word).toMatch(kept);
      }
    });

    test("is shown the way to sign in or to the account, and never by name", async () => {
      const isGuest = reader === "public";
      for (const place of ["/", "/handbook", "/nowhere", "/search"]) {
        const text = textOf(await get(reader, place));
        expect(text.includes('href="/account"'), place).toBe(!isGuest);
        expect(text.includes('href="/sign-in"'), place).toBe(isGuest);
        expect(text.includes("Demo: invented people"), place).toBe(!isGuest);
        expect(text, place).not.toMatch(/Ana|Tariq/);
      }
    });
  });
}

test("what one tier was shown is never kept for another", async () => {
  const place = pathOf("plain");
  const first = await get("public", place);
  for (const reader of ["member", "team", "public", "member"] as const) {
    const text = textOf(await get(reader, place));
    expect(text.includes("quincejelly"), reader).toBe(reader !== "public");
    expect(text === textOf(first), reader).toBe(reader === "public");
  }
  for (const cookie of ["_ga=GA1.2; next-auth.session-token=left-over", "portal-session=forged", "portal-session"]) {
    const answer = await ask(portal.origin, place, { headers: { cookie } });
    expect(textOf(answer), cookie).toBe(textOf(first));
  }
});

test("a picture is withdrawn with its page", async () => {
  const page = (visibility: string) =>
    portal.writePage(
      "melon.mdx",
      ["title: Melon", `visibility: ${visibility}`],
      '<Figure src="/media/melon.png" alt="" />',
    );
  addPicture("melon");
  page("public");
  expect((await get("public", "/handbook/melon")).status).toBe(200);
  expect((await get("public", "/media/melon.png?format=webp")).status).toBe(200);
  page("member");
  expect((await get("public", "/media/melon.png?format=webp")).status).toBe(404);
  expect((await get("member", "/media/melon.png?format=webp")).status).toBe(200);
});

test("somebody sent to a page for members comes back to it after signing in", async ({ page }) => {
  await page.goto(`${portal.origin}/handbook/among-members`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is no page here");
  await page.getByRole("banner").getByRole("link", { name: "Sign in" }).click();
  await page.getByRole("button", { name: "Be Ana" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Title quincejelly");
});

async function askUntilLimited(address: string): Promise<RawAnswer> {
  // A minute may end on the way, so that all are counted anew: more than twice as many are certainly too many.
  for (let asked = 0; asked < 500; asked += 20) {
    const answers = await Promise.all(Array.from({ length: 20 }, () => get("public", address)));
    const limited = answers.find(({ status }) => status === 429);
    if (limited !== undefined) return limited;
  }
  throw new Error(`${address} was never limited.`);
}

test("whoever searches faster than people do is asked to wait, and may go on reading", async ({ page }) => {
  const searched = await askUntilLimited("/search?q=pairing");
  const suggested = await askUntilLimited("/search/suggestions?q=pairing");
  const sentence = "That was a lot in a short time.";
  for (const answer of [searched, suggested]) {
    const { "retry-after": wait, "cache-control": kept } = answer.headers;
    expect([wait, kept]).toEqual(["60", "private, no-store"]);
    expect(textOf(answer)).toContain(sentence);
  }
  for (const place of ["/search", "/handbook"]) expect((await get("public", place)).status, place).toBe(200);
  // Handed over, because the minute of the portal may be over by now.
  const answer = { status: 429, contentType: "text/plain; charset=utf-8", body: textOf(suggested) };
  await page.route("**/search/suggestions?*", (route) => route.fulfill(answer));
  await page.goto(`${portal.origin}/handbook`);
  await page.getByRole("banner").getByRole("link", { name: "Search" }).click();
  await page.getByRole("combobox").fill("pairing");
  await expect(page.getByRole("dialog").getByRole("status")).toContainText(sentence);
});
