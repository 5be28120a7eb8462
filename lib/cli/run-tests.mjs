import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { runChecks, sourceChecks, vitestCheck } from "./checks.mjs";
import { findChromium, noChromium } from "./chromium.mjs";
import { ensureInstalled } from "./install.mjs";
import { findPostgresPrograms, startPostgres } from "./postgres.mjs";
import { endChildrenOnSignal, inModules, runProgram } from "./processes.mjs";
import { requireWorkSpace } from "./settings.mjs";
import { Refusal, phase, root, runCommand } from "./terminal.mjs";

/** @typedef {import("./checks.mjs").Tally} Tally */

/** @returns {Promise<import("./postgres.mjs").TestServer | null>} */
async function providePostgres() {
  const given = process.env.TEST_DATABASE_URL;
  if (given) {
    console.log("PostgreSQL: the one of TEST_DATABASE_URL.");
    return { url: given, stop: () => undefined };
  }
  const programs = findPostgresPrograms();
  if (programs === null) {
    console.log(
      "PostgreSQL: none was found, so data tests run on the embedded engine only, and journeys with two portals not at all (see TEST_DATABASE_URL).",
    );
    return null;
  }
  return phase(`Starting a throwaway PostgreSQL from ${programs}`, () => startPostgres(programs));
}

/** @returns {Promise<Tally>} */
async function build() {
  const script = path.join(root, "lib/cli/build.mjs");
  const status = await runProgram(process.execPath, [script, "--if-needed"]);
  return status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** @param {string} file Playwright's report @param {number} status its exit status @returns {Tally} */
function readPlaywright(file, status) {
  const tally = { passed: 0, failed: 0 };
  if (existsSync(file)) {
    const { stats } = JSON.parse(readFileSync(file, "utf8"));
    tally.passed = stats.expected;
    tally.failed = stats.unexpected + stats.flaky;
  }
  // A server that did not start, or a file that could not be loaded, leaves only the exit status.
  return status !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
}

/** @param {string} chromium @param {string} database a PostgreSQL for journeys that need one, or empty @returns {Promise<Tally>} */
async function runJourneys(chromium, database) {
  const folder = mkdtempSync(path.join(tmpdir(), "portal-journeys-"));
  const report = path.join(folder, "report.json");
  try {
    const status = await runProgram(process.execPath, [inModules("@playwright/test/cli.js"), "test", "-c", "e2e"], {
      env: {
        ...process.env,
        PW_CHROMIUM_PATH: chromium,
        TEST_DATABASE_URL: database,
        PLAYWRIGHT_JSON_OUTPUT_NAME: report,
        PORTAL_E2E_DATA: path.join(folder, "data"),
      },
    });
    return readPlaywright(report, status);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs the fast checks (`npm run check`). */
export async function checkPortal() {
  endChildrenOnSignal();
  await runCommand(async () => {
    await ensureInstalled();
    const { failed } = await runChecks([vitestCheck(), ...sourceChecks]);
    return failed === 0 ? 0 : 1;
  });
}

/** Runs everything that proves the portal (`npm test`); the last line says how much passed and failed. */
export async function testPortal() {
  let stopServer = () => {};
  endChildrenOnSignal();
  // Also after a signal or an unexpected failure.
  process.on("exit", () => stopServer());
  await runCommand(async () => {
    await ensureInstalled();
    const chromium = await findChromium(process.env);
    if (chromium === null) throw new Refusal(noChromium);
    console.log(`Chromium: ${chromium}`);
    requireWorkSpace();
    const server = await providePostgres();
    if (server !== null) stopServer = server.stop;
    const tests = server === null ? vitestCheck() : vitestCheck({ TEST_DATABASE_URL: server.url });
    const checks = await runChecks([tests, ...sourceChecks]);
    const built = await build();
    // Without a build there is nothing to visit: the journeys count as one failure.
    const journeys =
      built.failed > 0
        ? { passed: 0, failed: 1 }
        : await phase("Journeys in Chromium", () => runJourneys(chromium, server?.url ?? ""));
    stopServer();
    stopServer = () => {};
    const passed = checks.passed + built.passed + journeys.passed;
    const failed = checks.failed + built.failed + journeys.failed;
    console.log(`${passed} passed, ${failed} failed`);
    return failed === 0 ? 0 : 1;
  });
}
