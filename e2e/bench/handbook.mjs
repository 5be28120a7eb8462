import { cp, mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { TextWriter } from "./page-text.mjs";
import { pick, seededRandom } from "./random.mjs";

/** @typedef {import("./page-text.mjs").Language} Language */
/** @typedef {import("./page-text.mjs").Part} Part */
/** @typedef {{ path: string, title: string, language: Language, parts: Part[] }} GeneratedPage */
/** @typedef {{ pages: GeneratedPage[], bytes: number }} Handbook bytes of text in all pages */

const seed = 20_261_120;
const bytesPerPage = 6_300;
const giants = 6;
// Sections of 125 pages among small ones, as grown handbooks have them.
const sectionSizes = [125, 40, 12, 25, 60, 8, 30, 18];

/** Pages that stand in both handbooks: in the large one among 124 others, and one level deeper. */
export const probePaths = ["/handbook/generated/a/probe", "/handbook/generated/a/part-2/probe"];

/**
 * Writes the name of every page first, so that pages may link to any other: sections up to four levels deep.
 * @param {number} count
 * @returns {{ path: string, isSection: boolean }[]}
 */
function planPages(count) {
  const pages = [{ path: "/handbook/generated", isSection: true }];
  const add = (/** @type {string} */ place, /** @type {boolean} */ isSection) => {
    if (pages.length < count) pages.push({ path: place, isSection });
  };
  for (let index = 0; pages.length < count; index += 1) {
    const letters = String.fromCharCode(97 + (index % 26)) + (index < 26 ? "" : String(Math.floor(index / 26)));
    const section = `/handbook/generated/${letters}`;
    add(section, true);
    const size = sectionSizes[index % sectionSizes.length] ?? 0;
    for (let page = 1; page < size; page += 1) add(`${section}/page-${page}`, false);
    // A third of the sections has two more levels below.
    if (index % 3 !== 0) continue;
    for (let below = 1; below <= 4; below += 1) {
      add(`${section}/part-${below}`, true);
      for (let page = 1; page <= 15; page += 1) add(`${section}/part-${below}/page-${page}`, false);
    }
  }
  return pages;
}

/** @param {string} title @param {number} order @param {string} body */
const fileOf = (title, order, body) =>
  `---\ntitle: ${JSON.stringify(title)}\ndescription: Generated for the bench.\norder: ${order}\nvisibility: public\n---\n\n${body}\n`;

/**
 * Copies the portal's own content to a folder and adds generated pages, a third of them Japanese.
 * @param {string} source the portal's content folder
 * @param {string} target
 * @param {number} count of generated pages; 0 adds the probes only
 * @returns {Promise<Handbook>}
 */
export async function writeHandbook(source, target, count) {
  await cp(source, target, { recursive: true });
  const random = seededRandom(seed);
  const writer = new TextWriter(random);
  let bytes = 0;
  const write = async (/** @type {string} */ file, /** @type {string} */ text) => {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
    bytes += Buffer.byteLength(text);
  };
  // Written first: they must be the same whatever comes after.
  const probe = writer.page("en", bytesPerPage, ["/handbook/community/pairing", "/handbook/team"]);
  for (const probePath of probePaths) {
    await write(path.join(target, `.${probePath}.mdx`), fileOf("Probe of the bench", 500, probe.markdown));
  }
  const plan = planPages(count);
  const targets = plan.map((page) => page.path);
  /** @type {GeneratedPage[]} */
  const pages = [];
  for (const [index, page] of plan.entries()) {
    if (count === 0) break;
    /** @type {Language} */
    const language = index % 3 === 2 ? "ja" : "en";
    const isGiant = index % Math.ceil(count / giants) === 7;
    // Long and short pages around the mean, as real ones are.
    const size = isGiant ? 110_000 : bytesPerPage * (0.25 + pick(random, [0.2, 0.4, 0.5, 0.7, 1, 1.7]));
    const title = writer.title(language);
    const text = writer.page(language, size, targets);
    const file = path.join(target, `.${page.path}${page.isSection ? "/index" : ""}.mdx`);
    await write(file, fileOf(title, index, text.markdown));
    pages.push({ path: page.path, title, language, parts: text.parts });
  }
  return { pages, bytes };
}
