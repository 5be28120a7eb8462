// Signed-in readers and writers at once on a running portal with PostgreSQL and PORTAL_PROXIES=1:
//   node e2e/bench/crowd.mjs --portal http://127.0.0.1:3000 --database postgres://… [--pid 123] [--minutes 1]
// With --minutes 10 it shows whether memory stays flat. What it adds to the database it removes again.
import { parseArgs } from "node:util";
import { removeCrowd, signInCrowd } from "./crowd-people.mjs";
import { Client, memoryOf } from "./crowd-client.mjs";
import { submitProfile } from "./crowd-writer.mjs";
import { asMegabytes, asMilliseconds, percentile, rounded } from "./numbers.mjs";

const { values } = parseArgs({
  options: {
    portal: { type: "string", default: "http://127.0.0.1:3000" },
    database: { type: "string", default: process.env.DATABASE_URL ?? "" },
    pid: { type: "string" },
    minutes: { type: "string", default: "1" },
    readers: { type: "string", default: "500" },
    writers: { type: "string", default: "50" },
  },
});
const pages = ["/", "/handbook", "/handbook/team", "/search?q=pairing", "/account"];
const [readers, writers] = [Number(values.readers), Number(values.writers)];
const endsAt = performance.now() + Number(values.minutes) * 60_000;

/** @typedef {{ name: string, times: number[], errors: Map<string, number> }} Tally */
/** @param {string} name @returns {Tally} */
const tallyOf = (name) => ({ name, times: [], errors: new Map() });

/**
 * Does something again and again until the end, each time when the time before is over.
 * @param {Tally} tally @param {(turn: number) => Promise<void>} act
 */
async function keepDoing(tally, act) {
  for (let turn = 0; performance.now() < endsAt; turn += 1) {
    const startedAt = performance.now();
    try {
      await act(turn);
      tally.times.push(performance.now() - startedAt);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      tally.errors.set(reason, (tally.errors.get(reason) ?? 0) + 1);
    }
  }
}

/** @param {Tally} tally */
function print({ name, times, errors }) {
  const failed = [...errors.values()].reduce((sum, count) => sum + count, 0);
  const perSecond = times.length / (Number(values.minutes) * 60);
  const percentiles = [0.5, 0.95, 0.99].map((share) => asMilliseconds(percentile(times, share)));
  console.log(
    `${name}: ${times.length} (${rounded(perSecond)} per second), p50/p95/p99 ${percentiles.join(" / ")}, ${failed} errors.`,
  );
  for (const [reason, count] of errors) console.log(`  ${count} × ${reason}`);
}

const cookies = await signInCrowd(values.database, readers + writers);
const reading = tallyOf("Readers");
const writing = tallyOf("Writers");
const watch = setInterval(() => {
  const memory = memoryOf(Number(values.pid));
  const left = Math.max(0, endsAt - performance.now()) / 1000;
  if (memory !== null) console.log(`${rounded(left)} s to go: the server holds ${asMegabytes(memory)}.`);
}, 10_000);
const client = new Client(values.portal, readers + writers);
try {
  await Promise.all(
    cookies.map((cookie, person) =>
      person < readers
        ? keepDoing(reading, (turn) => client.read(pages[(person + turn) % pages.length] ?? "/", cookie))
        : keepDoing(writing, (turn) => submitProfile(client, cookie, `Crowd ${person} turn ${turn}`)),
    ),
  );
} finally {
  clearInterval(watch);
  client.close();
  await removeCrowd(values.database);
}
print(reading);
print(writing);
process.exitCode = reading.errors.size + writing.errors.size === 0 ? 0 : 1;
