import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { getPublishedFacts } from "@/features/facts/data/facts-store";
import { describeProblem, type Problem } from "@/lib/content-problem";
import { tiers } from "@/lib/auth/viewer";
import { env } from "@/lib/env";
import { readPageSource } from "../domain/front-matter";
import { checkPages, whyLinkIsClosed, whyLinkIsDead, type CheckedPage, type CheckedSite } from "../domain/link-check";
import { isFormerPath } from "../domain/link-target";
import type { PageComponent } from "../domain/page-text";
import { parseBody, type ParsedBody } from "../domain/page-source";
import { listPageFiles, pathOfFile, readContentFile } from "./content-files";
import oldPaths from "./old-paths.json";
import { findPublishedImage } from "./media-queries";
import { compileBody } from "./page-compiler";
import { normalizePath, PageIndex } from "./page-index";

// The content check of `npm run check`: it reads the real content folder, or the one PORTAL_CONTENT names.
type Source = { file: string; text: string; body: string; parsed: ParsedBody; page: CheckedPage; problems: Problem[] };

const { facts, problems: factProblems } = getPublishedFacts();
const index = new PageIndex();

function readSource(file: string): Source {
  const read = readContentFile(file);
  if (read === null) throw new Error(`${file} went away during the check.`);
  const pagePath = pathOfFile(file);
  const { frontMatter, body, bodyLine, problems } =
    pagePath === null
      ? { frontMatter: null, body: read.text, bodyLine: 1, problems: [] }
      : readPageSource(read.text, file);
  const parsed = parseBody(body, file);
  const { headings, links, components } = parsed;
  const pageFacts = { path: pagePath ?? "", frontMatter, headings, links, problems, usesFacts: false, bodyLine };
  if (pagePath !== null) {
    index.set(file, { stamp: read.stamp, hash: read.hash, facts: pageFacts, isRead: true, indexedKey: null });
  }
  const { aliases = [], anchors = {} } = frontMatter ?? {};
  const page: CheckedPage = {
    ...{ path: pagePath ?? "", file, headings, links, components, aliases, anchors },
    // What it inherits from the pages above is added when all are read.
    tier: "public",
  };
  return { file, text: read.text, body, parsed, page, problems: [...problems, ...parsed.problems] };
}

const snippets = listPageFiles("snippets", false).files.map(({ file }) => readSource(file));
const nameOf = ({ file }: Source) => path.basename(file, ".mdx");
const pages = listPageFiles("handbook", true).files.map(({ file }) => readSource(file));

/** A page shows what its snippets hold, at the place where it includes them. */
const snippetNamed = new Map(snippets.map((snippet) => [nameOf(snippet), snippet]));
const includedBy = ({ components }: CheckedPage) =>
  components.flatMap(({ name, attributes }) =>
    name === "Include" ? (snippetNamed.get(attributes.src ?? "") ?? []) : [],
  );

function withSnippets({ page }: Source): CheckedPage {
  const included = includedBy(page);
  const tier = index.entryForIndexing(page.path)?.tier ?? "team";
  const components: PageComponent[] = [...page.components, ...included.flatMap((snippet) => snippet.parsed.components)];
  const headings = [...page.headings, ...included.flatMap((snippet) => snippet.parsed.headings)];
  return { ...page, components, headings, tier };
}

const checkedPages = pages.map(withSnippets);
const tierOfSnippet = (snippet: Source) => {
  const around = new Set(checkedPages.flatMap((page) => (includedBy(page).includes(snippet) ? [page.tier] : [])));
  return tiers.find((tier) => around.has(tier)) ?? "public";
};

// The portal decides what is a picture: what it would not show must not pass here.
const mediaFolder = path.join(env.contentFolder, "media");
const images = new Set<string>();
for (const entry of existsSync(mediaFolder) ? readdirSync(mediaFolder, { recursive: true, withFileTypes: true }) : []) {
  const address = `/media/${path.relative(mediaFolder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, "/")}`;
  if (entry.isFile() && (await findPublishedImage(address)) !== null) images.add(address);
}

const site: CheckedSite = {
  pages: [...checkedPages, ...snippets.map((snippet) => ({ ...snippet.page, tier: tierOfSnippet(snippet) }))],
  facts,
  snippets: new Set(snippets.map(nameOf)),
  redirectOf: (old) => {
    const normal = normalizePath(old);
    if (normal !== old && index.entryForIndexing(normal) !== undefined) return normal;
    const listed = facts.redirects.find(({ from }) => normalizePath(from) === normal);
    return index.pathOfAlias(normal) ?? listed?.to ?? null;
  },
  hasImage: (address) => images.has(address),
};

// Compiling takes most of the time of a check: what was found sound is remembered by what it was compiled from.
// The folder may be deleted at any time.
const cacheFile = path.resolve("node_modules/.cache/portal/content-check.json");
const compiler = createHash("sha256");
for (const file of [
  "package-lock.json",
  "features/handbook/data/page-compiler.ts",
  "features/handbook/data/content-check.test.ts",
  ...readdirSync("features/handbook/domain").map((name) => `features/handbook/domain/${name}`),
]) {
  if (existsSync(file)) compiler.update(readFileSync(file));
}
const compilerHash = compiler.digest("base64url");
const compileKey = ({ file, body, page }: Source) =>
  createHash("sha256")
    .update(JSON.stringify([compilerHash, file, page.anchors, body]))
    .digest("base64url");

function readSound(): Set<string> {
  try {
    const kept: unknown = JSON.parse(readFileSync(cacheFile, "utf8"));
    return new Set(Array.isArray(kept) ? kept.filter((key) => typeof key === "string") : []);
  } catch {
    return new Set();
  }
}

