import "server-only";
import { setImmediate } from "node:timers/promises";
import { and, eq, inArray, ne, sql } from "drizzle-orm";
import { tiers, type Tier } from "@/lib/auth/viewer";
import type { Database } from "@/lib/db/database";
import { cutBody, tokenize, toVectorLiteral } from "../domain/tokenize";
import { isCorrectable } from "../domain/typos";
import { searchSections, searchWords } from "./tables";

/** A page as it is searched; sections in the order of the page, anchor and heading empty for the text before the first heading. */
export type IndexedPage = {
  page: string;
  tier: Tier;
  title: string;
  sections: { anchor: string; heading: string; body: string }[];
};

type Counts = Map<string, number>;
type SectionRow = Omit<typeof searchSections.$inferInsert, "terms"> & { terms: string };

// About what the embedded engine writes in 50 ms: in between, other work gets its turn.
const statementLength = 80_000;
// Any number, as long as nothing else in the portal locks it.
const indexLock = 727_273;
const sectionsPerRead = 100;
const wordsPerStatement = 500;
/** How many words of a tier are kept: the most frequent ones. */
const maxWordsPerTier = 100_000;
// Of no tier, so that no list of words holds it: the row that counts the changes since the words were counted.
const dueTier = 32_767;
/** The word of the row that counts the changes of a tier's list; no text holds it. */
export const revisionWord = "";

/**
 * Puts pages into the index in place of what it held of them, in one transaction.
 * Give it some 20 pages at a time: other queries on the embedded engine wait for the transaction.
 */
export async function replacePublishedSections(database: Database, pages: IndexedPage[]): Promise<void> {
  if (pages.length === 0) return;
  // Tokenised before the transaction begins, which keeps it short.
  const statements: SectionRow[][] = [];
  let length = Infinity;
  for (const page of pages) {
    for (const row of rowsOf(page)) {
      if (length > statementLength) {
        statements.push([]);
        length = 0;
      }
      statements.at(-1)?.push(row);
      length += row.terms.length + row.body.length;
    }
    await setImmediate();
  }
  const paths = pages.map(({ page }) => page);
  await database.transaction(async (transaction) => {
    // Two processes that index the same page would each delete the old rows and then collide on the new ones.
    await transaction.execute(sql`select pg_advisory_xact_lock(${indexLock})`);
    await transaction.delete(searchSections).where(inArray(searchSections.page, paths));
    for (const rows of statements) {
      // One parameter instead of eight for each row: parsing the statement would cost more than running it.
      await transaction.execute(sql`
        insert into search_section (page, position, tier, anchor, title, heading, body, terms)
        select page, position, tier, anchor, title, heading, body, terms::tsvector
        from json_to_recordset(${JSON.stringify(rows)}::json) as row(
          page text, position integer, tier smallint, anchor text, title text, heading text, body text, terms text)`);
      // New rows wait in a list that every search reads through, and whose length turns the planner away from the index.
      await transaction.execute(sql`select gin_clean_pending_list('search_section_terms')`);
      await setImmediate();
    }
    await noteChange(transaction);
  });
}

/** Takes pages out of the index. */
export async function removePublishedSections(database: Database, pages: string[]): Promise<void> {
  if (pages.length === 0) return;
  await database.transaction(async (transaction) => {
    await transaction.delete(searchSections).where(inArray(searchSections.page, pages));
    await noteChange(transaction);
  });
}

async function noteChange(transaction: Database): Promise<void> {
  await transaction
    .insert(searchWords)
    .values({ tier: dueTier, word: revisionWord, sections: 1 })
    .onConflictDoUpdate({
      target: [searchWords.tier, searchWords.word],
      set: { sections: sql`${searchWords.sections} % 1000000000 + 1` },
    });
}

async function readChanges(database: Database): Promise<number | null> {
  const isChanges = and(eq(searchWords.tier, dueTier), eq(searchWords.word, revisionWord));
  const [row] = await database.select({ changes: searchWords.sections }).from(searchWords).where(isChanges);
  return row?.changes ?? null;
}

/** Tells whether the index has changed since the words were counted, also by an earlier run; reads one row. */
export async function arePublishedWordsDue(database: Database): Promise<boolean> {
  const changes = await readChanges(database);
  if (changes !== null) return changes > 0;
  // An index of a version that did not count the changes.
  const [section] = await database.select({ page: searchSections.page }).from(searchSections).limit(1);
  return section !== undefined;
}

