import { pick, seededRandom, wholeBetween } from "./random.mjs";

/** @typedef {import("./random.mjs").Random} Random */
/** @typedef {import("./handbook.mjs").GeneratedPage} GeneratedPage */
/** @typedef {{ text: string, path: string }} Query path is the page that the query was drawn from */
/** @typedef {{ words: Query[], japanese: Query[], typos: Query[] }} Queries */

const seed = 4711;
// Specific enough that ten results can hold every page that is meant as much.
const rare = 5;
const letters = "abcdefghijklmnopqrstuvwxyz";

/** @param {GeneratedPage[]} pages @returns {Map<string, number>} how many pages hold a word */
function countPages(pages) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const { title, parts } of pages) {
    const words = new Set(
      [title, ...parts.map(({ heading }) => heading)].flatMap((label) => label.toLowerCase().split(/[ の]/)),
    );
    for (const part of parts) for (const word of part.words) words.add(word);
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return counts;
}

/** Changes one letter of a word, as fingers do. @param {Random} random @param {string} word */
function mistype(random, word) {
  const at = wholeBetween(random, 1, word.length - 2);
  const letter = pick(random, [...letters]);
  const kind = random();
  if (kind < 0.25) return word.slice(0, at) + word.slice(at + 1);
  if (kind < 0.5) return word.slice(0, at) + letter + word.slice(at);
  if (kind < 0.75) return word.slice(0, at) + letter + word.slice(at + 1);
  return word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2);
}

/**
 * Tries until there are enough different queries; throws when the pages do not hold them.
 * @param {number} count @param {() => Query | null} draw
 */
function drawMany(count, draw) {
  /** @type {Map<string, Query>} */
  const queries = new Map();
  for (let tries = 0; queries.size < count; tries += 1) {
    if (tries > count * 2000)
      throw new Error(`Only ${queries.size} of ${count} queries could be drawn from the pages.`);
    const query = draw();
    if (query !== null) queries.set(query.text, query);
  }
  return [...queries.values()];
}

/**
 * Draws queries from generated pages, as a reader asks who remembers a word or two.
 * @param {GeneratedPage[]} pages @param {number} count of each kind
 * @returns {Queries}
 */
export function drawQueries(pages, count) {
  const random = seededRandom(seed);
  const counts = countPages(pages);
  const isRare = (/** @type {string} */ word) => (counts.get(word) ?? 0) <= rare;
  const english = pages.filter(({ language }) => language === "en");
  const others = pages.filter(({ language }) => language === "ja");
  const rareWords = (/** @type {import("./page-text.mjs").Part} */ part, /** @type {number} */ length) =>
    part.words.filter((word) => word.length >= length && isRare(word));

  const twoWords = () => {
    const page = pick(random, english);
    const words = rareWords(pick(random, page.parts), 4);
    const [first, second] = words.length < 2 ? [] : [pick(random, words), pick(random, words)];
    return first === undefined || second === undefined || first === second
      ? null
      : { text: `${first} ${second}`, path: page.path };
  };
  const heading = () => {
    const page = pick(random, pages);
    const text = pick(random, page.parts).heading;
    return text.toLowerCase().split(/[ の]/).some(isRare) && text !== "" ? { text, path: page.path } : null;
  };
  const japanese = () => {
    const page = pick(random, others);
    const { clauses } = pick(random, page.parts);
    const [first = "", particle = "", second = ""] = clauses.length === 0 ? [] : pick(random, clauses);
    return (isRare(first) || isRare(second)) && second !== ""
      ? { text: first + particle + second, path: page.path }
      : null;
  };
  const typo = () => {
    const page = pick(random, english);
    const words = rareWords(pick(random, page.parts), 6);
    if (words.length === 0) return null;
    const text = mistype(random, pick(random, words));
    return counts.has(text) ? null : { text, path: page.path };
  };
  return {
    words: drawMany(count, () => (random() < 0.5 ? twoWords() : heading())),
    japanese: drawMany(count, japanese),
    typos: drawMany(count, typo),
  };
}
