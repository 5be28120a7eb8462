import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import path from "node:path";
import { findPostgresPrograms } from "../../lib/cli/postgres.mjs";
import { bundle, root } from "./bundle.mjs";
import { DurablePostgres } from "./chaos-postgres.mjs";
import { asMilliseconds, asSeconds, asTimes, rounded } from "./numbers.mjs";

/** @typedef {import("./report.mjs").Report} Report */
/** @typedef {{ count: number, median: number, p95: number, slowest: number, failures: string[], failed: number }} Lanes */
/** @typedef {{ seconds: number, writes: Lanes, reads: Lanes }} Spell */
/**
 * @typedef {object} Measured
 * @property {{ fresh: number, rotated: number, derived: number }} opening
 * @property {import("./conduct-queue").QueueTimes[]} queue
 * @property {number} slowness
 * @property {{ keys: number, aloneSeconds: number, calm: Spell, busy: Spell, left: number, sets: number }} rotation
 */

const openingGoal = 5;
const queueGoal = 100;
const rotationGoal = 300;

/**
 * Measures on one engine, in a process of its own.
 * @param {string} script @param {string} data @param {string} databaseUrl empty for the embedded engine
 * @returns {Promise<Measured>}
 */
async function measure(script, data, databaseUrl) {
  const child = spawn(process.execPath, [script], {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      PORTAL_DATA: data,
      PORTAL_SECRET: "a secret of this bench that is long enough",
      PORTAL_CONDUCT_KEYS: path.join(data, "conduct-keys.json"),
      DATABASE_URL: databaseUrl,
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let printed = "";
  child.stdout.setEncoding("utf8").on("data", (/** @type {string} */ text) => (printed += text));
  const status = await new Promise((resolve) => child.once("close", resolve));
  if (status !== 0) throw new Error(`Measuring reports and cases ended with status ${status}.`);
  return JSON.parse(printed);
}

/** @param {Report} report @param {Measured["opening"]} opening */
function reportOpening(report, { fresh, rotated, derived }) {
  report.add(
    "A case of 50 fields, decrypted",
    `${asMilliseconds(fresh)} (after a rotation ${asMilliseconds(rotated)})`,
    { goal: `< ${openingGoal} ms`, isReached: fresh < openingGoal },
  );
  report.add("With a key derived for each field, beside it", `${asMilliseconds(derived)}, ${asTimes(derived / fresh)}`);
}

/** @param {Report} report @param {string} engine @param {Measured} measured */
function reportQueue(report, engine, { queue, slowness }) {
  report.note(`${engine}: meanwhile a fixed piece of work took ${rounded(slowness)} times as long as at its best.`);
  for (const { who, what, rows, median, p95, processor } of queue)
    report.add(
      `Queue, ${engine}: ${what}, for a ${who}`,
      `p95 ${asMilliseconds(p95)}, median ${asMilliseconds(median)}, processor ${asMilliseconds(processor)}, ${rounded(rows)} rows`,
      { goal: `≤ ${queueGoal} ms`, isReached: p95 <= queueGoal },
    );
}

/** @param {Lanes} calm @param {Lanes} busy */
const compared = (calm, busy) =>
  `${rounded(busy.count)}, p95 ${asMilliseconds(busy.p95)} (calm ${asMilliseconds(calm.p95)}), slowest ${asMilliseconds(busy.slowest)}`;

/** @param {Report} report @param {string} engine @param {Measured["rotation"]} rotation */
function reportRotation(report, engine, { keys, aloneSeconds, calm, busy, left, sets }) {
  report.add(
    `Rotation, ${engine}: ${rounded(keys)} keys, beside 5 writers and 5 readers`,
    `${asSeconds(busy.seconds * 1000)} (alone ${asSeconds(aloneSeconds * 1000)})`,
    { goal: `≤ ${rotationGoal / 60} min`, isReached: busy.seconds <= rotationGoal && left === 0 && sets === 1 },
  );
  report.add(`Rotation, ${engine}: reports sent meanwhile`, compared(calm.writes, busy.writes));
  report.add(`Rotation, ${engine}: cases read meanwhile`, compared(calm.reads, busy.reads));
  const failed = busy.writes.failed + busy.reads.failed;
  report.add(`Rotation, ${engine}: reads and writes that failed`, rounded(failed), {
    goal: "0",
    isReached: failed === 0,
  });
  for (const failure of [...busy.writes.failures, ...busy.reads.failures]) report.note(failure);
}

/**
 * Measures reports and cases: decryption, the queue of the desk and a rotation of the keys, on both engines.
 * @param {Report} report @param {{ work: string }} folders an empty folder to work in
 */
export async function benchConduct(report, { work }) {
  const script = await bundle("conduct-measure.ts");
  const postgres = findPostgresPrograms() === null ? null : new DurablePostgres();
  try {
    const embedded = await measure(script, path.join(work, "embedded"), "");
    reportOpening(report, embedded.opening);
    reportQueue(report, "embedded", embedded);
    reportRotation(report, "embedded", embedded.rotation);
    if (postgres === null) return report.note("PostgreSQL was not found on this machine: not measured.");
    await postgres.create();
    const served = await measure(script, path.join(work, "postgres"), postgres.url);
    reportQueue(report, "PostgreSQL", served);
    reportRotation(report, "PostgreSQL", served.rotation);
  } finally {
    await postgres?.stop();
    rmSync(path.dirname(script), { recursive: true, force: true });
  }
}
