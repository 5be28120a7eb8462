import autocannon from "autocannon";
import { median } from "./numbers.mjs";

/**
 * @typedef {{ name: string, url: string, headers?: Record<string, string>, status?: number, service?: Service }} Target
 *   status is 200 unless it is given; service tells the processor time of its answers
 */
/** @typedef {{ perSecond: number, processor: number }} Rate processor is milliseconds of processor time per answer */
/** @typedef {import("./portal.mjs").Service} Service */

const connections = 50;
const seconds = Number(process.env.BENCH_SECONDS || 4);
const rounds = 3;
const graceSeconds = 30;

/**
 * Waits for a result, but not for ever: a server that breaks answers off can keep the load tool waiting.
 * @template T
 * @param {number} atMost seconds @param {string} name @param {Promise<T>} work
 * @returns {Promise<T>}
 */
async function within(atMost, name, work) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const limit = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${name}: the load did not end.`)), atMost * 1000);
  });
  try {
    return await Promise.race([work, /** @type {Promise<never>} */ (limit)]);
  } finally {
    clearTimeout(timer);
  }
}

/** @param {Target} target @param {number} duration seconds @returns {Promise<Rate>} */
async function press({ name, url, headers = {}, status = 200, service }, duration) {
  const before = service?.processorSeconds() ?? NaN;
  const result = await within(duration + graceSeconds, name, autocannon({ url, headers, connections, duration }));
  const processor = ((service?.processorSeconds() ?? NaN) - before) * 1000;
  const { errors, timeouts } = result;
  const wrong = Object.entries(result.statusCodeStats ?? {}).filter(([code]) => Number(code) !== status);
  if (errors > 0 || timeouts > 0 || wrong.length > 0) {
    throw new Error(
      `${name}: ${errors} errors, ${timeouts} timeouts, answers ${JSON.stringify(result.statusCodeStats)}.`,
    );
  }
  return { perSecond: result.requests.average, processor: processor / result.requests.total };
}

/**
 * Puts the same load on several targets in turn, so that what else the machine does falls on all of them.
 * @param {Target[]} targets
 * @returns {Promise<(name: string) => Rate>} the medians of the rounds
 */
export async function compareLoad(targets) {
  /** @type {Map<string, Rate[]>} */
  const rates = new Map();
  for (const target of targets) await press(target, 1);
  for (let round = 0; round < rounds; round += 1) {
    for (const target of targets)
      rates.set(target.name, [...(rates.get(target.name) ?? []), await press(target, seconds)]);
  }
  return (name) => {
    const all = rates.get(name) ?? [];
    return {
      perSecond: median(all.map(({ perSecond }) => perSecond)),
      processor: median(all.map(({ processor }) => processor)),
    };
  };
}
