import { largestForm, tooLarge } from "./server-refusals.mjs";

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

// Forms that are still arriving, all together: many slow senders must not fill the memory.
const mostHeld = 64_000_000;
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
    function read() {
      for (let chunk = request.read(); chunk !== null; chunk = request.read()) {
        chunks.push(chunk);
        size += chunk.length;
        held += chunk.length;
        if (size > largestForm) return settle(tooLarge);
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
      resolve(result);
    }
    request.on("readable", read).once("close", leave).once("error", leave);
  });
}

/** @param {IncomingMessage} request @param {Buffer} body */
async function isWhole({ headers }, body) {
  const type = headers["content-type"] ?? "";
  try {
    // The parser that Next takes, too.
    if (/^multipart\//i.test(type)) await new Response(body, { headers: { "Content-Type": type } }).formData();
    else if (headers["next-action"] !== undefined) JSON.parse(body.toString("utf8"));
    return body.length > 0;
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
  const { headers } = request;
  if (request.method !== "POST") return null;
  const length = headers["content-length"];
  const hasBody = headers["transfer-encoding"] !== undefined || (length !== undefined && Number(length) > 0);
  if (!hasBody) {
    const needsBody = /^multipart\//i.test(headers["content-type"] ?? "") || headers["next-action"] !== undefined;
    return needsBody ? unreadable : null;
  }
  const body = await hold(request);
  if (body === null) return "gone";
  if (!Buffer.isBuffer(body)) return body;
  return (await isWhole(request, body)) ? null : unreadable;
}