const tenMinutes = 600_000;
const told = (problems: Problem[]) => problems.map(describeProblem).join("\n");

describe("the content", () => {
  it("is there", () => {
    expect(pages.length).toBeGreaterThan(0);
  });

  it("is read without problems", () => {
    expect(told([...pages, ...snippets].flatMap(({ problems }) => problems))).toBe("");
  });

  it("has data files without problems", () => {
    expect(told(factProblems)).toBe("");
  });

  it("has no dead link, wrong reference, repeated id or path claimed twice", () => {
    expect(told(checkPages(site, normalizePath))).toBe("");
  });

  it(
    "is compiled with the same heading ids that the index knows",
    async () => {
      const differences: string[] = [];
      const known = readSound();
      const sound: string[] = [];
      for (const source of [...pages, ...snippets]) {
        const { file, body, parsed, page } = source;
        const key = compileKey(source);
        if (known.has(key)) {
          sound.push(key);
          continue;
        }
        const { headings, problems } = await compileBody(body, file, page.anchors);
        if (problems.length > 0) differences.push(told(problems));
        // The heading above the footnotes is made by the compiler alone.
        const ids = (list: { id: string }[]) =>
          list.flatMap(({ id }) => (id === "footnote-label" ? [] : [id])).join(" ");
        const isSame = ids(headings) === ids(parsed.headings);
        if (!isSame) differences.push(`${file}: ${ids(headings)} is not ${ids(parsed.headings)}`);
        if (isSame && problems.length === 0) sound.push(key);
      }
      mkdirSync(path.dirname(cacheFile), { recursive: true });
      writeFileSync(cacheFile, JSON.stringify(sound));
      expect(differences.join("\n")).toBe("");
    },
    tenMinutes,
  );

  it("has data files that name existing pages only", () => {
    const dead: string[] = [];
    const look = (value: unknown, place: string) => {
      if (typeof value === "string" && /\.(page|organizersPage|href|to)$|^facts\.site\.pages\./.test(place)) {
        // Old addresses of closed pages may be listed; whatever is drawn as a link is drawn for everybody.
        const closed = place.endsWith(".to") ? null : whyLinkIsClosed(value, "public", site);
        const reason = whyLinkIsDead(value, null, site) ?? closed;
        if (reason !== null) dead.push(`data: ${place}: ${value} ${reason}`);
      } else if (typeof value === "object" && value !== null) {
        for (const [key, below] of Object.entries(value)) look(below, `${place}.${key}`);
      }
    };
    look(facts, "facts");
    expect(dead.join("\n")).toBe("");
  });

  it("writes addresses and handles of people through contacts only", () => {
    // In code they are examples; a mention begins a word, an address has a point behind the sign.
    const prose = (text: string) =>
      text.replace(/^(```|~~~)[\s\S]*?^\1/gm, (code) => code.replace(/\S/g, " ")).replace(/`[^`\n]*`/g, "");
    const found = [...pages, ...snippets].flatMap(({ file, text }) =>
      prose(text)
        .split("\n")
        .flatMap((line, position) =>
          /[\w.+-]+@[\w-]+\.\w|(?<![\w/.])@[a-z]/i.test(line) ? [`${file}:${position + 1} ${line.trim()}`] : [],
        ),
    );
    expect(found.join("\n"), "use <Contact name=…> instead").toBe("");
  });

  it("keeps every old path leading somewhere, however it is written", () => {
    const dead = oldPaths.flatMap((old) => {
      const [bare = "", fragment] = old.split("#");
      const stem = bare.replace(/(\/|\.html)$/, "");
      // Pages of other departments go out as they were written.
      const isOurs = isFormerPath(stem, facts.site.formerPaths);
      const spellings = isOurs ? [stem, `${stem}/`, `${stem}.html`] : [bare];
      return spellings.flatMap((spelling) => {
        const href = fragment === undefined ? spelling : `${spelling}#${fragment}`;
        const reason = whyLinkIsDead(href, null, site);
        return reason === null ? [] : [`${href} ${reason}`];
      });
    });
    expect(dead.join("\n")).toBe("");
  });
});

const namesProviders = [
  "lib/settings.mjs",
  "lib/env.ts",
  "lib/auth/providers.ts",
  "features/sign-in/data/provider-label.ts",
  "features/administration/domain/settings-in-use.ts",
];

describe("the code", () => {
  it("does not name the organization, its addresses or its people: they stand in the content", () => {
    const contacts = Object.values(facts.site.contacts);
    const domains = contacts.flatMap(({ kind, value }) =>
      kind === "email" ? [value.slice(value.indexOf("@") + 1)] : [],
    );
    const handles = contacts.flatMap(({ kind, value, purpose }) =>
      kind === "handle" && /direct message/i.test(purpose) ? [value.replace(/^@/, "")] : [],
    );
    const words = [...new Set([facts.site.organization, ...domains, ...handles].map((word) => word.toLowerCase()))];
    const found = ["app", "components", "features", "lib"].flatMap((folder) =>
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && /\.(tsx?|mjs|css)$/.test(entry.name) && !entry.name.includes(".test."))
        .map((entry) => path.join(entry.parentPath, entry.name))
        // Whoever the portal is for, people may sign in with any of these providers.
        .filter((file) => !namesProviders.includes(file))
        .flatMap((file) =>
          readFileSync(file, "utf8")
            .split("\n")
            .flatMap((line, position) =>
              words
                .filter((word) => line.toLowerCase().includes(word))
                .map((word) => `${file}:${position + 1} names ${word}`),
            ),
        ),
    );
    expect(found.join("\n")).toBe("");
  });
});
