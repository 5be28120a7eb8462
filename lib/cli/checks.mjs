import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { inModules, runProgram } from "./processes.mjs";
import { root, secondsSince } from "./terminal.mjs";

/**
 * @typedef {{ title: string, run: (print: (text: string) => void) => Promise<Tally> }} Check
 * @typedef {{ passed: number, failed: number }} Tally
 */

const one = (/** @type {boolean} */ isGood) => (isGood ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });

/**
 * @param {string} script in node_modules
 * @param {string[]} parameters
 * @param {(text: string) => void} print
 * @param {Record<string, string>} [environment] what it sees besides
 */
const runScript = (script, parameters, print, environment = {}) =>
  runProgram(process.execPath, [inModules(script), ...parameters], {
    onOutput: print,
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", FORCE_COLOR: "0", ...environment },
  });

/** @param {string} title @param {[script: string, ...parameters: string[]][]} steps @returns {Check} */
const simpleCheck = (title, ...steps) => ({
  title,
  async run(print) {
    for (const [script, ...parameters] of steps) {
      if ((await runScript(script, parameters, print)) !== 0) return one(false);
    }
    return one(true);
  },
});

/** @param {string} folder @returns {string} the names and content of all its files */
function contentOf(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => path.join(entry.parentPath, entry.name)).sort();
  return JSON.stringify(paths.map((file) => [path.relative(folder, file), readFileSync(file, "utf8")]));
}

/** @type {Check} */
const migrationCheck = {
  title: "Migrations stand for the tables",
  async run(print) {
    const folder = path.join(root, "lib/db/migrations");
    const before = contentOf(folder);
    const copy = mkdtempSync(path.join(tmpdir(), "portal-migrations-"));
    cpSync(folder, copy, { recursive: true });
    try {
      const parameters = ["generate", "--config=lib/db/drizzle.config.ts", "--name=check"];
      const status = await runScript("drizzle-kit/bin.cjs", parameters, print);
      if (status !== 0) return one(false);
      if (contentOf(folder) === before) return one(true);
      print("The tables have changed since the last migration; make a new one with:\n");
      print("npx drizzle-kit generate --config=lib/db/drizzle.config.ts\n");
      return one(false);
    } finally {
      if (contentOf(folder) !== before) {
        rmSync(folder, { recursive: true, force: true });
        cpSync(copy, folder, { recursive: true });
      }
      rmSync(copy, { recursive: true, force: true });
    }
  },
};

/** @param {string} file Vitest's report @returns {Tally | null} */
function readVitest(file) {
  if (!existsSync(file)) return null;
  const report = JSON.parse(readFileSync(file, "utf8"));
  const passed = Number(report.numPassedTests);
  // A file that could not be loaded has no failed test of its own.
  const unloaded = report.testResults.filter(
    (/** @type {{ status: string, assertionResults: unknown[] }} */ suite) =>
      suite.status === "failed" && suite.assertionResults.length === 0,
  );
  return { passed, failed: Number(report.numFailedTests) + unloaded.length };
}

/** Returns the unit tests as a check. @param {Record<string, string>} [environment] what the tests see besides @returns {Check} */
export const vitestCheck = (environment = {}) => ({
  title: "Unit, data and content tests (Vitest)",
  async run(print) {
    const folder = mkdtempSync(path.join(tmpdir(), "portal-vitest-"));
    const report = path.join(folder, "report.json");
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
    try {
      const status = await runScript("vitest/vitest.mjs", ["run", ...reporters], print, environment);
      const tally = readVitest(report) ?? one(status === 0);
      // Errors outside of any test leave only the exit status.
      return status !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
});

/** The checks of the sources, each of which counts as one. @type {Check[]} */
export const sourceChecks = [
  simpleCheck("Types (TypeScript)", ["next/dist/bin/next", "typegen"], ["typescript/bin/tsc", "--noEmit"]),
  simpleCheck("Rules (ESLint)", ["eslint/bin/eslint.js", "."]),
  simpleCheck("Format (Prettier)", ["prettier/bin/prettier.cjs", "--check", "--log-level=warn", "."]),
  simpleCheck("Nothing unused (knip)", ["knip/bin/knip.js"]),
  migrationCheck,
];

/**
 * Runs checks two at a time, prints the output of each in one piece, and adds up their results.
 * @param {Check[]} checks
 * @returns {Promise<Tally>}
 */
export async function runChecks(checks) {
  const waiting = [...checks];
  /** @type {string[]} */
  const summary = [];
  const total = { passed: 0, failed: 0 };
  async function work() {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      const startedAt = performance.now();
      let output = "";
      console.log(`${check.title} …`);
      const tally = await check.run((text) => (output += text));
      total.passed += tally.passed;
      total.failed += tally.failed;
      const line = `${tally.failed === 0 ? "✓" : "✗"} ${check.title} (${secondsSince(startedAt)})`;
      summary.push(line);
      // What a check that passed has to say helps nobody.
      if (tally.failed > 0 && output.trim() !== "") console.log(output.trimEnd());
      console.log(line);
    }
  }
  await Promise.all([work(), work()]);
  console.log(["", "Summary", ...summary].join("\n"));
  return total;
}
