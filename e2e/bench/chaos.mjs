// Kills the portal's process (and in some rounds PostgreSQL) with kill -9 while it writes, again and again:
//   node e2e/bench/chaos.mjs --engine embedded|postgres [--writes rows|conduct] [--rounds 50] [--seed 1] [--verbose]
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { DurablePostgres } from "./chaos-postgres.mjs";
import { Chaos } from "./chaos-rounds.mjs";
import { asMilliseconds, percentile } from "./numbers.mjs";

const { values } = parseArgs({
  options: {
    engine: { type: "string", default: "embedded" },
    writes: { type: "string", default: "rows" },
    rounds: { type: "string", default: "50" },
    seed: { type: "string", default: "1" },
    verbose: { type: "boolean", default: false },
  },
});
// What sends and decides something takes many times as long as a row.
const { writer, writes } =
  values.writes === "conduct"
    ? { writer: "chaos-conduct-writer.ts", writes: 60 }
    : { writer: "chaos-writer.ts", writes: 200 };
const goalMilliseconds = 5_000;
const folder = mkdtempSync(path.join(tmpdir(), "portal-chaos-"));
const postgres = values.engine === "postgres" ? new DurablePostgres() : null;
let killsServer = false;
await postgres?.create();
const chaos = new Chaos({
  seed: Number(values.seed),
  writer,
  writes,
  data: path.join(folder, "data"),
  databaseUrl: postgres?.url,
  onKill: () => killsServer && postgres?.kill(),
});

/** @type {number[]} */
const opened = [];
/** @type {number[]} */
const restarted = [];
/** @type {string[]} */
const problems = [];
let acknowledged = 0;
/** @type {Record<string, number>} */
const cut = {};

/** @param {number} round @param {import("./chaos-rounds.mjs").Round} result */
function note(round, result) {
  acknowledged += result.acknowledged;
  for (const mark of result.cut) {
    // Of something with steps, the step.
    const kind = mark.split(".")[1] ?? mark.split("-")[0] ?? "";
    cut[kind] = (cut[kind] ?? 0) + 1;
  }
  if (result.openMilliseconds !== null) opened.push(result.openMilliseconds);
  problems.push(...(result.problems ?? []).map((problem) => `Before round ${round}: ${problem}`));
  if (values.verbose)
    console.log(
      `Round ${round}: ${result.acknowledged} acknowledged, cut ${result.cut.join(" ")}; ${problems.length} problems.`,
    );
}

try {
  await chaos.prepare();
  // Makes the database; only what comes after a kill is measured.
  await chaos.check();
  for (let round = 1; round <= Number(values.rounds); round += 1) {
    // Every fifth round the server goes, too, and every tenth the process goes before it has begun.
    killsServer = round % 5 === 0;
    note(round, await (round % 10 === 7 ? chaos.killWhileOpening() : chaos.killWhileWriting()));
    if (killsServer && postgres !== null) restarted.push(await postgres.start());
  }
  note(Number(values.rounds) + 1, await chaos.check());
} finally {
  chaos.dispose();
  await postgres?.stop();
  rmSync(folder, { recursive: true, force: true });
}

const slowest = Math.max(...opened);
console.log(`${values.rounds} rounds on ${values.engine}, ${acknowledged} acknowledged writes.`);
const cutOff = Object.entries(cut).map(([kind, count]) => `${count} × ${kind}`);
console.log(`Cut off in the middle: ${cutOff.join(", ")}.`);
console.log(`Open again: median ${asMilliseconds(percentile(opened, 0.5))}, slowest ${asMilliseconds(slowest)}.`);
if (restarted.length > 0)
  console.log(`PostgreSQL again after its own kill -9: slowest ${asMilliseconds(Math.max(...restarted))}.`);
for (const problem of problems) console.log(problem);
console.log(problems.length === 0 ? "Nothing was lost, doubled or damaged." : `${problems.length} problems.`);
process.exitCode = problems.length === 0 && slowest < goalMilliseconds ? 0 : 1;
