import { mkdirSync, mkdtempSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** The folder of the repository. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

/**
 * Makes one file of a script of this folder and what it takes from the portal, and returns where it lies: in a folder
 * of its own below the repository, where it finds its packages. Whoever calls removes that folder.
 * @param {string} script
 */
export async function bundle(script) {
  const parent = path.join(root, "node_modules/.cache");
  mkdirSync(parent, { recursive: true });
  const outfile = path.join(mkdtempSync(path.join(parent, "bench-")), "script.mjs");
  await build({
    entryPoints: [path.join(root, "e2e/bench", script)],
    outfile,
    alias: { "@": root, "server-only": path.join(root, "node_modules/server-only/empty.js") },
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    logLevel: "warning",
  });
  return outfile;
}
