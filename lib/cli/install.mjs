import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { withLock } from "./build-lock.mjs";
import { sayWaiting, workLock } from "./build-portal.mjs";
import { environmentFor, runProgram } from "./processes.mjs";
import { requireWorkSpace } from "./settings.mjs";
import { Refusal, phase, root } from "./terminal.mjs";

/** @typedef {{ version?: string, optional?: boolean, peer?: boolean, link?: boolean }} LockedPackage */

const modules = path.join(root, "node_modules");
const record = path.join(modules, ".portal-install");

/** @param {string} file @returns {Record<string, LockedPackage>} */
const readPackages = (file) => JSON.parse(readFileSync(file, "utf8")).packages ?? {};

/**
 * Tells whether npm has already installed a lockfile, by the list of packages that it leaves in node_modules.
 * @param {string} lockfile @param {string} installed path of npm's own list
 */
export function isInstalledByNpm(lockfile, installed) {
  if (!existsSync(installed)) return false;
  const found = readPackages(installed);
  return Object.entries(readPackages(lockfile)).every(([name, { version, optional }]) => {
    // Optional packages for other systems are in the lockfile only.
    const isAbsentRightly = optional === true && found[name] === undefined;
    return name === "" || isAbsentRightly || found[name]?.version === version;
  });
}

function lockHash() {
  const file = path.join(root, "package-lock.json");
  if (!existsSync(file)) throw new Refusal("package-lock.json is missing: this is not a complete copy of the portal.");
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}

/** @param {string} hash @returns {boolean} */
function isInstalled(hash) {
  if (existsSync(record)) return readFileSync(record, "utf8") === hash;
  if (!isInstalledByNpm(path.join(root, "package-lock.json"), path.join(modules, ".package-lock.json"))) return false;
  writeFileSync(record, hash);
  return true;
}

/** @returns {Promise<number>} exit status */
function runNpm(/** @type {string[]} */ parameters) {
  // Under npm this is its own script, which needs neither a shell nor a PATH.
  const npm = process.env.npm_execpath;
  // A NODE_ENV of the caller must not leave out what the build needs.
  const options = { env: environmentFor("development") };
  if (npm !== undefined && /npm-cli\.c?js$/.test(npm)) {
    return runProgram(process.execPath, [npm, ...parameters], options);
  }
  return runProgram("npm", parameters, { ...options, shell: process.platform === "win32" });
}

/** Installs the packages of the lockfile when they are not there yet; throws a Refusal when that fails. */
export async function ensureInstalled() {
  const hash = lockHash();
  if (isInstalled(hash)) return;
  requireWorkSpace();
  await withLock(
    workLock,
    async () => {
      if (isInstalled(hash)) return;
      await phase("Installing packages (npm ci)", async () => {
        const status = await runNpm(["ci", "--no-audit", "--no-fund", "--include=dev"]);
        if (status !== 0) throw new Refusal("Packages could not be installed: the reason stands above.", status);
      });
      writeFileSync(record, hash);
    },
    sayWaiting("installing"),
  );
}
