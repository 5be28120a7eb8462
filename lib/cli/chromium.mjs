import { accessSync, constants, existsSync } from "node:fs";
import path from "node:path";

const names = ["chromium", "google-chrome", "google-chrome-stable", "chromium-browser", "microsoft-edge", "chrome"];
const places = [
  "/usr/bin/chromium",
  "/usr/lib/chromium/chromium",
  "/snap/bin/chromium",
  "/opt/google/chrome/chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

/** What to tell a person whose machine has no browser for the tests. */
export const noChromium =
  "No Chromium was found: install it (Debian: apt-get install chromium) or set PW_CHROMIUM_PATH.";

/** @param {string} file */
function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** @returns {Promise<string[]>} where Playwright keeps its own browser, if it is installed */
async function findPlaywrightsOwn() {
  try {
    const { chromium } = await import("@playwright/test");
    return [chromium.executablePath()].filter(existsSync);
  } catch {
    return [];
  }
}

/**
 * Finds a Chromium for the browser tests: the one of PW_CHROMIUM_PATH, Playwright's own, or one of this machine.
 * @param {Record<string, string | undefined>} environment
 * @returns {Promise<string | null>} its path; null when there is none, or when PW_CHROMIUM_PATH is not a program
 */
export async function findChromium(environment) {
  const chosen = environment.PW_CHROMIUM_PATH;
  if (chosen) return isProgram(chosen) ? chosen : null;
  const folders = (environment.PATH ?? "").split(path.delimiter).filter((folder) => folder !== "");
  const onPath = names.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  return [...(await findPlaywrightsOwn()), ...onPath, ...places].find(isProgram) ?? null;
}

/**
 * Returns the switches Chromium needs in tests: it asks nothing of the network, and runs as root where it must.
 * @returns {string[]}
 */
export function chromiumSwitches() {
  return [
    // Chromium refuses its sandbox to root, and containers often know no other user.
    ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
  ];
}
