import "server-only";
import { strictestTier, type Tier, type Viewer } from "@/lib/auth/viewer";
import type { PageEntry, PageFacts } from "../domain/page";
import { buildTree, type PageTree } from "../domain/page-tree";
import { pathOfFile } from "./content-files";

/** What is known of one file. */
export type IndexedFile = {
  stamp: string;
  hash: string;
  facts: PageFacts;
  /** False while only the front matter was looked at. */
  isRead: boolean;
  /** What search was told about: content, tier and facts; anything else means that it is out of date. */
  indexedKey: string | null;
};

/** Returns whom a page is for, or was when it could last be read; undefined when that was never known. */
function visibilityOf({ frontMatter, lastVisibility }: PageFacts): Tier | undefined {
  return frontMatter?.visibility ?? lastVisibility;
}

function entryOf(file: string, facts: PageFacts): PageEntry | null {
  const { frontMatter } = facts;
  if (frontMatter === null) return null;
  return {
    path: facts.path,
    file,
    title: frontMatter.title,
    navTitle: frontMatter.navTitle ?? frontMatter.title,
    description: frontMatter.description ?? "",
    owner: frontMatter.owner ?? null,
    tier: frontMatter.visibility,
    reviewBy: frontMatter.reviewBy ?? null,
    order: frontMatter.order ?? 1000,
    tags: frontMatter.tags,
    aliases: frontMatter.aliases,
    anchors: frontMatter.anchors,
  };
}

/** The pages of the handbook in memory: small facts only, never their text. */
export class PageIndex {
  readonly files = new Map<string, IndexedFile>();
  #version = 0;
  #entries: Map<string, PageEntry> | null = null;
  #aliases: Map<string, string> | null = null;
  readonly #trees = new Map<Tier, PageTree>();

  /** Grows with every change; what was made from an older version is out of date. */
  get version(): number {
    return this.#version;
  }

  set(file: string, indexed: IndexedFile): void {
    const before = this.files.get(file);
    const { facts } = indexed;
    // An editor that is just saving leaves half a file for a moment: what is below the page must not vanish for it.
    const known = (before && visibilityOf(before.facts)) ?? facts.lastVisibility;
    const lastVisibility = facts.frontMatter === null ? known : undefined;
    this.files.set(file, { ...indexed, facts: { ...facts, lastVisibility } });
    // Reading the rest of a file, or touching it, changes nothing that a reader sees.
    if (before?.hash !== indexed.hash) this.#changed();
  }

  delete(file: string): void {
    if (this.files.delete(file)) this.#changed();
  }

  #changed(): void {
    this.#version += 1;
    this.#entries = null;
    this.#aliases = null;
    this.#trees.clear();
  }

  #all(): Map<string, PageEntry> {
    if (this.#entries !== null) return this.#entries;
    const entries = new Map<string, PageEntry>();
    const unreadable = new Map<string, Tier>();
    for (const [file, { facts }] of this.files) {
      if (facts.frontMatter === null) {
        // Nobody knows whom a page was for that could never be read: what is below it is closed until it can be.
        const tier = visibilityOf(facts) ?? "team";
        unreadable.set(facts.path, strictestTier(tier, unreadable.get(facts.path) ?? tier));
      }
      const entry = pathOfFile(file) === null ? null : entryOf(file, facts);
      // Of x.mdx and x/index.mdx the second wins everywhere; the content check reports the pair.
      if (entry !== null && (!entries.has(entry.path) || file.endsWith("/index.mdx"))) entries.set(entry.path, entry);
    }
    this.#entries = withInheritedTiers(entries, unreadable);
    return this.#entries;
  }

  /** Returns the pages that the viewer may see, arranged; made once per tier and version. */
  tree(viewer: Viewer): PageTree {
    const kept = this.#trees.get(viewer.tier);
    if (kept !== undefined) return kept;
    const tree = buildTree([...this.#all().values()].filter((page) => viewer.canSee(page.tier)));
    this.#trees.set(viewer.tier, tree);
    return tree;
  }

  /** Returns the page of a path with its effective tier, whoever asks: for indexing, never for showing. */
  entryForIndexing(path: string): PageEntry | undefined {
    return this.#all().get(path);
  }

  /** Returns the path of the page that claims an old path, whoever asks: check the page before telling. */
  pathOfAlias(alias: string): string | undefined {
    if (this.#aliases === null) {
      const claims = [...this.#all().values()].flatMap((page) =>
        page.aliases.map((old) => [normalizePath(old), page.path] as const),
      );
      this.#aliases = new Map(claims);
    }
    return this.#aliases.get(alias);
  }
}

/** Returns a path without its final slash, .html or /index, in lower case as links are compared. */
export function normalizePath(path: string): string {
  const bare = path
    .replace(/\/+$/, "")
    .replace(/\.html$/, "")
    .replace(/\/index$/, "");
  return bare === "" ? "/" : bare.toLowerCase();
}

// The strictest of a page and all pages above it wins: a child can only be tighter.
// A page above that cannot be read counts with the visibility it had.
function withInheritedTiers(entries: Map<string, PageEntry>, unreadable: Map<string, Tier>): Map<string, PageEntry> {
  const effective = new Map<string, Tier>();
  const tierOf = (path: string): Tier => {
    const known = effective.get(path);
    if (known !== undefined) return known;
    const own = strictestTier(unreadable.get(path) ?? "public", entries.get(path)?.tier ?? "public");
    const cut = path.lastIndexOf("/");
    const tier = cut <= 0 ? own : strictestTier(own, tierOf(path.slice(0, cut)));
    effective.set(path, tier);
    return tier;
  };
  return new Map([...entries].map(([path, entry]) => [path, { ...entry, tier: tierOf(path) }]));
}
