import "server-only";
import { sql, type SQL } from "drizzle-orm";
import { tiers, type Viewer } from "@/lib/auth/viewer";
import { getDatabase, type Database } from "@/lib/db/database";
import { parseQuery, replaceWords, toAnyTsquery, toTsquery, type ParsedQuery, type Term } from "../domain/query";
import { rankPages, type Candidate, type RankedPage } from "../domain/ranking";
import { cutSnippet, markMatches, type TextPart } from "../domain/snippet";
import { labelMark, tokenize } from "../domain/tokenize";
import { countOf, isCorrectable, suggestWords, type Suggestion } from "../domain/typos";
import { getWordList } from "./word-queries";

/** A section of a page that answers a query. */
export type FoundSection = {
  /** Fragment without #; empty for the page itself. */
  anchor: string;
  heading: string;
  headingParts: TextPart[];
  parts: TextPart[];
};
/** A page that answers a query, with its best two sections. */
export type FoundPage = { path: string; title: string; titleParts: TextPart[]; sections: FoundSection[] };
/** What a search finds. */
export type SearchResult = {
  /** The query as it was understood: trimmed and cut to 200 characters. */
  query: string;
  /** How many pages were found, counted up to a bound. */
  total: number;
  /** Says that there are more pages than `total`. */
  isTotalCapped: boolean;
  pages: FoundPage[];
  /** The query that was answered instead, when nothing held the words as typed. */
  corrected: string | null;
  /** Says that no section holds all words, and that the pages hold some of them. */
  isPartial: boolean;
};

const defaultLimit = 20;
// Ranking reads a section's whole list of terms, so only this many are ranked; those that match by label come first.
const maxWhole = 40;
const maxLabels = 120;
const maxRanked = 250;
const maxCounted = 1000;
// Fewer pages than this, and likely spellings are looked at too.
const enoughPages = 3;

type Found = { candidates: Candidate[]; total: number; isTotalCapped: boolean };
type Ranked = { pages: RankedPage[]; total: number; isTotalCapped: boolean };
type Lookup = { tsquery: string; labelQuery: string; wholeQuery: string };
/** What is looked up, as text too, which a correction changes. */
type Wanted = Lookup & { text: string; terms: Term[] };

/** Finds the pages that hold all words of a text, among those the viewer may see; never throws for any text. */
export async function searchPages(
  viewer: Viewer,
  text: string,
  { limit = defaultLimit, database: given }: { limit?: number; database?: Database } = {},
): Promise<SearchResult> {
  const query = parseQuery(text);
  if (query.isEmpty)
    return { query: query.text, total: 0, isTotalCapped: false, pages: [], corrected: null, isPartial: false };
  const database = given ?? (await getDatabase());
  const pages = new Map<string, RankedPage>();
  let total = 0;
  let isTotalCapped = false;
  // What is found later stands behind what was found before, and word for word.
  const add = (more: Ranked) => {
    for (const page of more.pages) if (!pages.has(page.path)) pages.set(page.path, page);
    total = Math.max(total, more.total, pages.size);
    isTotalCapped ||= more.isTotalCapped;
  };
  add(await findRanked(database, viewer, query, query.text));
  const essential = essentialOf(query);
  if (pages.size < enoughPages && essential.tsquery !== query.tsquery) {
    add(await findRanked(database, viewer, essential, essential.terms.map((term) => term.text).join(" ")));
  }
  let terms = essential.terms;
  let corrected: string | null = null;
  if (pages.size < enoughPages) {
    let respelled = await findBySpelling(database, viewer, query);
    if (respelled.pages.length === 0) respelled = await findBySpelling(database, viewer, essential);
    if (pages.size === 0 && respelled.pages.length > 0) corrected = respelled.corrected;
    add(respelled);
    terms = [...terms, ...respelled.terms];
  }
  const isPartial = pages.size === 0 && essential.terms.length > 1;
  if (isPartial) {
    const tsquery = toAnyTsquery(essential.terms);
    const labelQuery = toAnyTsquery(essential.terms, labelMark);
    add(await findRanked(database, viewer, { tsquery, labelQuery, wholeQuery: "" }, ""));
  }
  const shown = [...pages.values()].slice(0, Math.max(1, limit));
  return {
    query: query.text,
    total,
    isTotalCapped,
    pages: await withSnippets(database, shown, terms),
    corrected,
    isPartial: isPartial && pages.size > 0,
  };
}

/** Finds the sections of a lookup and ranks their pages; `text` is what titles and headings are compared with. */
async function findRanked(database: Database, viewer: Viewer, lookup: Lookup, text: string): Promise<Ranked> {
  const { candidates, total, isTotalCapped } = await findCandidates(database, viewer, lookup);
  return { pages: rankPages(candidates, text), total, isTotalCapped };
}

