import { spawn } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { bundle, root } from "./bundle.mjs";
import { seededRandom, wholeBetween } from "./random.mjs";

/**
 * @typedef {{ acknowledged: number, openMilliseconds: number | null, problems: string[] | null, cut: string[] }} Round
 *   what a killed process did; null where it was killed before it had opened, or checked, the database; and the marks
 *   of what was cut off in the middle
 * @typedef {{ seed: number, writes: number, data: string, databaseUrl?: string, writer?: string, onKill?: () => void }} Setup
 *   writer is the file of the process that is killed; onKill may kill something else besides
 */

// As long as the longest transaction, so that its end is met, too: on the embedded engine one begins with each answer.
const longestDelay = 40;
const openingMilliseconds = 600;

/** Rounds of one database: in each a process opens it, checks what the rounds before left, writes, and is killed. */
export class Chaos {
  #begun = /** @type {string[]} */ ([]);
  #acknowledged = /** @type {string[]} */ ([]);
  #round = 0;
  /** @type {string | null} */
  #bundle = null;

  /** @param {Setup} setup */
  constructor(setup) {
    this.setup = setup;
    this.random = seededRandom(setup.seed);
  }

  /** Makes one file of the writer, and the folder for its data. */
  async prepare() {
    mkdirSync(this.setup.data, { recursive: true });
    this.#bundle = await bundle(this.setup.writer ?? "chaos-writer.ts");
  }

  /** Removes what prepare made. */
  dispose() {
    if (this.#bundle !== null) rmSync(path.dirname(this.#bundle), { recursive: true, force: true });
  }

  /** Opens, checks, writes, and kills the process at a random moment of the writing. @returns {Promise<Round>} */
  killWhileWriting() {
    const killAfter = wholeBetween(this.random, 1, this.setup.writes - 1);
    return this.#run(this.setup.writes, (kill, acknowledged) => {
      if (acknowledged === killAfter) setTimeout(kill, this.random() * longestDelay);
    });
  }

  /** Kills the process while it opens the database, checks it, or has just begun to write. @returns {Promise<Round>} */
  killWhileOpening() {
    let isSet = false;
    return this.#run(this.setup.writes, (kill) => {
      if (!isSet) setTimeout(kill, this.random() * openingMilliseconds);
      isSet = true;
    });
  }

  /** Opens and checks, and lets the process end by itself. @returns {Promise<Round>} */
  check() {
    return this.#run(0, () => undefined);
  }

  /**
   * @param {number} writes
   * @param {(kill: () => void, acknowledged: number) => void} onProgress called at the start and after each line
   * @returns {Promise<Round>}
   */
  async #run(writes, onProgress) {
    this.#round += 1;
    const { data, databaseUrl = "", onKill = () => undefined } = this.setup;
    const writer = this.#bundle ?? "";
    const marks = path.join(path.dirname(writer), "marks.json");
    writeFileSync(marks, JSON.stringify({ begun: this.#begun, acknowledged: this.#acknowledged }));
    const startedAt = performance.now();
    const child = spawn(process.execPath, [writer, marks, String(this.#round), String(writes)], {
      cwd: root,
      env: {
        PATH: process.env.PATH,
        PORTAL_DATA: data,
        PORTAL_SECRET: "a secret of these rounds that is long enough",
        PORTAL_CONDUCT_KEYS: path.join(data, "conduct-keys.json"),
        DATABASE_URL: databaseUrl,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let complaints = "";
    child.stderr.setEncoding("utf8").on("data", (/** @type {string} */ text) => (complaints += text));
    const ended = new Promise((resolve) => child.once("exit", (code) => resolve(code)));
    let [isKilled, isOver] = [false, false];
    const kill = () => {
      if (isOver) return;
      isKilled = true;
      onKill();
      child.kill("SIGKILL");
    };
    /** @type {Round} */
    const round = { acknowledged: 0, openMilliseconds: null, problems: null, cut: [] };
    const underWay = new Set();
    onProgress(kill, -1);
    for await (const line of createInterface({ input: child.stdout })) {
      const [word, rest = ""] = line.split(/ (.*)/s);
      if (word === "open") round.openMilliseconds = performance.now() - startedAt;
      else if (word === "checked") round.problems = JSON.parse(rest);
      else if (word === "begun") {
        this.#begun.push(rest);
        underWay.add(rest);
      } else if (word === "acknowledged") {
        underWay.delete(rest);
        this.#acknowledged.push(rest);
        round.acknowledged += 1;
      }
      onProgress(kill, round.acknowledged);
    }
    const code = await ended;
    isOver = true;
    round.cut.push(...underWay);
    if (!isKilled && code !== 0) throw new Error(`The writer ended by itself: ${complaints}`);
    return round;
  }
}
