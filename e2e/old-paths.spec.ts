import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "./test";
import { parse } from "yaml";
import { ask } from "./raw-request";

const content = path.resolve(import.meta.dirname, "../content");

type Moved = { from: string; to: string };

/** The old paths that pages claim in their front matter. */
function aliases(): Moved[] {
  const files = readdirSync(path.join(content, "handbook"), { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".mdx"),
  );
  return files.flatMap((file) => {
    const [, head = ""] =
      /^---\n([\s\S]*?)\n---/.exec(readFileSync(path.join(content, "handbook", file), "utf8")) ?? [];
    const { aliases: old = [] } = parse(head) as { aliases?: string[] };
    const name = file
      .split(path.sep)
      .join("/")
      .replace(/\.mdx$/, "")
      .replace(/(^|\/)index$/, "");
    return old.map((from) => ({ from, to: name === "" ? "/handbook" : `/handbook/${name}` }));
  });
}

const listed = parse(readFileSync(path.join(content, "data/redirects.yaml"), "utf8")) as Moved[];
const moved = [...aliases(), ...listed];

test("there are old paths to follow", () => {
  expect(moved.length).toBeGreaterThan(10);
});

for (const [name, spell] of [
  ["as they were", (old: string) => old],
  ["with a slash at the end", (old: string) => `${old}/`],
  ["with .html", (old: string) => `${old}.html`],
] as const) {
  test(`old paths lead to their page in one step, ${name}`, async ({ origin }) => {
    const wrong: string[] = [];
    for (const { from, to } of moved) {
      if (name !== "as they were" && /\.\w+$/.test(from)) continue;
      const answer = await ask(origin, spell(from));
      const location = answer.headers.location ?? "";
      if (answer.status !== 308 || location !== to)
        wrong.push(`${spell(from)}: ${answer.status} ${location}, not ${to}`);
      else if ((await ask(origin, to.split("#")[0] ?? "")).status !== 200) wrong.push(`${to} is not there`);
    }
    expect(wrong).toEqual([]);
  });
}

test("the query of an old address is kept", async ({ origin }) => {
  const { from, to } = moved[0]!;
  expect((await ask(origin, `${from}?utm_source=a&x=%C3%A9`)).headers.location).toBe(`${to}?utm_source=a&x=%C3%A9`);
});

test("a page answers to other spellings of its path in one step", async ({ origin }) => {
  const page = "/handbook/community/pairing";
  for (const spelling of [
    `${page}/`,
    `${page}.html`,
    `${page}/index`,
    `${page}/index.html`,
    "/handbook/Community/PAIRING",
  ]) {
    const { status, headers } = await ask(origin, spelling);
    expect({ spelling, status, location: headers.location }).toEqual({ spelling, status: 308, location: page });
  }
});

test("paths of other departments lead to the upstream handbook", async ({ request }) => {
  for (const elsewhere of [
    "/handbook/engineering",
    "/handbook/engineering/workflow/code-review/",
    "/handbook/marketing/brand",
    "/handbook/values/",
  ]) {
    const answer = await request.get(elsewhere, { maxRedirects: 0 });
    expect(answer.status()).toBe(302);
    expect(answer.headers().location).toBe(`https://handbook.gitlab.com${elsewhere}`);
  }
});

test("no path makes the portal send its readers to a place of somebody's choice", async ({ origin }) => {
  for (const odd of [
    "//evil.example/handbook/x",
    "/\\evil.example/",
    "/handbook/engineering/../../@evil.example",
    "//evil.example//",
    "/%2f%2fevil.example/",
    "/handbook//evil.example/",
  ]) {
    const { location } = (await ask(origin, odd)).headers;
    if (location === undefined) continue;
    const { host } = new URL(location, origin);
    expect([new URL(origin).host, "handbook.gitlab.com"], `${odd} leads to ${location}`).toContain(host);
  }
});
