import "server-only";
import { and, eq, lte, ne, sql } from "drizzle-orm";
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
  // One text instead of 100,000 rows: the embedded engine hands over rows far more slowly.
  const [packed] = await database
    .select({ text: sql<string | null>`string_agg(${searchWords.word} || ' ' || ${searchWords.sections}, ',')` })
    .from(searchWords)
    .where(and(lte(searchWords.tier, tier), ne(searchWords.word, revisionWord)));
  const list = buildWordList(unpack(packed?.text ?? ""));
  const ofDatabase = lists.get(database) ?? new Map<number, Loaded>();
  lists.set(database, ofDatabase.set(tier, { revision, list }));
  return list;
}

function* unpack(text: string): Generator<readonly [string, number]> {
  if (text === "") return;
  for (const entry of text.split(",")) {
    const border = entry.indexOf(" ");
    yield [entry.slice(0, border), Number(entry.slice(border + 1))];
  }
}
