import type { Term } from "./query";
import { fold } from "./tokenize";

/** A stretch of text that is, or is not, what was searched for. */
export type TextPart = { text: string; isMatch: boolean };

type Range = { start: number; end: number; term: number };

/** How long a snippet is by default, in characters. */
const snippetLength = 160;
// How much of the words before the first match is shown, as a share of the snippet.
const leadShare = 0.25;
// A hundred marks in one text are plenty, and bound the work on a long one.
const maxMatches = 100;

// A base character with the marks that belong to it; half-width voice marks count as such.
const cluster = /[^\p{M}\uff9e\uff9f][\p{M}\uff9e\uff9f\u200d]*|[\p{M}\uff9e\uff9f]/gsu;
const wordCharacter = /[\p{L}\p{N}]/u;
const unspacedCharacter =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Bopomofo}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}ー]/u;
const notAscii = /[^\0-\x7f]/;

/** Marks every place of a text where one of the terms stands. */
export function markMatches(text: string, terms: Term[]): TextPart[] {
  return toParts(text, 0, text.length, findMatches(text, terms));
}

/** Cuts about `length` characters around the place of a text that holds the most of the terms, and marks them. */
export function cutSnippet(body: string, terms: Term[], length = snippetLength): TextPart[] {
  const text = body.replace(/\s+/gu, " ").trim().toWellFormed();
  const matches = findMatches(text, terms);
  if (text.length <= length) return toParts(text, 0, text.length, matches);
  const first = bestStart(matches, length);
  const matchEnd = matches.find((match) => match.start === first)?.end ?? 0;
  let start = Math.max(0, Math.min(first - Math.floor(length * leadShare), text.length - length));
  let end = Math.min(text.length, Math.max(start + length, matchEnd));
  start = start === 0 ? 0 : borderAfter(text, start, first);
  end = end === text.length ? end : borderBefore(text, end, Math.max(matchEnd, end - 30));
  const parts = toParts(text, start, end, matches);
  if (start > 0) parts.unshift({ text: "…", isMatch: false });
  if (end < text.length) parts.push({ text: "…", isMatch: false });
  return joinEqual(parts);
}

function bestStart(matches: Range[], length: number): number {
  let best = 0;
  let bestCount = 0;
  for (const [index, match] of matches.entries()) {
    const terms = new Set<number>();
    for (let other = index; other < matches.length; other += 1) {
      const range = matches[other];
      if (range === undefined || range.end > match.start + length * (1 - leadShare)) break;
      terms.add(range.term);
    }
    // The first of equals: what stands early says more about the section.
    if (terms.size > bestCount || (bestCount === 0 && index === 0)) {
      best = match.start;
      bestCount = terms.size;
    }
  }
  return best;
}

/** Moves a cut forward to the beginning of a word, or of a character with its marks, not beyond `limit`. */
function borderAfter(text: string, from: number, limit: number): number {
  const space = text.indexOf(" ", from - 1);
  if (space >= 0 && space < limit && space - from < 20) return space + 1;
  let at = from;
  while (at < limit && isInsideCharacter(text, at)) at += 1;
  return at;
}

function borderBefore(text: string, from: number, limit: number): number {
  const space = text.lastIndexOf(" ", from);
  if (space > limit) return space;
  let at = from;
  while (at < text.length && isInsideCharacter(text, at)) at += 1;
  return at;
}

function isInsideCharacter(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return (unit >= 0xdc00 && unit <= 0xdfff) || /^[\p{M}\uff9e\uff9f\u200d]/u.test(text.slice(at, at + 2));
}

/** Folds a text and remembers where in the text each unit of the folded one comes from. */
function foldWithPlaces(text: string): { folded: string; placeOf: (index: number) => number } {
  if (!notAscii.test(text)) return { folded: text.toLowerCase(), placeOf: (index) => index };
  const places: number[] = [];
  let folded = "";
  for (const match of text.matchAll(cluster)) {
    const piece = match[0].length === 1 && match[0] < "\x80" ? match[0].toLowerCase() : fold(match[0]);
    folded += piece;
    for (let unit = 0; unit < piece.length; unit += 1) places.push(match.index);
  }
  return { folded, placeOf: (index) => places[index] ?? text.length };
}

function findMatches(text: string, terms: Term[]): Range[] {
  if (terms.length === 0) return [];
  const { folded, placeOf } = foldWithPlaces(text);
  const found: Range[] = [];
  for (const [term, { kind, text: sought }] of terms.entries()) {
    for (
      let at = folded.indexOf(sought);
      at >= 0 && found.length < maxMatches * (term + 1);
      at = folded.indexOf(sought, at + 1)
    ) {
      let end = at + sought.length;
      if (kind !== "run") {
        if (isWordCharacter(folded, at - 1)) continue;
        // The whole word is marked, also when only its beginning was typed.
        while (kind === "prefix" && isWordCharacter(folded, end)) end += 1;
        if (isWordCharacter(folded, end)) continue;
      }
      const start = placeOf(at);
      // Where a place repeats, the match ends inside a character that folds to several: take all of it.
      while (end < folded.length && placeOf(end) === placeOf(end - 1)) end += 1;
      found.push({ start, end: placeOf(end), term });
    }
  }
  return found.sort((a, b) => a.start - b.start || b.end - a.end);
}

function isWordCharacter(text: string, index: number): boolean {
  if (index < 0 || index >= text.length) return false;
  const character = characterAt(text, index);
  return wordCharacter.test(character) && !unspacedCharacter.test(character);
}

function characterAt(text: string, index: number): string {
  const unit = text.charCodeAt(index);
  const isTrail = unit >= 0xdc00 && unit <= 0xdfff;
  return String.fromCodePoint(text.codePointAt(isTrail ? index - 1 : index) ?? 0);
}

function toParts(text: string, from: number, to: number, matches: Range[]): TextPart[] {
  const parts: TextPart[] = [];
  let at = from;
  for (const { start, end } of matches) {
    const begin = Math.max(start, at);
    const stop = Math.min(end, to);
    if (stop <= begin) continue;
    if (begin > at) parts.push({ text: text.slice(at, begin), isMatch: false });
    parts.push({ text: text.slice(begin, stop), isMatch: true });
    at = stop;
  }
  if (at < to) parts.push({ text: text.slice(at, to), isMatch: false });
  return joinEqual(parts);
}

function joinEqual(parts: TextPart[]): TextPart[] {
  const joined: TextPart[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (last !== undefined && last.isMatch === part.isMatch) last.text += part.text;
    else if (part.text !== "") joined.push({ ...part });
  }
  return joined;
}
