import { setTimeout } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { cases } from "@/features/conduct/data/case-tables";
import { countOldSeals, listSetsInUse, sealAgain } from "@/features/conduct/data/key-rotation";
import { placeOf } from "@/features/conduct/data/sealed";
import { submitReport } from "@/features/conduct/data/submit-report";
import { newToken } from "@/features/conduct/domain/receipt";
import { reportForm } from "@/features/conduct/domain/report-form";
import type { Viewer } from "@/lib/auth/viewer";
import type { Database } from "@/lib/db/database";
import { asPortal } from "@/lib/db/doors";
import { keyFile, readKeyring, writeKeyring } from "@/lib/vault/key-file";
import { withNewKeys } from "@/lib/vault/keyring";
import { dataKeys } from "@/lib/vault/tables";
import { openKey } from "@/lib/vault/vault";
import { fillReports } from "./conduct-fill";
import { percentile } from "./numbers.mjs";
import { pick, seededRandom } from "./random.mjs";

const lanes = 5;
// Ten reports in a second, and a hundred cases read: a rotation ends when nothing new has come for the time of a step.
const writerPause = 500;
const readerPause = 50;
const calmMilliseconds = 3000;
const random = seededRandom(4713);

/** What some lanes did while something else ran; failures are sentences. */
type Work = { times: number[]; failures: string[] };

/** Runs the same again and again in five lanes, each with a pause in between, until it is told to end. */
function workOn(run: () => Promise<void>, pause: number): { end: () => Promise<Work> } {
  const work: Work = { times: [], failures: [] };
  let isOver = false;
  async function lane(): Promise<void> {
    while (!isOver) {
      const startedAt = performance.now();
      await run().catch((error: unknown) => work.failures.push(String(error)));
      work.times.push(performance.now() - startedAt);
      await setTimeout(pause);
    }
  }
  const all = Promise.all(Array.from({ length: lanes }, lane));
  const end = async () => {
    isOver = true;
    await all;
    return work;
  };
  return { end };
}

async function readCase(database: Database, ids: readonly string[]): Promise<void> {
  const id = pick(random, ids);
  await asPortal(async (tx) => {
    const [row] = await tx
      .select()
      .from(cases)
      .where(sql`${cases.id} = ${id}`);
    if (row === undefined) throw new Error("The case is not there.");
    (await openKey(tx, id)).open(placeOf.summary(id), row.summary);
  }, database);
}

const send = (viewer: Viewer) =>
  submitReport(
    viewer,
    reportForm.parse({ mode: "confidential", token: newToken(), what: "It happened again.", contact: "a phone" }),
  );

const told = ({ times, failures }: Work) => ({
  ...{ count: times.length, median: percentile(times, 0.5), p95: percentile(times, 0.95), slowest: Math.max(...times) },
  failures: failures.slice(0, 3),
  failed: failures.length,
});

/** Lets writers and readers work while something runs; returns how long that took, and what they did meanwhile. */
async function during(database: Database, ids: readonly string[], viewer: Viewer, run: () => Promise<void>) {
  const writing = workOn(() => send(viewer), writerPause);
  const reading = workOn(() => readCase(database, ids), readerPause);
  const startedAt = performance.now();
  await run();
  const seconds = (performance.now() - startedAt) / 1000;
  return { seconds, writes: told(await writing.end()), reads: told(await reading.end()) };
}

/**
 * Fills up to so many data keys, adds a new set of keys and seals everything again, while five writers send reports
 * and five readers read cases; first alone, for as long as the calm work of the same lanes is measured.
 */
export async function measureRotation(database: Database, keysWanted: number, viewer: Viewer) {
  const ids = (await asPortal((tx) => tx.select({ id: cases.id }).from(cases), database)).map(({ id }) => id);
  const there = await asPortal((tx) => tx.$count(dataKeys), database);
  await fillReports(database, Math.max(0, keysWanted - there), "linked", ids);

  const rotate = async () => {
    writeKeyring(keyFile, await withNewKeys(readKeyring(keyFile)));
    await sealAgain(database, readKeyring(keyFile), () => undefined);
  };
  const keys = await asPortal((tx) => tx.$count(dataKeys), database);
  const startedAt = performance.now();
  await rotate();
  const aloneSeconds = (performance.now() - startedAt) / 1000;
  const calm = await during(database, ids, viewer, () => setTimeout(calmMilliseconds));
  const busy = await during(database, ids, viewer, rotate);
  // What arrived while the last step ran is sealed to the new intake, and waits for the next time.
  await sealAgain(database, readKeyring(keyFile), () => undefined);
  const left = await countOldSeals(database, readKeyring(keyFile));
  const sets = (await listSetsInUse(database)).size;
  return { keys, aloneSeconds, calm, busy, left, sets };
}
