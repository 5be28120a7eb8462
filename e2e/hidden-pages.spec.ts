import { execFileSync } from "node:child_process";
import { eventually, expect, test } from "./test";
import { OwnPortal } from "./own-portal";
import { ask, comparable } from "./raw-request";

// Words that stand nowhere but in the hidden pages.
const word = "quincemarmalade";
const otherWord = "quinceconfitures";
const hidden = [
  "/handbook/quince-team",
  "/handbook/quince-member",
  "/handbook/quince-section",
  "/handbook/quince-section/child",
  "/handbook/quince-section/deep/grandchild",
];
const oldPath = "/handbook/old-way-to-quince";
const portal = new OwnPortal();

function git(...args: string[]): void {
  const identity = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"];
  execFileSync("git", [...identity, ...args], { cwd: portal.content, stdio: "ignore" });
}

test.beforeAll(async () => {
  // A portal that starts and reads everything beside others takes its time.
  test.setTimeout(120_000);
  const front = (name: string, visibility: string | null) => [
    `title: ${word} ${name}`,
    `description: ${word} described`,
    "owner: developer-relations",
    "order: 1",
    `tags: [${word}]`,
    ...(visibility === null ? [] : [`visibility: ${visibility}`]),
  ];
  const body = `Text of ${word}.\n\n## Heading ${word}\n\nMore of ${word}.`;
  portal.writePage("quince-team.mdx", [...front("team", "team"), "aliases:", `  - ${oldPath}`], body);
  portal.writePage("quince-member.mdx", front("member", "member"), body);
  portal.writePage("quince-section/index.mdx", front("section", "team"), body);
  // What is below a closed page is closed, whatever it says of itself.
  portal.writePage("quince-section/child.mdx", front("child", "public"), body);
  portal.writePage("quince-section/deep/grandchild.mdx", front("grandchild", null), body);
  git("init", "--quiet");
  git("add", ".");
  git("commit", "--quiet", "--message", `Write about ${word}`);
  await portal.start();
  await portal.waitForSearch();
});

test.afterAll(() => portal.dispose());

function spellings(path: string): string[] {
  return [
    path,
    `${path}/`,
    `${path}.md`,
    `${path}.html`,
    `${path}/index`,
    `/og${path}`,
    `/og${path}.png`,
    `/history${path}`,
    `/edit${path}`,
  ];
}

test("a hidden page answers exactly as a missing one", async () => {
  for (const path of hidden) {
    const missing = path.replaceAll("quince", "nowhere");
    for (const [position, spelling] of spellings(path).entries()) {
      const asked = await ask(portal.origin, spelling);
      const control = await ask(portal.origin, spellings(missing)[position] ?? "");
      expect(asked.status, spelling).toBe(404);
      expect(comparable(asked), spelling).toEqual(comparable(control));
    }
  }
});

test("a hidden page's old path answers as a missing one", async () => {
  const asked = await ask(portal.origin, oldPath);
  expect(comparable(asked)).toEqual(comparable(await ask(portal.origin, "/handbook/no-old-way")));
  expect(asked.status).toBe(404);
});

test("no second name of its file leads to a hidden page", async () => {
  const child = "quince-section%2fchild";
  const names = [
    "/handbook/quince-section%2Fchild",
    "/handbook/quince%2dsection/child",
    `/handbook/x%2f..%2f${child}`,
    `/handbook/community%2f..%2f${child}`,
    `/handbook/.%2f${child}`,
    `/handbook/%2e%2f${child}`,
    `/handbook/..%2fhandbook%2f${child}`,
    `/handbook%2f${child}`,
    `/handbook/%2f${child}`,
    "/handbook//quince-section//child",
    "/handbook/quince-section%5cchild",
    "/handbook/x%5c..%5cquince-section%5cchild",
    "/handbook/quince-section/child%00",
    "/handbook/Quince-Section/Child",
    "/handbook/quince-section/child.mdx",
    "/handbook/quince-section/index/child",
  ];
  for (const name of names) {
    for (const asked of [name, `${name}.md`]) {
      const { status, body, headers } = await ask(portal.origin, asked);
      expect(body.toString("utf8"), asked).not.toContain(word);
      expect([308, 400, 404], `${asked}: ${status}`).toContain(status);
      if (status === 308) expect((await ask(portal.origin, headers.location ?? "")).status, asked).not.toBe(200);
    }
  }
});

test("no list, no neighbour and no machine's view tells of a hidden page", async () => {
  const places = [
    "/",
    "/handbook",
    "/handbook/about",
    "/handbook/guide/glossary",
    "/pages",
    "/pages?section=/handbook/quince-section",
    "/pages?page=2",
    "/feed.xml",
    "/sitemap.xml",
    "/llms.txt",
    "/robots.txt",
    "/speculation-rules",
    "/handbook.md",
    "/history/handbook",
  ];
  for (const place of places) {
    const { status, text } = await portal.read(place);
    expect(status, place).toBe(200);
    expect(text.replaceAll("section=/handbook/quince-section", ""), place).not.toContain("quince-");
    // The subject of a commit is public with the repository's pages; the words of the pages are not.
    expect(text.replaceAll(`Write about ${word}`, ""), place).not.toContain(word);
  }
  const listed = await portal.read("/pages?section=/handbook/quince-section");
  expect(listed.text).toBe((await portal.read("/pages?section=/handbook/nowhere")).text);
});

test("every visible page keeps quiet about hidden ones", async () => {
  const { text } = await portal.read("/sitemap.xml");
  for (const [, address] of text.matchAll(/<loc>([^<]+)<\/loc>/g)) {
    const { pathname } = new URL(address ?? "");
    expect((await portal.read(pathname)).text, pathname).not.toMatch(/quince-|quincemarmalade/);
  }
});

test("search knows nothing of the words of hidden pages", async () => {
  // One letter wrong: a correction would tell that the word is known.
  for (const asked of [word, word.slice(0, -3), `${word.slice(0, -2)}ed`, `heading ${word}`]) {
    for (const path of ["/search", "/search/suggestions"]) {
      const { text } = await portal.read(`${path}?q=${encodeURIComponent(asked)}`);
      expect(text, asked).not.toContain("quince-");
      expect(text.replaceAll(asked, ""), asked).not.toContain(word);
    }
  }
  const found = await portal.read(`/search/suggestions?q=${word}`);
  const control = await portal.read(`/search/suggestions?q=${otherWord}`);
  expect(found.text.replaceAll(word, "")).toBe(control.text.replaceAll(otherWord, ""));
});

test("a page that is closed while the portal runs is gone at once", async () => {
  const page = (visibility: string) =>
    portal.writePage(
      "melon.mdx",
      ["title: Melonmarmalade", `visibility: ${visibility}`, "order: 2"],
      "A page about melonmarmalade.",
    );
  page("public");
  await eventually(async () => (await portal.read("/handbook/melon")).status).toBe(200);
  await eventually(async () => (await portal.read("/search?q=melonmarmalade")).text).toContain(
    'href="/handbook/melon"',
  );
  page("team");
  expect((await portal.read("/handbook/melon")).status).toBe(404);
  for (const place of [
    "/handbook",
    "/pages",
    "/sitemap.xml",
    "/llms.txt",
    "/search?q=melonmarmalade",
    "/search/suggestions?q=melonmarmalade",
  ]) {
    expect((await portal.read(place)).text, place).not.toContain("/handbook/melon");
  }
});
