import path from "node:path";
import { measureChanges } from "./changes.mjs";
import { reportGrowth, weighPages } from "./growth.mjs";
import { probePaths, writeHandbook } from "./handbook.mjs";
import { measureIndexing, measureSecondStart, reportMemory, waitUntilCalm } from "./indexing.mjs";
import { asMegabytes, asSeconds, rounded } from "./numbers.mjs";
import { startServer } from "./portal.mjs";
import { measureSearch } from "./search-bench.mjs";
import { read } from "./web.mjs";

/** @typedef {import("./report.mjs").Report} Report */

const usualPages = 4500;
const firstPage = "/handbook/community/pairing";
// Real pages of every kind, and the two with many neighbours in the large handbook.
const comparedPages = [
  "/handbook/about/calendars",
  "/handbook/community/discord",
  "/handbook/community/learning-pathway",
  "/handbook/community/pairing-checklist",
  "/handbook/conduct/moderation",
  "/handbook/programs/education",
  "/handbook/programs/open-source",
  "/handbook/team/budgets",
  "/handbook/workflows/swag",
  "/handbook/workflows/zendesk",
  ...probePaths,
];

/** @param {string} address @returns {Promise<number>} how many pages the handbook lists for machines */
async function countPages(address) {
  const sitemap = await read(`${address}/sitemap.xml`);
  return sitemap.match(/<loc>[^<]*\/handbook/g)?.length ?? 0;
}

/**
 * Brings a process to where it runs as it does all day, without touching the pages that are compared.
 * @param {string} address @param {string[]} paths
 */
async function warmUp(address, paths) {
  for (const page of paths) await read(`${address}${page}`);
}

/** @param {{ root: string, content: string, data: string }} folders */
async function weighSmall(folders) {
  const portal = await startServer(folders);
  try {
    await portal.ready(firstPage);
    await waitUntilCalm(portal);
    await warmUp(portal.address, ["/handbook/contact/channels", "/handbook/guide/components", "/handbook/team"]);
    return { count: await countPages(portal.address), weights: await weighPages(portal.address, comparedPages) };
  } finally {
    await portal.stop();
  }
}

/**
 * Measures the portal with a handbook of 4,500 pages (environment BENCH_PAGES: fewer).
 * @param {Report} report
 * @param {{ root: string, work: string }} folders root of a built portal, and an empty folder to work in
 */
export async function benchScale(report, { root, work }) {
  const wanted = Number(process.env.BENCH_PAGES || usualPages);
  const source = path.join(root, "content");
  const [smallContent, largeContent] = [path.join(work, "small"), path.join(work, "large")];
  await writeHandbook(source, smallContent, 0);
  const small = await weighSmall({ root, content: smallContent, data: path.join(work, "small-data") });
  const handbook = await writeHandbook(source, largeContent, Math.max(30, wanted - small.count));
  report.note(`Generated ${rounded(handbook.pages.length)} pages with ${asMegabytes(handbook.bytes)} of text.`);

  const folders = { root, content: largeContent, data: path.join(work, "large-data") };
  const startedAt = performance.now();
  let portal = await startServer(folders);
  try {
    const first = await portal.ready(firstPage);
    report.add(
      "First start on an existing build: first page answered",
      `${asSeconds(first)} (processor time ${rounded(portal.processorSeconds())} s)`,
      { goal: "≤ 5 s", isReached: first <= 5000 },
    );
    const paths = handbook.pages.map((page) => page.path);
    await measureIndexing(report, portal, paths, startedAt);
    await waitUntilCalm(portal);
    await measureSearch(report, portal.address, handbook.pages);
    const leaves = paths.filter((page) => /\/page-\d+$/.test(page));
    await measureChanges(report, portal.address, largeContent, leaves);
    await waitUntilCalm(portal);
    reportMemory(report, portal);
    await portal.stop();

    portal = await startServer(folders);
    await measureSecondStart(report, portal, firstPage);
    await warmUp(portal.address, ["/handbook/contact/channels", "/handbook/guide/components", "/handbook/team"]);
    const large = { count: await countPages(portal.address), weights: await weighPages(portal.address, comparedPages) };
    reportGrowth(report, small, large);
  } finally {
    await portal.stop();
  }
}
