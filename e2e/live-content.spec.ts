import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { eventually, expect, test } from "./test";
import { OwnPortal } from "./own-portal";

// Each test goes on from the content that the one before has left.
test.describe.configure({ mode: "serial" });

const portal = new OwnPortal();

function commit(author: string, subject: string): void {
  const identity = ["-c", `user.name=${author}`, "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"];
  const git = (...args: string[]) =>
    execFileSync("git", [...identity, ...args], { cwd: portal.content, stdio: "ignore" });
  git("add", ".");
  git("commit", "--quiet", "--message", subject);
}

const front = (title: string) => [`title: ${title}`, "description: A page of a test.", "owner: developer-relations"];

test.beforeAll(async () => {
  execFileSync("git", ["init", "--quiet"], { cwd: portal.content, stdio: "ignore" });
  commit("Ada Example", "Begin the handbook");
  portal.writePage("guide/fresh.mdx", front("A fresh page"), "The first text.\n\n## Parts\n\nOf it.");
  commit("Grace Example", "Add a fresh page");
  await portal.start();
  await portal.waitForSearch();
});

test.afterAll(() => portal.dispose());

test("who changed a page and when is read from git", async () => {
  const page = await portal.read("/handbook/guide/fresh");
  expect(page.text).toContain("Last changed");
  expect(page.text).toContain("Grace Example");
  const history = await portal.read("/history/handbook/guide/fresh");
  expect(history.text).toContain("Add a fresh page");
  expect(history.text).not.toContain("Begin the handbook");
  expect((await portal.read("/feed.xml")).text).toContain("/handbook/guide/fresh");
});

test("a saved change shows on the next request", async () => {
  for (const text of ["The second text.", "The third text."]) {
    portal.writePage("guide/fresh.mdx", front("A fresh page"), text);
    const page = await portal.read("/handbook/guide/fresh");
    expect(page.status).toBe(200);
    expect(page.text).toContain(text);
    expect((await portal.read("/handbook/guide/fresh.md")).text).toContain(text);
  }
});

test("a changed title shows in the tree, and on the page itself at once", async () => {
  portal.writePage("guide/fresh.mdx", front("A renamed page"), "The text.");
  expect((await portal.read("/handbook/guide/fresh")).text).toContain("<title>A renamed page");
  expect((await portal.read("/handbook/guide")).text).toContain("A renamed page");
});

test("a new page appears in the tree, the lists and search", async () => {
  portal.writePage("guide/newcomer.mdx", front("Newcomer"), "Here stands the word kumquatjam.");
  expect((await portal.read("/handbook/guide/newcomer")).status).toBe(200);
  expect((await portal.read("/handbook/guide")).text).toContain('href="/handbook/guide/newcomer"');
  expect((await portal.read("/sitemap.xml")).text).toContain("/handbook/guide/newcomer<");
  expect((await portal.read("/llms.txt")).text).toContain("/handbook/guide/newcomer.md");
  await eventually(async () => (await portal.read("/search?q=kumquatjam")).text).toContain(
    'href="/handbook/guide/newcomer"',
  );
});

test("a new page in a new folder is found without anybody asking for it", async () => {
  portal.writePage("orchard/deep/tree.mdx", front("A tree"), "Here stands the word mirabellejam.");
  await eventually(async () => (await portal.read("/sitemap.xml")).text).toContain("/handbook/orchard/deep/tree<");
  await eventually(async () => (await portal.read("/search?q=mirabellejam")).text).toContain(
    'href="/handbook/orchard/deep/tree"',
  );
});

