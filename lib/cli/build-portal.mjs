import { existsSync, readFileSync } from "node:fs";
import { copyFile, mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { withLock } from "./build-lock.mjs";
import { haveSameContent, listSources, readSourceList, writeSourceList } from "./fingerprint.mjs";
import { endChildrenOnSignal, environmentFor, inModules, runProgram } from "./processes.mjs";
import { Refusal, phase, root, runCommand } from "./terminal.mjs";

const output = path.join(root, ".next");
const buildRecord = path.join(output, "portal-build");
const cluster = path.join(output, "cluster.tar.gz");

/** Where two processes that install or build in this folder wait for each other. */
export const workLock = path.join(root, ".portal-lock");

/** @param {string} what */
export const sayWaiting = (what) => (/** @type {number} */ pid) =>
  console.log(`Process ${pid} is installing or building here: waiting for it before ${what}.`);

function readJson(/** @type {string} */ file) {
  return JSON.parse(readFileSync(file, "utf8"));
}

const engineVersion = () => String(readJson(inModules("@electric-sql/pglite/package.json")).version);

function hasAssets() {
  try {
    const addresses = Object.values(readJson(path.join(root, "public/assets/manifest.json")));
    return addresses.every((address) => existsSync(path.join(root, "public", String(address))));
  } catch {
    return false;
  }
}

/** Tells whether everything a start needs is built from the sources as they are now; reads only what changed. */
export function isBuilt() {
  const earlier = readSourceList(buildRecord);
  if (earlier === null || !existsSync(path.join(output, "BUILD_ID")) || !existsSync(cluster) || !hasAssets()) {
    return false;
  }
  const now = listSources(root, earlier);
  if (!haveSameContent(now, earlier)) return false;
  // Files that were touched but not changed are remembered, so that they are not read again next time.
  if (Object.keys(now).some((file) => now[file] !== earlier[file])) writeSourceList(buildRecord, now);
  return true;
}

/** Puts the empty database that a first start unpacks beside the build; made once per version of the engine. */
async function provideCluster() {
  const version = engineVersion();
  const cache = inModules(".cache/portal");
  const kept = path.join(cache, `cluster-${version}.tar.gz`);
  if (!existsSync(kept)) {
    await mkdir(cache, { recursive: true });
    const script = path.join(root, "lib/cli/cluster.mjs");
    const status = await runProgram(process.execPath, [script, kept]);
    if (status !== 0) throw new Refusal("The empty database could not be prepared.", status);
  }
  await copyFile(kept, cluster);
  await writeFile(path.join(output, "cluster.version"), version);
}

async function buildApplication() {
  const next = inModules("next/dist/bin/next");
  const status = await runProgram(process.execPath, [next, "build"], { env: environmentFor("production") });
  if (status !== 0) throw new Refusal("The build failed: the reason stands above.", status);
}

async function buildEverything() {
  // Taken before the work: a file changed during it makes the next start build again.
  const list = listSources(root, readSourceList(buildRecord) ?? {});
  await rm(buildRecord, { force: true });
  const { buildAssets } = await import("./assets.mjs");
  await phase("Building styles, script and fonts", () => buildAssets());
  await phase("Building the portal", buildApplication);
  await phase("Preparing the empty database", provideCluster);
  writeSourceList(buildRecord, list);
}

/** Builds the portal (`npm run build`); with --if-needed only when something has changed. */
export async function main() {
  const isOptional = process.argv.includes("--if-needed");
  endChildrenOnSignal();
  await runCommand(async () => {
    if (!existsSync(inModules("next/package.json"))) throw new Refusal("Packages are missing: run npm ci first.");
    await withLock(
      workLock,
      async () => {
        if (isOptional && isBuilt()) console.log("The build is up to date.");
        else await buildEverything();
      },
      sayWaiting("building"),
    );
    return 0;
  });
}
