import {
  bigramsOf,
  cutText,
  fold,
  labelMark,
  quoteLexeme,
  tokenize,
  wholeLabel,
  wholeLabelMark,
  type Token,
} from "./tokenize";

/** The longest query that is read, in UTF-16 units. */
export const maxQueryLength = 200;
const maxTerms = 12;

// Words that nearly every section holds; a question is asked with them, but is not about them.
const smallWords = new Set(
  "a about an and any are as at be been but by can could do does for from get has have how i if in is it its me my no not of on or our should so that the their them there they this to us was we were what when where which who why will with would you your".split(
    " ",
  ),
);

const contentPattern = /\p{sc=Han}{2,}|[\p{sc=Katakana}ー]{2,}|\p{sc=Hangul}{2,}/gu;

/** One thing that a result must hold: a whole word, the beginning of a word, or a run of characters. */
export type Term = { kind: "word" | "prefix" | "run"; text: string };

/** What somebody typed, ready to be looked up. */
export type ParsedQuery = {
  /** The query as it is shown again: trimmed, without control characters, at most 200 characters. */
  text: string;
  terms: Term[];
  /** The terms without small words such as "how" or "the" and without Japanese particles; never none of several. */
  essentialTerms: Term[];
  /** The text form of a tsquery that finds every section holding all terms; empty for an empty query. */
  tsquery: string;
  /** Finds the sections whose label (heading, or title of the page) holds all terms. */
  labelQuery: string;
  /** Finds the sections whose whole label begins with the query. */
  wholeQuery: string;
  isEmpty: boolean;
};

/** Reads a query; never throws, whatever was typed. */
export function parseQuery(typed: string): ParsedQuery {
  // Cut first: what is thrown away anyway should not be worked on.
  const text = cutText(typed.trimStart(), maxQueryLength)
    .toWellFormed()
    .replace(/[\p{Cc}\s]+/gu, " ")
    .trim();
  const tokens = tokenize(text);
  const terms = termsOf(tokens);
  const essential = tokens.flatMap((token) => {
    if (token.kind === "run") return contentOf(token);
    return smallWords.has(token.text) ? [] : [token];
  });
  const whole = wholeLabel(text);
  return {
    text,
    terms,
    essentialTerms: essential.length > 0 ? termsOf(essential) : terms,
    tsquery: toTsquery(terms),
    labelQuery: toTsquery(terms, labelMark),
    wholeQuery: whole === "" ? "" : `${quoteLexeme(wholeLabelMark + whole)}:*`,
    isEmpty: terms.length === 0,
  };
}

/** Parts a Japanese run at its particles: what it is about is written in Kanji or Katakana. */
function contentOf(run: Token): Token[] {
  const parts = run.text.match(contentPattern) ?? [];
  return parts.length > 0 ? parts.map((text) => ({ kind: "run", text })) : [run];
}

function termsOf(tokens: Token[]): Term[] {
  const kept = tokens.slice(0, maxTerms);
  const lastWord = kept.findLastIndex((token) => token.kind === "word");
  const terms = new Map<string, Term>();
  kept.forEach(({ kind, text }, index) => {
    // Whoever still types has typed only the beginning of the last word; of one letter there are too many.
    const isPrefix = index === lastWord && text.length > 1;
    terms.set(text, { kind: isPrefix ? "prefix" : kind, text });
  });
  return [...terms.values()];
}

/**
 * Builds the text form of a tsquery that asks for all terms.
 * A term with alternatives, such as a word and its likely spellings, is met by any of them.
 */
export function toTsquery(terms: Term[], mark = "", alternatives?: ReadonlyMap<string, readonly string[]>): string {
  return lexemeQueries(terms, mark, alternatives).join(" & ");
}

/** Builds the text form of a tsquery that asks for at least one of the terms. */
export function toAnyTsquery(terms: Term[], mark = ""): string {
  return lexemeQueries(terms, mark).join(" | ");
}

function lexemeQueries(terms: Term[], mark: string, alternatives?: ReadonlyMap<string, readonly string[]>): string[] {
  return terms.map((term) => {
    const own = lexemeQuery(term, mark);
    const others = alternatives?.get(term.text) ?? [];
    if (others.length === 0) return own;
    return `(${[own, ...others.map((word) => quoteLexeme(mark + word))].join(" | ")})`;
  });
}

/** Replaces words of a text, given folded, by what a function makes of them; null leaves a word as it is. */
export function replaceWords(text: string, replace: (word: string) => string | null): string {
  return text.replace(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu, (word) => replace(fold(word)) ?? word);
}

function lexemeQuery(term: Term, mark: string): string {
  if (term.kind === "word") return quoteLexeme(mark + term.text);
  if (term.kind === "prefix") return `${quoteLexeme(mark + term.text)}:*`;
  const pairs = bigramsOf(term.text).map((pair) => quoteLexeme(mark + pair));
  const isOneCharacter = pairs.length === 1 && Array.from(term.text).length === 1;
  if (isOneCharacter) return `${pairs.join("")}:*`;
  return pairs.length === 1 ? pairs.join("") : `(${pairs.join(" <-> ")})`;
}
