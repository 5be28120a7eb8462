import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { asMilliseconds, median } from "./numbers.mjs";
import { pick, seededRandom } from "./random.mjs";
import { pagesOf, searchAddress } from "./search-bench.mjs";
import { read, waitUntil } from "./web.mjs";

/** @typedef {import("./report.mjs").Report} Report */

const trials = 10;
const visibleMilliseconds = 300;
const findableMilliseconds = 2000;

/** A word that no page holds and that is no likely spelling of another. @param {number} trial */
const newWord = (trial) => `zyxwvut${String.fromCharCode(97 + trial).repeat(5)}qqx`;

/**
 * Saves pages and measures how long it takes until readers see the change and search finds it.
 * @param {Report} report
 * @param {string} address of the portal
 * @param {string} content its content folder
 * @param {string[]} paths of pages that have a file of their own
 */
export async function measureChanges(report, address, content, paths) {
  const random = seededRandom(2);
  const visible = [];
  const findable = [];
  for (let trial = 0; trial < trials; trial += 1) {
    const page = pick(random, paths);
    const file = path.join(content, `.${page}.mdx`);
    const word = newWord(trial);
    await read(`${address}${page}`);
    const text = await readFile(file, "utf8");
    const savedAt = performance.now();
    await writeFile(file, `${text}\nThe new word is ${word}.\n`);
    const isVisible = async () => (await read(`${address}${page}`)).includes(word);
    await waitUntil(isVisible, { every: 5, atMost: 30_000, what: "Showing a changed page" });
    visible.push(performance.now() - savedAt);
    const isFindable = async () => pagesOf(await read(searchAddress(address, word))).includes(page);
    await waitUntil(isFindable, { every: 20, atMost: 60_000, what: "Finding a changed page" });
    findable.push(performance.now() - savedAt);
  }
  const line = (/** @type {number[]} */ times) => [median(times), Math.max(...times)].map(asMilliseconds).join(" / ");
  report.add(`Changed page visible after save (${trials} trials): median / longest`, line(visible), {
    goal: `≤ ${visibleMilliseconds} ms`,
    isReached: Math.max(...visible) <= visibleMilliseconds,
  });
  report.add(`Changed page findable after save (${trials} trials): median / longest`, line(findable), {
    goal: `≤ ${findableMilliseconds} ms`,
    isReached: Math.max(...findable) <= findableMilliseconds,
  });
}
