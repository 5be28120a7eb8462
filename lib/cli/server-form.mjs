import { largestFormOf, tooLarge } from "./server-refusals.mjs";

/** @typedef {import("node:http").IncomingMessage} IncomingMessage */
/** @typedef {import("./server-refusals.mjs").Refusal} Refusal */

/** @type {Refusal} */
const unreadable = {
  status: 400,
  reason: "This form did not arrive whole. Open the page again, and send it once more.",
};
/** @type {Refusal} */
const busy = {
  status: 503,
  reason: "Too many forms are being sent just now. Try again in a moment.",
  headers: { "Retry-After": "5", Connection: "close" },
};

// A route handler takes a body that nobody has touched, and does not read this one at all.
const readsItself = /^\/unsubscribe([?#]|$)/;

/** @type {Refusal} */
const withoutLength = { status: 411, reason: "Say how long the form is.", headers: { Connection: "close" } };

// Forms that are still arriving, all together: many slow senders must not fill the memory.
const mostHeld = 120_000_000;
let held = 0;

/**
 * Reads a body as far as it may go and puts it back, so that whoever reads the request next finds it whole.
 * @param {IncomingMessage} request
 * @returns {Promise<Buffer | Refusal | null>} null when the sender went away
 */
function hold(request) {
  return new Promise((resolve) => {
    /** @type {Buffer[]} */
    const chunks = [];
    let size = 0;
    const { url = "" } = request;
    function read() {
      for (let chunk = request.read(); chunk !== null; chunk = request.read()) {
        chunks.push(chunk);
        size += chunk.length;
        held += chunk.length;
        if (size > largestFormOf(url)) return settle(tooLarge(url));
        if (held > mostHeld) return settle(busy);
      }
      if (!request.complete) return;
      const body = Buffer.concat(chunks);
      // Before its end is announced a stream takes back what was read of it.
      if (body.length > 0) request.unshift(body);
      settle(body);
    }
    const leave = () => settle(null);
    /** @param {Buffer | Refusal | null} result */
    function settle(result) {
      request.off("readable", read).off("close", leave).off("error", leave);
      held -= size;
      // Many senders read no answer before they have sent all: what is left of a refused form is thrown away.
      if (!Buffer.isBuffer(result)) request.resume();
      resolve(result);
    }
    request.on("readable", read).once("close", leave).once("error", leave);
  });
}

/** @param {string} type @param {Buffer} body */
async function isWhole(type, body) {
  try {
    // The parser that Next takes, too.
    await new Response(body, { headers: { "Content-Type": type } }).formData();
    return true;
  } catch {
    return false;
  }
}

/**
 * Waits until a form has arrived and says why it is refused; "gone" when its sender went away. Next would answer 500
 * to a form that was cut, and would keep a place for one that never ends.
 * @param {IncomingMessage} request
 * @returns {Promise<Refusal | "gone" | null>}
 */
export async function whyFormIsRefused(request) {
  if (request.method !== "POST") return null;
  if (readsItself.test(request.url ?? ""))
    return request.headers["transfer-encoding"] === undefined ? null : withoutLength;
  const { "content-type": type = "", "content-length": length, ...headers } = request.headers;
  const isMultipart = /^multipart\/form-data/i.test(type);
  // Whoever calls an action of the portal sends a form, with a script and without one.
  if (headers["next-action"] !== undefined && !isMultipart) return unreadable;
  if (headers["transfer-encoding"] === undefined && Number(length ?? 0) === 0) return isMultipart ? unreadable : null;
  const body = await hold(request);
  if (body === null) return "gone";
  if (!Buffer.isBuffer(body)) return body;
  // Nothing can be put back of an empty body, and whoever waits for its end would wait for ever.
  return body.length > 0 && (!isMultipart || (await isWhole(type, body))) ? null : unreadable;
}
