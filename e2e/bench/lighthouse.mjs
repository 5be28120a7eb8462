import path from "node:path";
import { chromiumSwitches, findChromium, noChromium } from "../../lib/cli/chromium.mjs";
import { asMilliseconds, median, rounded } from "./numbers.mjs";
import { findFreePort, Service, startServer } from "./portal.mjs";
import { read } from "./web.mjs";

/** @typedef {import("./report.mjs").Report} Report */
/** @typedef {"performance" | "accessibility" | "best-practices" | "seo"} Category */
/** @typedef {{ scores: Record<Category, number>, lcp: number, tbt: number, cls: number, findings: string[] }} Run */

const runs = 3;
const pages = ["/", "/handbook/guide/components", "/handbook/contact/channels", "/search?q=pairing"];
/** @type {Record<Category, number>} */
const goals = { performance: 99, accessibility: 100, "best-practices": 100, seo: 100 };
const categories = /** @type {Category[]} */ (Object.keys(goals));
/** @typedef {import("lighthouse").Result} Result */

/** @param {Result} result @returns {Run} */
function readResult(result) {
  const { audits } = result;
  const value = (/** @type {string} */ id) => audits[id]?.numericValue ?? NaN;
  const findings = Object.values(audits)
    .filter(
      ({ score, scoreDisplayMode }) => score !== null && score < 1 && ["binary", "numeric"].includes(scoreDisplayMode),
    )
    .map(({ id, displayValue }) => (displayValue ? `${id} (${displayValue})` : id));
  const scores = Object.fromEntries(
    categories.map((name) => [name, Math.round((result.categories[name]?.score ?? NaN) * 100)]),
  );
  return {
    scores: /** @type {Record<Category, number>} */ (scores),
    lcp: value("largest-contentful-paint"),
    tbt: value("total-blocking-time"),
    cls: value("cumulative-layout-shift"),
    findings,
  };
}

/** @param {string} url @param {string} page @param {number} port of the browser's debugging door @returns {Promise<Run>} */
async function runOnce(url, page, port) {
  const { default: lighthouse } = await import("lighthouse");
  const answer = await lighthouse(url, { port, output: "json", logLevel: "error", onlyCategories: categories });
  const error = answer?.lhr.runtimeError;
  if (answer === undefined || error !== undefined)
    throw new Error(`Lighthouse failed on ${page}: ${error?.message ?? "no answer"}`);
  return readResult(answer.lhr);
}

/** @param {Report} report @param {string} page @param {Run[]} all */
function reportPage(report, page, all) {
  const middle = (/** @type {(run: Run) => number} */ pick) => median(all.map(pick));
  const scores = categories.map((name) => ({ name, score: middle((run) => run.scores[name]) }));
  const times = [
    asMilliseconds(middle((run) => run.lcp)),
    asMilliseconds(middle((run) => run.tbt)),
    rounded(middle((run) => run.cls)),
  ];
  report.add(
    `${page}: ${categories.join(" / ")}, median of ${runs}; LCP / TBT / CLS`,
    `${scores.map(({ score }) => score).join(" / ")}; ${times.join(" / ")}`,
    {
      goal: categories.map((name) => `≥ ${goals[name]}`).join(" / "),
      isReached: scores.every(({ name, score }) => score >= goals[name]),
    },
  );
  const findings = [...new Set(all.flatMap((run) => run.findings))];
  if (findings.length > 0) report.note(`  What Lighthouse found: ${findings.join(", ")}`);
}

/**
 * Starts a browser with an empty profile and a debugging door on loopback: Lighthouse brings its own page.
 * @param {string} program @param {string} profile
 */
async function startBrowser(program, profile) {
  const port = await findFreePort();
  const switches = [
    ...chromiumSwitches(),
    "--headless=new",
    `--remote-debugging-port=${port}`,
    `--user-data-dir=${profile}`,
    "--no-default-browser-check",
    "--disable-extensions",
    "--mute-audio",
    "about:blank",
  ];
  return new Service(program, switches, { port, cwd: path.dirname(profile) });
}

/**
 * Runs Lighthouse with its mobile settings on the main kinds of pages.
 * @param {Report} report
 * @param {{ root: string, work: string }} folders root of a built portal, and an empty folder to work in
 */
export async function benchLighthouse(report, { root, work }) {
  const executablePath = await findChromium(process.env);
  if (executablePath === null) throw new Error(noChromium);
  const portal = await startServer({ root, content: path.join(root, "content"), data: path.join(work, "data") });
  const browser = await startBrowser(executablePath, path.join(work, "profile"));
  const port = Number(new URL(browser.address).port);
  try {
    await Promise.all([portal.ready("/handbook"), browser.ready("/json/version")]);
    for (const page of pages) {
      await read(`${portal.address}${page}`);
      const all = [];
      for (let run = 0; run < runs; run += 1) all.push(await runOnce(`${portal.address}${page}`, page, port));
      reportPage(report, page, all);
    }
  } finally {
    await browser.stop();
    await portal.stop();
  }
}
