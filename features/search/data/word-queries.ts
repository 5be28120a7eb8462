import "server-only";
import { and, eq, lte, ne } from "drizzle-orm";
import { tiers, type Viewer } from "@/lib/auth/viewer";
import type { Database } from "@/lib/db/database";
import { buildWordList, type WordList } from "../domain/typos";
import { searchWords } from "./tables";
import { revisionWord } from "./search-commands";

type Loaded = { revision: string; list: WordList };

// By database, so that a closed one takes its lists along; by tier, so that no list holds a word its reader may not see.
const lists = new WeakMap<Database, Map<number, Loaded>>();

/** Returns the words of what the viewer may see, kept in memory until the list changes. */
export async function getWordList(viewer: Viewer, database: Database): Promise<WordList> {
  const tier = tiers.indexOf(viewer.tier);
  const revisions = await database
    .select({ tier: searchWords.tier, revision: searchWords.sections })
    .from(searchWords)
    .where(and(lte(searchWords.tier, tier), eq(searchWords.word, revisionWord)));
  const revision = JSON.stringify(revisions);
  const loaded = lists.get(database)?.get(tier);
  if (loaded?.revision === revision) return loaded.list;
  const rows = await database
    .select({ word: searchWords.word, sections: searchWords.sections })
    .from(searchWords)
    .where(and(lte(searchWords.tier, tier), ne(searchWords.word, revisionWord)));
  const list = buildWordList(rows.map((row) => [row.word, row.sections] as const));
  const ofDatabase = lists.get(database) ?? new Map<number, Loaded>();
  lists.set(database, ofDatabase.set(tier, { revision, list }));
  return list;
}
