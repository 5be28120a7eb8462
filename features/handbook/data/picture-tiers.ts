import "server-only";
import { setImmediate as nextTurn } from "node:timers/promises";
import { LRUCache } from "lru-cache";
import { tiers, type Tier } from "@/lib/auth/viewer";
import { parseBody } from "../domain/page-source";
import { readPageSource } from "../domain/front-matter";
import type { PageEntry } from "../domain/page";
import { readShownPictures, showsPicture, type ShownPictures } from "../domain/shown-pictures";
import { readContentFile } from "./content-files";
import { getContentStore } from "./content-store";
import type { PageIndex } from "./page-index";

const nothing: ShownPictures = { pictures: [], includes: [] };

// By what the file holds, for pages that the background has not read yet, and for snippets.
const looked = new LRUCache<string, ShownPictures>({ max: 20_000 });

function lookInto(file: string, hash?: string): ShownPictures {
  const kept = hash === undefined ? undefined : looked.get(hash);
  if (kept !== undefined) return kept;
  let read: ReturnType<typeof readContentFile>;
  try {
    read = readContentFile(file);
  } catch {
    // Logged by who keeps the content; what nobody can read shows nothing.
    return nothing;
  }
  if (read === null) return nothing;
  const shown = looked.get(read.hash) ?? shownBy(read.text, file);
  looked.set(read.hash, shown);
  return shown;
}

function shownBy(text: string, file: string): ShownPictures {
  // Most pages show none, and parsing is slow.
  if (!text.includes("/media/") && !text.includes("<Include")) return nothing;
  const isSnippet = file.startsWith("snippets/");
  return readShownPictures(parseBody(isSnippet ? text : readPageSource(text, file).body, file));
}

function snippetsOnce(): (name: string) => ShownPictures {
  const found = new Map<string, ShownPictures>();
  return (name) => {
    const shown = found.get(name) ?? (/^[a-z0-9-]+$/.test(name) ? lookInto(`snippets/${name}.mdx`) : nothing);
    found.set(name, shown);
    return shown;
  };
}

async function findPages(index: PageIndex, address: string): Promise<PageEntry[]> {
  const find = snippetsOnce();
  const pages: PageEntry[] = [];
  const unread: { entry: PageEntry; hash: string }[] = [];
  for (const [file, { hash, facts }] of index.files) {
    const entry = index.entryForIndexing(facts.path);
    if (entry?.file !== file) continue;
    if (facts.shown === undefined) unread.push({ entry, hash });
    else if (showsPicture(facts.shown, address, find)) pages.push(entry);
  }
  if (pages.some(({ tier }) => tier === "public")) return pages;
  for (const { entry, hash } of unread) {
    const isKnown = looked.has(hash);
    if (showsPicture(lookInto(entry.file, hash), address, find)) pages.push(entry);
    // After a first start there may be thousands of them: other requests get their turn.
    if (!isKnown) await nextTurn();
  }
  return pages;
}

/**
 * Returns whom a picture is for: the widest tier of the pages that show or link it as their files are now. One that no
 * page shows is the team's only.
 */
export async function findPictureTier(address: string): Promise<Tier> {
  const store = await getContentStore();
  for (const { path } of await findPages(store.index, address)) store.refreshPath(path);
  const given = (await findPages(store.index, address)).map(({ tier }) => tier);
  return tiers.find((tier) => given.includes(tier)) ?? "team";
}
