import path from "node:path";
import { fileURLToPath } from "node:url";

/** The root of the repository, whatever folder a script is called from. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

/** A failure that one sentence explains, so that no stack trace is printed. */
export class Refusal extends Error {
  /**
   * @param {string} sentence
   * @param {number} [status] exit status of the process
   */
  constructor(sentence, status = 1) {
    super(sentence);
    this.status = status;
  }
}

/**
 * Returns the time since a moment in seconds with one decimal, for people.
 * @param {number} startedAt milliseconds of performance.now()
 */
export function secondsSince(startedAt) {
  return `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;
}

/**
 * Runs one phase of the work, says when it begins, that it is still going on, and how long it took.
 * @template T
 * @param {string} title
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function phase(title, work) {
  const startedAt = performance.now();
  console.log(`${title} …`);
  const reminder = setInterval(() => console.log(`${title}: still running (${secondsSince(startedAt)})`), 15_000);
  try {
    const result = await work();
    console.log(`${title}: done (${secondsSince(startedAt)})`);
    return result;
  } finally {
    clearInterval(reminder);
  }
}

/**
 * Runs a command of the portal; a refusal ends it with its sentence and exit status.
 * @param {() => Promise<number>} main returns the exit status
 */
export async function runCommand(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.message !== "") console.error(error.message);
    process.exitCode = error.status;
  }
}