function rowsOf({ page, tier, title, sections }: IndexedPage): SectionRow[] {
  const name = storable(title);
  const hasIntroduction = sections.some(({ anchor, heading }) => anchor === "" && heading === "");
  // The page itself is always a result, also when it begins with a heading.
  const all = hasIntroduction ? sections : [{ anchor: "", heading: "", body: "" }, ...sections];
  return all.map((section, position) => {
    const heading = storable(section.heading);
    const body = cutBody(storable(section.body));
    const terms = toVectorLiteral({ title: name, heading, body });
    return {
      page,
      position,
      tier: tiers.indexOf(tier),
      anchor: storable(section.anchor),
      title: name,
      heading,
      body,
      terms,
    };
  });
}

/** PostgreSQL stores neither NUL nor half a character. */
function storable(text: string): string {
  return text.replaceAll("\0", "").toWellFormed();
}

/**
 * Brings the list of words that typo tolerance draws from up to date with the index.
 * Reads the whole index in small steps (seconds of work for 30 MB), so call it in the background, after changes have settled.
 */
export async function refreshPublishedWords(database: Database): Promise<void> {
  const changes = await readChanges(database);
  const counted = await countWords(database);
  const known = await database
    .selectDistinct({ tier: searchWords.tier })
    .from(searchWords)
    .where(ne(searchWords.tier, dueTier));
  for (const tier of new Set([...counted.keys(), ...known.map((row) => row.tier)])) {
    await storeWords(database, tier, mostFrequent(counted.get(tier) ?? new Map()));
  }
  // What has changed since the count began is not in it: then the words stay due.
  await database
    .insert(searchWords)
    .values({ tier: dueTier, word: revisionWord, sections: 0 })
    .onConflictDoUpdate({
      target: [searchWords.tier, searchWords.word],
      set: { sections: 0 },
      setWhere: eq(searchWords.sections, changes ?? 0),
    });
}

async function countWords(database: Database): Promise<Map<number, Counts>> {
  const byTier = new Map<number, Counts>();
  let [page, position] = ["", -1];
  for (;;) {
    const rows = await database
      .select({
        page: searchSections.page,
        position: searchSections.position,
        tier: searchSections.tier,
        title: searchSections.title,
        heading: searchSections.heading,
        body: searchSections.body,
      })
      .from(searchSections)
      .where(sql`(${searchSections.page}, ${searchSections.position}) > (${page}, ${position})`)
      .orderBy(searchSections.page, searchSections.position)
      .limit(sectionsPerRead);
    for (const row of rows) {
      let counts = byTier.get(row.tier);
      if (counts === undefined) byTier.set(row.tier, (counts = new Map()));
      const words = new Set<string>();
      for (const token of tokenize(`${row.title}\n${row.heading}\n${row.body}`)) {
        if (token.kind === "word" && isCorrectable(token.text)) words.add(token.text);
      }
      for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < sectionsPerRead) return byTier;
    [page, position] = [last.page, last.position];
    await setImmediate();
  }
}

function mostFrequent(counts: Counts): Counts {
  if (counts.size <= maxWordsPerTier) return counts;
  return new Map([...counts].sort((a, b) => b[1] - a[1]).slice(0, maxWordsPerTier));
}

/** Writes only what differs, so that one changed page costs a few rows. */
async function storeWords(database: Database, tier: number, counts: Counts): Promise<void> {
  const isOfTier = eq(searchWords.tier, tier);
  const stored = await database
    .select({ word: searchWords.word, sections: searchWords.sections })
    .from(searchWords)
    .where(isOfTier);
  const known = new Map(stored.map((row) => [row.word, row.sections]));
  const revision = known.get(revisionWord) ?? 0;
  known.delete(revisionWord);
  const changed = [...counts].filter(([word, sections]) => known.get(word) !== sections);
  const gone = [...known.keys()].filter((word) => !counts.has(word));
  if (changed.length === 0 && gone.length === 0) return;
  const write = async (words: (readonly [string, number])[]) => {
    const rows = words.map(([word, sections]) => ({ tier, word, sections }));
    await database
      .insert(searchWords)
      .values(rows)
      .onConflictDoUpdate({ target: [searchWords.tier, searchWords.word], set: { sections: sql`excluded.sections` } });
    await setImmediate();
  };
  for (let at = 0; at < gone.length; at += wordsPerStatement) {
    await database
      .delete(searchWords)
      .where(and(isOfTier, inArray(searchWords.word, gone.slice(at, at + wordsPerStatement))));
    await setImmediate();
  }
  for (let at = 0; at < changed.length; at += wordsPerStatement) await write(changed.slice(at, at + wordsPerStatement));
  // Last, so that whoever sees the new number reads a whole list.
  await write([[revisionWord, (revision + 1) % 2 ** 31]]);
}
