import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { Refusal, root } from "./terminal.mjs";

/**
 * @typedef {Record<string, string>} Manifest name of an asset → its public path
 * @typedef {{ package: string, file: string }} Font
 * @typedef {{ manifest: Manifest, close: () => Promise<void> }} Assets
 * @typedef {{ folder: string, isWatching: boolean }} Task folder is the repository's root
 */

const stylesheet = "app/globals.css";
const enhancements = "components/enhance";
const sources = ["app", "components", "features", "lib"];

const outputOf = (/** @type {Task} */ task) => path.join(task.folder, "public/assets");

/** @param {string | Uint8Array} content */
const hash8 = (content) => createHash("sha256").update(content).digest("hex").slice(0, 8);

/**
 * Writes a file under a name that changes with its content, and returns its public path.
 * @param {Task} task
 * @param {string} name
 * @param {string | Uint8Array} content
 */
async function writeHashed(task, name, content) {
  const { name: stem, ext } = path.parse(name);
  const hashed = `${stem}.${hash8(content)}${ext}`;
  const target = path.join(outputOf(task), hashed);
  if (!existsSync(target)) await writeFile(target, content);
  return `/assets/${hashed}`;
}

/** @param {Task} task @returns {Promise<Manifest>} */
async function copyFonts(task) {
  /** @type {Font[]} */
  const fonts = JSON.parse(await readFile(path.join(task.folder, "app/fonts.json"), "utf8"));
  const entries = fonts.map(async (font) => {
    const source = path.join(task.folder, "node_modules", font.package, "files", font.file);
    const content = await readFile(source).catch(() => {
      throw new Refusal(`app/fonts.json names ${font.file}, which is not in the package ${font.package}.`);
    });
    return [font.file, await writeHashed(task, font.file, content)];
  });
  return Object.fromEntries(await Promise.all(entries));
}

/**
 * Replaces every asset("name") in CSS by the address of that asset; throws a Refusal for an unknown name.
 * @param {string} css
 * @param {Manifest} manifest
 */
export function resolveAssets(css, manifest) {
  return css.replace(/\basset\(\s*["']([^"']+)["']\s*\)/g, (_, name) => {
    const address = manifest[name];
    if (address === undefined) throw new Refusal(`${stylesheet} uses asset("${name}"), which app/fonts.json lacks.`);
    return `url("${address}")`;
  });
}

/** @param {Task} task @param {Manifest} fonts @returns {Promise<Manifest>} */
async function buildStyles(task, fonts) {
  const [{ default: postcss }, { default: tailwind }] = await Promise.all([
    import("postcss"),
    import("@tailwindcss/postcss"),
  ]);
  const from = path.join(task.folder, stylesheet);
  const css = resolveAssets(await readFile(from, "utf8"), fonts);
  const result = await postcss([tailwind({ base: task.folder, optimize: !task.isWatching })]).process(css, { from });
  // Only the stylesheet itself is resolved, so a call in an imported file would reach browsers as it is.
  if (/\basset\(/.test(result.css)) throw new Refusal(`asset() works in ${stylesheet} only, not in files it imports.`);
  return { "site.css": await writeHashed(task, "site.css", result.css) };
}

/** @param {Task} task @returns {Promise<Record<string, string>>} name of the script → its source */
async function findScripts(task) {
  const folder = path.join(task.folder, enhancements);
  const names = existsSync(folder) ? await readdir(folder) : [];
  if (!names.includes("main.ts")) throw new Refusal(`${enhancements}/main.ts is missing.`);
  const others = names.filter((name) => name.endsWith(".entry.ts"));
  return Object.fromEntries([
    ["main", path.join(folder, "main.ts")],
    ...others.map((name) => [name.replace(/\.entry\.ts$/, ""), path.join(folder, name)]),
  ]);
}

/** @param {Task} task @returns {Promise<Manifest>} */
async function buildScripts(task) {
  const { build } = await import("esbuild");
  const scripts = await findScripts(task);
  const { metafile } = await build({
    absWorkingDir: task.folder,
    entryPoints: scripts,
    outdir: outputOf(task),
    entryNames: "[name].[hash]",
    chunkNames: "[name].[hash]",
    bundle: true,
    format: "esm",
    splitting: true,
    minify: true,
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
    sourcemap: task.isWatching ? "linked" : false,
    metafile: true,
    logLevel: "warning",
  });
  // A chunk of a dynamic import has an entry point too; pages ask only for the scripts listed here.
  const names = new Map(Object.entries(scripts).map(([name, file]) => [path.resolve(file), name]));
  const found = Object.entries(metafile.outputs).map(([file, { entryPoint }]) => {
    const name = names.get(path.resolve(task.folder, entryPoint ?? ""));
    return [name === "main" ? "enhance.js" : `${name}.js`, `/assets/${path.basename(file)}`, name];
  });
  return Object.fromEntries(found.filter(([, , name]) => name !== undefined));
}

/** @param {Task} task @returns {Promise<Manifest>} */
async function buildOnce(task) {
  await mkdir(outputOf(task), { recursive: true });
  const fonts = await copyFonts(task);
  const [styles, scripts] = await Promise.all([buildStyles(task, fonts), buildScripts(task)]);
  const manifest = { ...styles, ...scripts, ...fonts };
  const target = path.join(outputOf(task), "manifest.json");
  await writeFile(`${target}.new`, `${JSON.stringify(manifest, null, 2)}\n`);
  // A reader sees the old manifest or the new one, never half of it.
  await rename(`${target}.new`, target);
  return manifest;
}

/**
 * Builds again a moment after the last change; a failure is printed and the last good assets stay.
 * @param {Task} task
 * @param {(manifest: Manifest) => void} onChange
 */
async function watchSources(task, onChange) {
  const { watch } = await import("chokidar");
  let isBuilding = false;
  let isStale = false;
  async function rebuild() {
    isStale = true;
    if (isBuilding) return;
    isBuilding = true;
    while (isStale) {
      isStale = false;
      await buildOnce(task).then(onChange, (error) => console.error(`Assets: ${error.message}`));
    }
    isBuilding = false;
  }
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const watcher = watch(sources, {
    cwd: task.folder,
    ignoreInitial: true,
    ignored: (file, stats) => stats?.isFile() === true && !/\.(css|json|tsx?)$/.test(file),
  });
  watcher.on("all", () => {
    clearTimeout(timer);
    timer = setTimeout(rebuild, 40);
  });
  return async () => {
    clearTimeout(timer);
    await watcher.close();
  };
}

/**
 * Builds the stylesheet, the enhancement script and the fonts to public/assets, and their manifest.json.
 * Throws a Refusal when a source is missing; with watch, keeps building until close() is called.
 * @param {{ watch?: boolean, onChange?: (manifest: Manifest) => void, folder?: string }} [options]
 * @returns {Promise<Assets>}
 */
export async function buildAssets({ watch = false, onChange = () => undefined, folder = root } = {}) {
  const task = { folder, isWatching: watch };
  await rm(outputOf(task), { recursive: true, force: true });
  const manifest = await buildOnce(task);
  const close = watch ? await watchSources(task, onChange) : async () => undefined;
  return { manifest, close };
}
