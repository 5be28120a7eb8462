import { asMilliseconds, percentile, rounded } from "./numbers.mjs";
import { drawQueries } from "./queries.mjs";
import { ask, read } from "./web.mjs";

/** @typedef {import("./queries.mjs").Query} Query */
/** @typedef {import("./report.mjs").Report} Report */

const queriesOfKind = 300;
const longestMilliseconds = 60;
const kinds = /** @type {const} */ ([
  ["words", "exact words and headings", 0.98],
  ["japanese", "Japanese substrings of two words", 0.95],
  ["typos", "words with one typo", 0.9],
]);

/** Returns the pages of a result page, the best first. @param {string} html */
export function pagesOf(html) {
  return [...html.matchAll(/<h2[^>]*><a href="([^"#]+)"/g)].map(([, href = ""]) => decodeURI(href));
}

/** @param {string} address @param {string} query */
export const searchAddress = (address, query) => `${address}/search?${new URLSearchParams({ q: query })}`;

/**
 * Asks all queries one after the other.
 * @param {string} address of the portal @param {Query[]} queries
 */
async function askAll(address, queries) {
  let found = 0;
  const times = [];
  for (const { text, path } of queries) {
    const { status, body, milliseconds } = await ask(searchAddress(address, text));
    if (status !== 200) throw new Error(`The search for “${text}” answered ${status}.`);
    times.push(milliseconds);
    if (pagesOf(body.toString("utf8")).slice(0, 10).includes(path)) found += 1;
    else if (process.env.BENCH_VERBOSE) console.log(`    not among the first ten: ${path} for “${text}”`);
  }
  return { times, recall: found / queries.length };
}

/**
 * Measures how fast and how well search answers, over HTTP, with a whole document as the answer.
 * @param {Report} report @param {string} address
 * @param {import("./handbook.mjs").GeneratedPage[]} pages
 */
export async function measureSearch(report, address, pages) {
  const queries = drawQueries(pages, queriesOfKind);
  // The first search of a process reads the word list and warms the compiler: not what a reader waits for all day.
  for (const query of [...queries.words.slice(0, 20), ...queries.typos.slice(0, 20)])
    await read(searchAddress(address, query.text));
  for (const [kind, name, leastRecall] of kinds) {
    const { times, recall } = await askAll(address, queries[kind]);
    const p95 = percentile(times, 0.95);
    report.add(`Search, ${queriesOfKind} × ${name}: recall@10`, rounded(recall), {
      goal: `≥ ${leastRecall}`,
      isReached: recall >= leastRecall,
    });
    report.add(
      `Search, ${name}: p50 / p95 / longest`,
      [percentile(times, 0.5), p95, Math.max(...times)].map(asMilliseconds).join(" / "),
      { goal: `p95 ≤ ${longestMilliseconds} ms`, isReached: p95 <= longestMilliseconds },
    );
  }
}
