import { setTimeout as sleep } from "node:timers/promises";
import { asMegabytes, asMilliseconds, asSeconds, percentile, rounded } from "./numbers.mjs";
import { pick, seededRandom } from "./random.mjs";
import { ask } from "./web.mjs";

/** @typedef {import("./report.mjs").Report} Report */
/** @typedef {import("./portal.mjs").Service} Service */

const megabyte = 1024 * 1024;
const atMostMinutes = 15;
const betweenRequests = 100;

/** How many pages the portal says it reads in the background, by its log. @param {Service} portal */
export function pagesRead(portal) {
  return [...portal.output.matchAll(/Reading (\d+) pages for search/g)].reduce(
    (sum, [, count]) => sum + Number(count),
    0,
  );
}

/** @param {Service} portal */
async function pagesLeft(portal) {
  const { body } = await ask(`${portal.address}/search`);
  const notice = /The index is being made: ([\d,]+)/.exec(body.toString("utf8").replaceAll("<!-- -->", ""));
  return notice === null ? 0 : Number((notice[1] ?? "").replaceAll(",", ""));
}

/**
 * Reads pages while the index is being made, until search knows all of them.
 * @param {Report} report @param {Service} portal @param {string[]} paths
 * @param {number} startedAt milliseconds of performance.now() when the portal was started
 */
export async function measureIndexing(report, portal, paths, startedAt) {
  const random = seededRandom(1);
  const times = [];
  while ((await pagesLeft(portal)) > 0) {
    if (performance.now() - startedAt > atMostMinutes * 60_000)
      throw new Error(`Indexing took more than ${atMostMinutes} min.`);
    const { status, milliseconds } = await ask(`${portal.address}${pick(random, paths)}`);
    if (status !== 200) throw new Error(`A page answered ${status} during indexing.`);
    times.push(milliseconds);
    await sleep(betweenRequests);
  }
  const took = performance.now() - startedAt;
  const processor = `processor time ${rounded(portal.processorSeconds())} s`;
  report.add("Whole search index ready after the first start", `${asSeconds(took)} (${processor})`, {
    goal: "≤ 180 s",
    isReached: took <= 180_000,
  });
  report.add(
    `Pages read meanwhile (${times.length}, rendered on request): p50 / p95 / longest`,
    [percentile(times, 0.5), percentile(times, 0.95), Math.max(...times)].map(asMilliseconds).join(" / "),
  );
}

/**
 * Waits until the process has had nothing to do for a while: lists that follow the index are made after it.
 * @param {Service} portal @param {number} [atMost] milliseconds
 */
export async function waitUntilCalm(portal, atMost = 60_000) {
  const startedAt = performance.now();
  for (let calm = 0; calm < 10 && performance.now() - startedAt < atMost;) {
    const { milliseconds } = await ask(`${portal.address}/healthz`);
    calm = milliseconds < 25 ? calm + 1 : 0;
    await sleep(200);
  }
}

/** @param {Report} report @param {Service} portal */
export function reportMemory(report, portal) {
  const memory = portal.memory();
  if (memory === null) return report.note("This system does not tell how much memory a process holds.");
  const isReached = memory.most < 700 * megabyte;
  report.add("Memory of the process: most / at the end", `${asMegabytes(memory.most)} / ${asMegabytes(memory.now)}`, {
    goal: "< 700 MB",
    isReached,
  });
}

/**
 * Measures a start on the data that an earlier run left.
 * @param {Report} report @param {Service} portal @param {string} page
 */
export async function measureSecondStart(report, portal, page) {
  const took = await portal.ready(page);
  const processor = `processor time ${rounded(portal.processorSeconds())} s`;
  await waitUntilCalm(portal);
  const read = pagesRead(portal);
  report.add("Second start on the same data: first page answered", `${asSeconds(took)} (${processor})`, {
    goal: "≤ 5 s",
    isReached: took <= 5000,
  });
  report.add("Pages read again at the second start", rounded(read), { goal: "0", isReached: read === 0 });
}
