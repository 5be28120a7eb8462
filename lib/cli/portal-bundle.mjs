import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { inModules } from "./processes.mjs";
import { root } from "./terminal.mjs";

/** @typedef {{ run: (args: string[], folder: string) => Promise<number> }} Commands */

/** Node finds no file for "next/headers"; Next's own bundler does. @type {import("esbuild").Plugin} */
const nextFiles = {
  name: "next-files",
  setup: ({ onResolve }) =>
    onResolve({ filter: /^next\/[a-z]+$/ }, ({ path }) => ({ path: `${path}.js`, external: true })),
};

/**
 * Loads the commands, which are TypeScript, as they are written now: made into one file for Node, in a fraction of a
 * second, beside the packages that it uses.
 * @returns {Promise<Commands>}
 */
export async function loadCommands() {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: ["app/portal-commands.ts"],
    bundle: true,
    write: false,
    platform: "node",
    target: "node20",
    format: "esm",
    packages: "external",
    // The real module throws outside of a React server bundle.
    alias: { "server-only": inModules("server-only/empty.js") },
    plugins: [nextFiles],
    logLevel: "error",
  });
  const folder = inModules(".cache/portal");
  const file = path.join(folder, `commands-${process.pid}.mjs`);
  await mkdir(folder, { recursive: true });
  await writeFile(file, outputFiles[0]?.contents ?? "");
  try {
    return await import(pathToFileURL(file).href);
  } finally {
    await rm(file);
  }
}