async function findCandidates(database: Database, viewer: Viewer, lookup: Lookup): Promise<Found> {
  // Filtered before anything is ranked or counted: a count tells as much as a result.
  const tier = tiers.indexOf(viewer.tier);
  const matching = (tsquery: string, most: number): SQL =>
    sql`select ctid, page from search_section where tier <= ${tier} and terms @@ ${tsquery}::tsquery limit ${most}`;
  const { rows } = (await database.execute(sql`
    with matched as materialized (${matching(lookup.tsquery, maxCounted)}),
    chosen as (
      (select ctid from (${matching(lookup.wholeQuery, maxWhole)}) as whole)
      union (select ctid from (${matching(lookup.labelQuery, maxLabels)}) as label)
      union (select ctid from matched limit ${maxRanked})
    )
    select page, position, title, heading, ts_rank(terms, ${lookup.tsquery}::tsquery, 1) as score,
      (select count(*) from matched)::integer as sections, (select count(distinct page) from matched)::integer as pages
    from search_section where ctid = any(array(select ctid from chosen))`)) as unknown as {
    rows: (Candidate & { sections: number; pages: number })[];
  };
  const [first] = rows;
  return {
    candidates: rows.map(({ page, position, title, heading, score }) => ({ page, position, title, heading, score })),
    total: first?.pages ?? 0,
    isTotalCapped: (first?.sections ?? 0) >= maxCounted,
  };
}

function essentialOf({ text, essentialTerms }: ParsedQuery): Wanted {
  return {
    text,
    terms: essentialTerms,
    tsquery: toTsquery(essentialTerms),
    labelQuery: toTsquery(essentialTerms, labelMark),
    wholeQuery: "",
  };
}

type Respelled = Ranked & { corrected: string | null; terms: Term[] };
const nothing: Respelled = { pages: [], total: 0, isTotalCapped: false, corrected: null, terms: [] };

async function findBySpelling(database: Database, viewer: Viewer, query: Wanted): Promise<Respelled> {
  const candidates = query.terms.filter((term) => term.kind !== "run" && isCorrectable(term.text));
  if (candidates.length === 0) return nothing;
  const list = await getWordList(viewer, database);
  const unknown = candidates.filter((term) => countOf(list, term.text) === 0);
  const suggestionsOf = (terms: Term[]) =>
    new Map(terms.map((term) => [term.text, suggestWords(list, term.text)] as const));
  // A word that nobody wrote is the likeliest slip, and its nearest spelling the likeliest meant.
  const narrow = nearest(suggestionsOf(unknown));
  const found = await findRespelled(database, viewer, query, narrow);
  if (found.pages.length > 0) return found;
  const wide = suggestionsOf(candidates);
  return findRespelled(database, viewer, query, wide);
}

function nearest(suggestions: Map<string, Suggestion[]>): Map<string, Suggestion[]> {
  return new Map(
    [...suggestions].map(([word, all]) => [word, all.filter(({ distance }) => distance === all[0]?.distance)] as const),
  );
}

async function findRespelled(
  database: Database,
  viewer: Viewer,
  query: Wanted,
  suggestions: Map<string, Suggestion[]>,
): Promise<Respelled> {
  const alternatives = new Map([...suggestions].map(([word, all]) => [word, all.map((one) => one.word)] as const));
  const words = [...alternatives.values()].flat();
  if (words.length === 0) return nothing;
  const lookup = {
    tsquery: toTsquery(query.terms, "", alternatives),
    labelQuery: toTsquery(query.terms, labelMark, alternatives),
    wholeQuery: "",
  };
  const ranked = await findRanked(database, viewer, lookup, query.text);
  return {
    ...ranked,
    corrected: await respell(database, ranked.pages, query.text, alternatives),
    terms: words.map((text) => ({ kind: "word", text })),
  };
}

/** Puts into the query the spellings that the best result holds: others may come from a list older than the index. */
async function respell(
  database: Database,
  pages: RankedPage[],
  text: string,
  alternatives: Map<string, string[]>,
): Promise<string | null> {
  const [top] = pages;
  if (top === undefined) return null;
  const held = new Set<string>();
  for (const { title, heading, body } of await readSections(database, [top])) {
    for (const token of tokenize(`${title}\n${heading}\n${body}`)) held.add(token.text);
  }
  const corrected = replaceWords(text, (word) => {
    if (held.has(word)) return null;
    return alternatives.get(word)?.find((other) => held.has(other)) ?? null;
  });
  return corrected === text ? null : corrected;
}

type ReadSection = { page: string; position: number; anchor: string; title: string; heading: string; body: string };

async function readSections(database: Database, pages: RankedPage[]): Promise<ReadSection[]> {
  const keys = pages.flatMap(({ path, sections }) => sections.map(({ position }) => ({ page: path, position })));
  if (keys.length === 0) return [];
  const { rows } = (await database.execute(sql`
    select page, position, anchor, title, heading, body from search_section
    join json_to_recordset(${JSON.stringify(keys)}::json) as key(page text, position integer) using (page, position)`)) as unknown as {
    rows: ReadSection[];
  };
  return rows;
}

async function withSnippets(database: Database, pages: RankedPage[], terms: Term[]): Promise<FoundPage[]> {
  const read = await readSections(database, pages);
  const bodies = new Map(read.map((row) => [`${row.position} ${row.page}`, row]));
  return pages.map(({ path, title, sections }) => ({
    path,
    title,
    titleParts: markMatches(title, terms),
    sections: sections.map(({ position, heading }) => {
      const row = bodies.get(`${position} ${path}`);
      return {
        anchor: row?.anchor ?? "",
        heading,
        headingParts: markMatches(heading, terms),
        parts: cutSnippet(row?.body ?? "", terms),
      };
    }),
  }));
}
