import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { Agent, request as send } from "node:http";

/** @typedef {{ status: number, headers: import("node:http").IncomingHttpHeaders, text: string }} Answer */

const answerMilliseconds = 30_000;

/** Returns the bytes that a process holds; null where the system does not tell, or for no process. @param {number} pid */
export function memoryOf(pid) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) * 1024;
  } catch {
    return null;
  }
}

/** An address of their own for each person: limits are for each client. @param {string} cookie */
const addressOf = (cookie) => `10.${[...createHash("sha256").update(cookie).digest().subarray(0, 3)].join(".")}`;

/** Asks a portal on as many kept connections as there are people. */
export class Client {
  #agent;

  /** @param {string} origin @param {number} connections */
  constructor(origin, connections) {
    this.origin = origin;
    this.#agent = new Agent({ keepAlive: true, maxSockets: connections });
  }

  /**
   * Returns the whole answer; redirects are not followed.
   * @param {string} path @param {{ method?: string, headers?: Record<string, string>, body?: Buffer }} [options]
   * @returns {Promise<Answer>}
   */
  ask(path, { method = "GET", headers = {}, body } = {}) {
    return new Promise((resolve, reject) => {
      const from = { "X-Forwarded-For": addressOf(headers.Cookie ?? "") };
      const options = { agent: this.#agent, method, headers: { ...from, ...headers }, timeout: answerMilliseconds };
      const request = send(`${this.origin}${path}`, options, (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (chunk) => (text += chunk));
        response.on("error", reject);
        response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
      });
      request.on("timeout", () => request.destroy(new Error(`${path} was not answered in time.`)));
      request.on("error", reject);
      request.end(body);
    });
  }

  /** Reads a page; throws for any status but 200. @param {string} path @param {string} cookie */
  async read(path, cookie) {
    const { status } = await this.ask(path, { headers: { Cookie: cookie } });
    if (status !== 200) throw new Error(`${path} answered ${status}`);
  }

  close() {
    this.#agent.destroy();
  }
}
