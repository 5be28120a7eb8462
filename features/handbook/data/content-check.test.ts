import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { getPublishedFacts } from "@/features/facts/data/facts-store";
import { describeProblem, type Problem } from "@/lib/content-problem";
import { env } from "@/lib/env";
import { readPageSource } from "../domain/front-matter";
import { checkPages, whyLinkIsDead, type CheckedPage, type CheckedSite } from "../domain/link-check";
import type { PageComponent } from "../domain/page-text";
import { parseBody, type ParsedBody } from "../domain/page-source";
import { listPageFiles, pathOfFile, readContentFile } from "./content-files";
import oldPaths from "./old-paths.json";
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
  const page = { path: pagePath ?? "", file, headings, links, components, aliases, anchors };
  return { file, text: read.text, body, parsed, page, problems: [...problems, ...parsed.problems] };
}

const snippets = listPageFiles("snippets", false).files.map(({ file }) => readSource(file));
const nameOf = ({ file }: Source) => path.basename(file, ".mdx");
const pages = listPageFiles("handbook", true).files.map(({ file }) => readSource(file));

/** A page shows what its snippets hold, at the place where it includes them. */
function withSnippets({ page }: Source): CheckedPage {
  const included = page.components.flatMap(({ name, attributes }) =>
    name === "Include" ? snippets.filter((snippet) => nameOf(snippet) === attributes.src) : [],
  );
  const components: PageComponent[] = [...page.components, ...included.flatMap((snippet) => snippet.parsed.components)];
  const headings = [...page.headings, ...included.flatMap((snippet) => snippet.parsed.headings)];
  return { ...page, components, headings };
}

const site: CheckedSite = {
  pages: [...pages.map(withSnippets), ...snippets.map(({ page }) => page)],
  facts,
  snippets: new Set(snippets.map(nameOf)),
  redirectOf: (old) => {
    const normal = normalizePath(old);
    if (normal !== old && index.entryForIndexing(normal) !== undefined) return normal;
    const listed = facts.redirects.find(({ from }) => normalizePath(from) === normal);
    return index.pathOfAlias(normal) ?? listed?.to ?? null;
  },
  hasImage: (address) => existsSync(path.join(env.contentFolder, address)),
};

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

  it("is compiled with the same heading ids that the index knows", async () => {
    const differences: string[] = [];
    for (const { file, body, parsed, page } of [...pages, ...snippets]) {
      const { headings, problems } = await compileBody(body, file, page.anchors);
      if (problems.length > 0) differences.push(told(problems));
      // The heading above the footnotes is made by the compiler alone.
      const ids = (list: { id: string }[]) => list.flatMap(({ id }) => (id === "footnote-label" ? [] : [id])).join(" ");
      if (ids(headings) !== ids(parsed.headings))
        differences.push(`${file}: ${ids(headings)} is not ${ids(parsed.headings)}`);
    }
    expect(differences.join("\n")).toBe("");
  });

  it("has data files that name existing pages only", () => {
    const dead: string[] = [];
    const look = (value: unknown, place: string) => {
      if (typeof value === "string" && /\.(page|href|to|codeOfConduct)$/.test(place)) {
        const reason = whyLinkIsDead(value, null, site);
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
      const isOurs = stem.startsWith("/handbook/marketing/developer-relations");
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
