import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { seededRandom, wholeBetween } from "./random.mjs";

/**
 * @typedef {{ acknowledged: number, openMilliseconds: number | null, problems: string[] | null }} Round
 *   what a killed process did; null where it was killed before it had opened, or checked, the database
 * @typedef {{ seed: number, writes: number, data: string, databaseUrl?: string, onKill?: () => void }} Setup
 *   onKill may kill something else besides
 */

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const longestDelay = 5;
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

  /** Makes one file of the writer. It lies below the repository, where it finds its packages. */
  async prepare() {
    const parent = path.join(root, "node_modules/.cache");
    mkdirSync(parent, { recursive: true });
    this.#bundle = mkdtempSync(path.join(parent, "chaos-"));
    mkdirSync(this.setup.data, { recursive: true });
    await build({
      entryPoints: [path.join(root, "e2e/bench/chaos-writer.ts")],
      outfile: path.join(this.#bundle, "writer.mjs"),
      alias: { "@": root, "server-only": path.join(root, "node_modules/server-only/empty.js") },
      bundle: true,
      packages: "external",
      platform: "node",
      format: "esm",
      logLevel: "warning",
    });
  }

  /** Removes what prepare made. */
  dispose() {
    if (this.#bundle !== null) rmSync(this.#bundle, { recursive: true, force: true });
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
    const bundle = this.#bundle ?? "";
    const marks = path.join(bundle, "marks.json");
    writeFileSync(marks, JSON.stringify({ begun: this.#begun, acknowledged: this.#acknowledged }));
    const startedAt = performance.now();
    const child = spawn(
      process.execPath,
      [path.join(bundle, "writer.mjs"), marks, String(this.#round), String(writes)],
      {
        cwd: root,
        env: {
          PATH: process.env.PATH,
          PORTAL_DATA: data,
          PORTAL_SECRET: "a secret of these rounds that is long enough",
          DATABASE_URL: databaseUrl,
        },
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    let complaints = "";
    child.stderr.setEncoding("utf8").on("data", (/** @type {string} */ text) => (complaints += text));
    const ended = new Promise((resolve) => child.once("exit", (code) => resolve(code)));
    let isKilled = false;
    const kill = () => {
      isKilled = true;
      onKill();
      child.kill("SIGKILL");
    };
    /** @type {Round} */
    const round = { acknowledged: 0, openMilliseconds: null, problems: null };
    onProgress(kill, -1);
    for await (const line of createInterface({ input: child.stdout })) {
      const [word, rest = ""] = line.split(/ (.*)/s);
      if (word === "open") round.openMilliseconds = performance.now() - startedAt;
      else if (word === "checked") round.problems = JSON.parse(rest);
      else if (word === "begun") this.#begun.push(rest);
      else if (word === "acknowledged") {
        this.#acknowledged.push(rest);
        round.acknowledged += 1;
      }
      onProgress(kill, round.acknowledged);
    }
    const code = await ended;
    if (!isKilled && code !== 0) throw new Error(`The writer ended by itself: ${complaints}`);
    return round;
  }
}