test("a broken page answers calmly, says nothing of the reason, and the others work", async () => {
  const good = { front: front("A renamed page"), body: "The text." };
  const broken: [string, string][] = [
    ["a component that does not exist", "<Secretword />"],
    ["a tag that is never closed", "<Callout>\n\nsecretword"],
    ["an expression", "{process.env.SECRETWORD}"],
    ["an import", 'import secretword from "node:fs"\n\nText.'],
    ["a script", "<script>secretword()</script>"],
  ];
  for (const [name, body] of broken) {
    portal.writePage("guide/fresh.mdx", good.front, body);
    const page = await portal.read("/handbook/guide/fresh");
    expect(page.status, name).toBe(500);
    expect(page.text, name).toContain("cannot be shown just now");
    expect(page.text, name).toContain("<h1");
    expect(page.text.toLowerCase(), name).not.toContain("secretword");
    expect(page.text, name).not.toContain(".mdx:");
    for (const other of ["/", "/handbook", "/handbook/community/pairing", "/handbook/guide"]) {
      expect((await portal.read(other)).status, `${other} beside ${name}`).toBe(200);
    }
  }
  portal.writePage("guide/fresh.mdx", good.front, good.body);
  expect((await portal.read("/handbook/guide/fresh")).status).toBe(200);
});

test("a page whose front matter is broken does not take the others with it", async () => {
  portal.writePage("guide/fresh.mdx", ["title: [", "visibility: everyone"], "secretword");
  const page = await portal.read("/handbook/guide/fresh");
  expect([404, 500]).toContain(page.status);
  expect(page.text).not.toContain("secretword");
  for (const other of ["/", "/handbook/guide", "/pages", "/search?q=pairing"])
    expect((await portal.read(other)).status).toBe(200);
  portal.writePage("guide/fresh.mdx", front("A renamed page"), "The text.");
  expect((await portal.read("/handbook/guide/fresh")).status).toBe(200);
});

test("a changed data file shows at once, wherever it is used", async () => {
  const file = "data/channels.yaml";
  const before = readFileSync(path.join(portal.content, file), "utf8");
  const channel = [
    "- key: tangerine",
    "  platform: discord",
    '  name: "#tangerine"',
    "  audience: public",
    "  purpose: Talk about tangerinejam.",
    "",
  ].join("\n");
  expect((await portal.read("/handbook/contact/channels")).text).not.toContain("#tangerine");
  portal.write(file, `${before.trimEnd()}\n${channel}`);
  expect((await portal.read("/handbook/contact/channels")).text).toContain("#tangerine");
  await eventually(async () => (await portal.read("/search?q=tangerinejam")).text).toContain(
    'href="/handbook/contact/channels',
  );
});

test("a broken data file leaves the facts as they were", async () => {
  const file = "data/channels.yaml";
  const before = readFileSync(path.join(portal.content, file), "utf8");
  portal.write(file, "- key: [\n");
  const page = await portal.read("/handbook/contact/channels");
  expect(page.status).toBe(200);
  expect(page.text).toContain("#tangerine");
  portal.write(file, before);
  expect((await portal.read("/handbook/contact/channels")).text).toContain("#tangerine");
});

test("a removed page is gone from everywhere", async () => {
  portal.remove("handbook/guide/newcomer.mdx");
  expect((await portal.read("/handbook/guide/newcomer")).status).toBe(404);
  for (const place of [
    "/handbook/guide",
    "/pages?section=/handbook/guide",
    "/sitemap.xml",
    "/llms.txt",
    "/search?q=kumquatjam",
  ]) {
    expect((await portal.read(place)).text, place).not.toContain("/handbook/guide/newcomer");
  }
});

test("a second start knows the whole handbook from the first answer on", async () => {
  await portal.waitForSearch();
  await portal.end();
  await portal.start();
  const search = await portal.read("/search?q=mirabellejam");
  expect(search.text).not.toContain("The index is being made");
  expect(search.text).toContain('href="/handbook/orchard/deep/tree"');
});

test("what was changed while the portal was down is noticed at its start", async () => {
  await portal.end();
  portal.writePage("orchard/deep/tree.mdx", front("A tree"), "Here stands the word elderberryjam.");
  portal.remove("handbook/guide/fresh.mdx");
  await portal.start();
  await portal.waitForSearch();
  expect((await portal.read("/search?q=elderberryjam")).text).toContain('href="/handbook/orchard/deep/tree"');
  expect((await portal.read("/search?q=mirabellejam")).text).not.toContain('href="/handbook/orchard/deep/tree"');
  expect((await portal.read("/handbook/guide/fresh")).status).toBe(404);
});
