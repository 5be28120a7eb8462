import { gzipSync } from "node:zlib";
import { asKilobytes, asMilliseconds, asTimes, median, rounded } from "./numbers.mjs";
import { ask } from "./web.mjs";

/** @typedef {import("./report.mjs").Report} Report */
/** @typedef {{ path: string, extraBytes: number, extraLinks: number, milliseconds: number }} Weight */

const mostBytes = 8 * 1024;
const mostLinks = 150;

/** Returns the HTML that is the page's own text. @param {string} html */
function ownPart(html) {
  const start = html.search(/<div class="prose"[^>]*>/);
  const end = html.indexOf('<aside aria-label="About this page"', start);
  if (start < 0 || end < 0)
    throw new Error("The text of the page was not found in its HTML: the bench no longer fits the markup.");
  return html.slice(start, end);
}

const countLinks = (/** @type {string} */ html) => html.match(/<a\s[^>]*href=/g)?.length ?? 0;
const zipped = (/** @type {string} */ html) => gzipSync(html, { level: 7 }).length;

/**
 * Measures what pages carry beyond their own text, and the time of their first rendering.
 * @param {string} address @param {string[]} paths
 * @returns {Promise<Weight[]>}
 */
export async function weighPages(address, paths) {
  const weights = [];
  for (const path of paths) {
    const { status, body, milliseconds } = await ask(`${address}${path}`);
    if (status !== 200) throw new Error(`${path} answered ${status}.`);
    const html = body.toString("utf8");
    const own = ownPart(html);
    weights.push({
      path,
      extraBytes: zipped(html) - zipped(own),
      extraLinks: countLinks(html) - countLinks(own),
      milliseconds,
    });
  }
  return weights;
}

/**
 * Compares the same pages in a small and in a large handbook.
 * @param {Report} report
 * @param {{ count: number, weights: Weight[] }} small
 * @param {{ count: number, weights: Weight[] }} large
 */
export function reportGrowth(report, small, large) {
  const counts = `${rounded(small.count)} → ${rounded(large.count)} pages`;
  const pairs = large.weights.flatMap((weight) => {
    const before = small.weights.find(({ path }) => path === weight.path);
    return before === undefined ? [] : [{ before, after: weight }];
  });
  const worst = (/** @type {"extraBytes" | "extraLinks"} */ key) => {
    const sorted = [...pairs].sort((a, b) => b.after[key] - a.after[key]);
    const [first] = sorted;
    if (first === undefined) throw new Error("No page stands in both handbooks.");
    return first;
  };
  const bytes = worst("extraBytes");
  report.add(
    `HTML beyond the page's own text, gzip, ${counts}, heaviest of ${pairs.length} (${bytes.after.path})`,
    `${asKilobytes(bytes.before.extraBytes)} → ${asKilobytes(bytes.after.extraBytes)}`,
    { goal: "≤ 8 KB", isReached: bytes.after.extraBytes <= mostBytes },
  );
  const links = worst("extraLinks");
  report.add(
    `Links beyond the page's own, ${counts}, most of ${pairs.length} (${links.after.path})`,
    `${links.before.extraLinks} → ${links.after.extraLinks}`,
    { goal: `≤ ${mostLinks}`, isReached: links.after.extraLinks <= mostLinks },
  );
  const time = (/** @type {"before" | "after"} */ when) => median(pairs.map((pair) => pair[when].milliseconds));
  const ratio = time("after") / time("before");
  report.add(
    `First rendering of the same ${pairs.length} pages, median, ${counts}`,
    `${asMilliseconds(time("before"))} → ${asMilliseconds(time("after"))} (${asTimes(ratio)})`,
    // Twice is within what a shared machine adds to one side of a comparison of a few milliseconds.
    { goal: "does not grow (≤ 2 ×)", isReached: ratio <= 2 },
  );
}
