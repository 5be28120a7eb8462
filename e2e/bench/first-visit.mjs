import { gzipSync } from "node:zlib";
import { asKilobytes } from "./numbers.mjs";
import { ask, read } from "./web.mjs";

/** @typedef {import("./report.mjs").Report} Report */

/** JavaScript of a first visit to the same content, KB gzip, as measured for each when the portal was planned. */
const peers = "Fumadocs 313, Nextra 236, Docusaurus 213, Starlight 32, Hugo 0";
const limits = { script: 10, style: 15, font: 80 };

/** @param {string} address @param {string[]} paths @param {boolean} isZipped fonts are compressed in themselves */
async function weigh(address, paths, isZipped) {
  let bytes = 0;
  for (const path of paths) {
    const { status, body } = await ask(`${address}${path}`);
    if (status !== 200) throw new Error(`${path} answered ${status}.`);
    bytes += isZipped ? gzipSync(body).length : body.length;
  }
  return bytes;
}

/** Follows the static imports of scripts, which load with them. @param {string} address @param {string[]} entries */
async function withImports(address, entries) {
  const all = new Set(entries);
  for (const entry of all) {
    const code = await read(`${address}${entry}`);
    for (const [, name = ""] of code.matchAll(/(?:import|from)\s*"\.\/([^"]+)"/g))
      all.add(`${entry.slice(0, entry.lastIndexOf("/"))}/${name}`);
  }
  return [...all];
}

/**
 * Weighs what a first visit to a page loads.
 * @param {Report} report @param {string} address @param {string} page
 */
export async function reportFirstVisit(report, address, page) {
  const html = await read(`${address}${page}`);
  const links = (/** @type {RegExp} */ pattern) => [
    ...new Set([...html.matchAll(pattern)].map(([, path = ""]) => path)),
  ];
  const scripts = links(/<script[^>]*\ssrc="([^"]+)"/g);
  const framework =
    scripts.filter((path) => path.startsWith("/_next/")).length + (html.includes("self.__next_f") ? 1 : 0);
  const foreign = links(/<(?:script|img|link rel="(?:stylesheet|preload)")[^>]*\s(?:src|href)="(https?:\/\/[^"]+)"/g);
  const script = await weigh(address, await withImports(address, scripts), true);
  const style = await weigh(address, links(/<link rel="stylesheet" href="([^"]+)"/g), true);
  const font = await weigh(address, links(/<link rel="preload" href="([^"]+)" as="font"/g), false);
  const add = (/** @type {string} */ what, /** @type {number} */ bytes, /** @type {number} */ limit) =>
    report.add(`First visit to ${page}: ${what}`, asKilobytes(bytes), {
      goal: `≤ ${limit} KB`,
      isReached: bytes <= limit * 1024,
    });
  add(`JavaScript, gzip (elsewhere: ${peers})`, script, limits.script);
  report.add("Scripts of the framework, and addresses at other origins", `${framework} and ${foreign.length}`, {
    goal: "0 and 0",
    isReached: framework === 0 && foreign.length === 0,
  });
  add("CSS, gzip", style, limits.style);
  add("fonts", font, limits.font);
  report.add(`First visit to ${page}: HTML, gzip`, asKilobytes(gzipSync(html).length));
}
