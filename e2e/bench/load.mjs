import autocannon from "autocannon";
import { median } from "./numbers.mjs";

/** @typedef {{ name: string, url: string, headers?: Record<string, string>, status?: number }} Target status is 200 unless it is given */

const connections = 50;
const seconds = Number(process.env.BENCH_SECONDS || 4);
const rounds = 3;

/** @param {Target} target @param {number} duration seconds @returns {Promise<number>} answers per second */
async function press({ name, url, headers = {}, status = 200 }, duration) {
  const result = await autocannon({ url, headers, connections, duration });
  const { errors, timeouts } = result;
  const wrong = Object.entries(result.statusCodeStats ?? {}).filter(([code]) => Number(code) !== status);
  if (errors > 0 || timeouts > 0 || wrong.length > 0) {
    throw new Error(`${name}: ${errors} errors, ${timeouts} timeouts, answers ${JSON.stringify(result.statusCodeStats)}.`);
  }
  return result.requests.average;
}

/**
 * Puts the same load on several targets in turn, so that what else the machine does falls on all of them.
 * @param {Target[]} targets
 * @returns {Promise<Map<string, number>>} answers per second by name, the median of the rounds
 */
export async function compareLoad(targets) {
  /** @type {Map<string, number[]>} */
  const rates = new Map();
  for (const target of targets) await press(target, 1);
  for (let round = 0; round < rounds; round += 1) {
    for (const target of targets) rates.set(target.name, [...(rates.get(target.name) ?? []), await press(target, seconds)]);
  }
  return new Map([...rates].map(([name, values]) => [name, median(values)]));
}
