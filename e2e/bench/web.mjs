import { Agent, request as send } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

/** @typedef {{ status: number, headers: import("node:http").IncomingHttpHeaders, body: Buffer, milliseconds: number }} Answer */

const agent = new Agent({ keepAlive: true, maxSockets: 8 });
const answerMilliseconds = 30_000;

let readers = 0;

/** As many readers as a portal behind a proxy has: the limit of searches for one of them is not what is measured. */
function nextReader() {
  readers = (readers + 1) % 60_000;
  return `10.1.${readers >> 8}.${readers & 255}`;
}

/**
 * Asks for an address and returns the whole answer with the time it took; redirects are not followed.
 * @param {string} url @param {Record<string, string>} [headers]
 * @returns {Promise<Answer>}
 */
export function ask(url, headers = {}) {
  return new Promise((resolve, reject) => {
    const startedAt = performance.now();
    const request = send(
      url,
      { agent, headers: { "X-Forwarded-For": nextReader(), ...headers }, timeout: answerMilliseconds },
      (response) => {
        /** @type {Buffer[]} */
        const chunks = [];
        response.on("data", (chunk) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () => {
          const milliseconds = performance.now() - startedAt;
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks),
            milliseconds,
          });
        });
      },
    );
    request.on("timeout", () => request.destroy(new Error(`${url} did not answer within ${answerMilliseconds} ms.`)));
    request.on("error", reject);
    request.end();
  });
}

/** Asks for an address and returns its text; throws for any status but 200. @param {string} url */
export async function read(url) {
  const { status, body } = await ask(url);
  if (status !== 200) throw new Error(`${url} answered ${status}.`);
  return body.toString("utf8");
}

/**
 * Repeats a question until it is answered with yes and returns the milliseconds it took; throws after the limit.
 * @param {() => Promise<boolean>} question
 * @param {{ every: number, atMost: number, what: string }} wait times in milliseconds
 */
export async function waitUntil(question, { every, atMost, what }) {
  const startedAt = performance.now();
  for (;;) {
    if (await question()) return performance.now() - startedAt;
    if (performance.now() - startedAt > atMost) throw new Error(`${what} took more than ${atMost / 1000} s.`);
    await sleep(every);
  }
}
