import { createHash } from "node:crypto";
import { readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";

/**
 * @typedef {[size: number, changedAt: number, hash: string]} FileMark changedAt in milliseconds
 * @typedef {Record<string, FileMark>} SourceList path → mark
 */

// Pages and facts under content/ are no part of a build: they are read while the portal runs.
const sourceFolders = ["app", "components", "features", "lib", "public"];
const sourceFiles = /^(package-lock\.json|tsconfig\.json|[\w.-]+\.(ts|mjs))$/;
const otherFiles = /(\.test\.tsx?|\.d\.ts|eslint\.config\.mjs|vitest\.config\.ts)$/;

const isOutput = (/** @type {string} */ file) => file === "public/assets" || otherFiles.test(file);

/** @param {string} root @param {string} file @param {string[]} found */
function collect(root, file, found) {
  if (isOutput(file)) return;
  const stats = statSync(path.join(root, file), { throwIfNoEntry: false });
  if (stats === undefined) return;
  if (stats.isFile()) found.push(file);
  if (!stats.isDirectory()) return;
  for (const name of readdirSync(path.join(root, file)).sort()) collect(root, `${file}/${name}`, found);
}

/**
 * Lists the sources of a build with their marks; a file whose size and time are in the earlier list is not read.
 * @param {string} root
 * @param {SourceList} earlier
 * @returns {SourceList}
 */
export function listSources(root, earlier = {}) {
  /** @type {string[]} */
  const files = [];
  const rootFiles = readdirSync(root).filter((name) => sourceFiles.test(name));
  for (const source of [...sourceFolders, ...rootFiles.sort()]) collect(root, source, files);
  /** @type {SourceList} */
  const list = {};
  for (const file of files) {
    const { size, mtimeMs } = statSync(path.join(root, file));
    const known = earlier[file];
    const isKnown = known !== undefined && known[0] === size && known[1] === mtimeMs;
    const hash = () =>
      createHash("sha256")
        .update(readFileSync(path.join(root, file)))
        .digest("base64url");
    list[file] = isKnown ? known : [size, mtimeMs, hash()];
  }
  return list;
}

/** @param {SourceList} one @param {SourceList} other @returns {boolean} whether both stand for the same content */
export function haveSameContent(one, other) {
  const files = Object.keys(one);
  return files.length === Object.keys(other).length && files.every((file) => one[file]?.[2] === other[file]?.[2]);
}

/** @param {string} file @returns {SourceList | null} the stored list; null when there is none that can be read */
export function readSourceList(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}

/** @param {string} file @param {SourceList} list */
export function writeSourceList(file, list) {
  writeFileSync(file, JSON.stringify(list));
}
