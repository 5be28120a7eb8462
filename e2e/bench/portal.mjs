import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { environmentFor } from "../../lib/cli/processes.mjs";
import { ask } from "./web.mjs";

/** @typedef {{ root: string, content: string, data: string }} Folders root is the folder of a built portal */

const startMilliseconds = 120_000;
const endMilliseconds = 15_000;

/** Returns a TCP port that is free on loopback. @returns {Promise<number>} */
export function findFreePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = address !== null && typeof address === "object" ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

/** @type {Map<import("node:child_process").ChildProcess, NodeJS.Signals>} */
const running = new Map();
process.on("exit", () => {
  for (const [child, signal] of running) child.kill(signal);
});

/** A program of the bench that answers on a port of its own until it is stopped. */
export class Service {
  /** What it has printed. */
  output = "";
  hasEnded = false;

  /**
   * @param {string} program @param {string[]} parameters
   * @param {{ port: number, cwd: string, env?: NodeJS.ProcessEnv, lastSignal?: NodeJS.Signals }} options
   *   lastSignal ends the program when the bench itself is ended and cannot wait
   */
  constructor(program, parameters, { port, cwd, env, lastSignal = "SIGKILL" }) {
    this.address = `http://127.0.0.1:${port}`;
    this.child = spawn(program, parameters, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    running.set(this.child, lastSignal);
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream.setEncoding("utf8").on("data", (/** @type {string} */ text) => (this.output += text));
    }
    this.ended = new Promise((resolve) => {
      const end = () => {
        this.hasEnded = true;
        running.delete(this.child);
        resolve(undefined);
      };
      this.child.once("exit", end);
      this.child.once("error", (error) => {
        this.output += error.message;
        end();
      });
    });
  }

  /**
   * Waits until a path is answered with 200 and returns the milliseconds since the call.
   * @param {string} page
   */
  async ready(page) {
    const startedAt = performance.now();
    while (performance.now() - startedAt < startMilliseconds) {
      if (this.hasEnded)
        throw new Error(`A program of the bench ended before it answered: ${this.output.slice(-2000)}`);
      const answer = await ask(`${this.address}${page}`).catch(() => null);
      if (answer?.status === 200) return performance.now() - startedAt;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error(`${page} was not answered within ${startMilliseconds / 1000} s: ${this.output.slice(-2000)}`);
  }

  /** Returns the memory that the process holds, in bytes; null where the system does not tell. */
  memory() {
    try {
      const status = readFileSync(`/proc/${this.child.pid}/status`, "utf8");
      const kilobytes = (/** @type {RegExp} */ name) => Number(name.exec(status)?.[1] ?? NaN) * 1024;
      return { now: kilobytes(/^VmRSS:\s+(\d+)/m), most: kilobytes(/^VmHWM:\s+(\d+)/m) };
    } catch {
      return null;
    }
  }

  /** Returns the seconds of processor time that the process has used; NaN where the system does not tell. */
  processorSeconds() {
    try {
      const fields = readFileSync(`/proc/${this.child.pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
      // User and system time, in hundredths of a second on every Linux that Node runs on.
      return (Number(fields[11]) + Number(fields[12])) / 100;
    } catch {
      return NaN;
    }
  }

  /** Tells the program to end and waits until it has. */
  async stop() {
    if (this.hasEnded) return;
    this.child.kill("SIGTERM");
    const killing = setTimeout(() => this.child.kill("SIGKILL"), endMilliseconds);
    await this.ended;
    clearTimeout(killing);
  }
}

/** Starts the server of a built portal. @param {Folders} folders @returns {Promise<Service>} */
export async function startServer({ root, content, data }) {
  const port = await findFreePort();
  // Empty means not set: what is measured must not depend on where the bench is run.
  const own = { PORT: String(port), HOST: "127.0.0.1", DATABASE_URL: "", PORTAL_ORIGIN: "", PORTAL_PROXIES: "1" };
  return new Service(process.execPath, [path.join(root, "lib/cli/server.mjs")], {
    port,
    cwd: root,
    env: { ...environmentFor("production"), ...own, PORTAL_CONTENT: content, PORTAL_DATA: data },
  });
}
