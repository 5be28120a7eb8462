import { randomUUID } from "node:crypto";
import { isIP } from "node:net";
import { isLoopback } from "../settings.mjs";

/** @typedef {import("node:http").IncomingMessage} IncomingMessage */
/** @typedef {import("../request-context.ts").RequestContext} RequestContext */

const givenId = /^[\w-]{8,64}$/;
// What only a proxy may say, and by traceparent to which trace a request belongs.
const byProxies = /^(x-forwarded-|forwarded$|x-real-ip$|traceparent$|tracestate$|baggage$)/;
const forwarding = /^(x-forwarded-|forwarded$|x-real-ip$|via$)/;
// Next and the portal speak to themselves by these; from outside they only confuse.
const internal = /^x-(middleware|invoke|nextjs|next|portal)-/;

// Where people are anonymous, nothing behind this line learns that they are signed in, too.
const anonymous = /^\/conduct\/(anonymous|receipt|appeal)([/?#]|$)/;
const harmless = /^\s*portal-(preferences|receipt)=/;

/** Next reads an escaped path like one that is not. @param {string} url */
function isAnonymous(url) {
  try {
    return anonymous.test(decodeURIComponent(url.split("?", 1)[0] ?? ""));
  } catch {
    return anonymous.test(url);
  }
}

/** @param {string} cookies */
const withoutSession = (cookies) =>
  cookies
    .split(";")
    .filter((each) => harmless.test(each))
    .join(";");

/** @param {string | string[] | undefined} value */
const textOf = (value) => (Array.isArray(value) ? value.join(",") : (value ?? ""));

/** @param {string} text @returns {string | null} the address without brackets, port and the IPv6 form of IPv4 */
function addressIn(text) {
  const bare = text
    .trim()
    .replace(/^\[([^\]]*)\](:\d+)?$/, "$1")
    .replace(/^([\d.]+):\d+$/, "$1")
    .replace(/^::ffff:(?=[\d.]+$)/i, "");
  return isIP(bare) === 0 ? null : bare;
}

/** @param {IncomingMessage} request @param {number} proxies */
function clientOf(request, proxies) {
  const direct = addressIn(request.socket.remoteAddress ?? "") ?? "";
  if (proxies === 0) return direct;
  const passed = textOf(request.headers["x-forwarded-for"]).split(",");
  // Each proxy adds the address it was asked from at the end; a shorter list has not passed all of them.
  return addressIn(passed.at(-proxies) ?? passed[0] ?? "") ?? direct;
}

/**
 * Returns what is known of a request before anything reads it.
 * @param {IncomingMessage} request
 * @param {number} proxies how many reverse proxies stand in front
 * @returns {RequestContext}
 */
export function contextOf(request, proxies) {
  const given = textOf(request.headers["x-request-id"]);
  return {
    id: proxies > 0 && givenId.test(given) ? given : randomUUID(),
    client: clientOf(request, proxies),
    isForwarded: Object.keys(request.headers).some((name) => forwarding.test(name)),
  };
}

/**
 * Takes away what a sender may not say: headers of the portal itself and, where no proxy stands in front, those of one.
 * Writes the address as a path. Where people are anonymous, takes away by what they would be known.
 * @param {IncomingMessage} request
 * @param {number} proxies
 */
export function cleanUp(request, proxies) {
  for (const name of Object.keys(request.headers))
    if (internal.test(name) || (proxies === 0 && byProxies.test(name))) delete request.headers[name];
  // Names of hosts know no capitals (RFC 9110, 4.2.3), and Next compares them letter by letter.
  if (request.headers.host !== undefined) request.headers.host = request.headers.host.toLowerCase();
  // A proxy may send the whole address (RFC 9112, 3.2.2), and "//x" is no host but a path with a slash too many.
  request.url = (request.url ?? "/").replace(/^https?:\/\/[^/?#]*/, "").replace(/^\/*/, "/");
  if (isAnonymous(request.url) && request.headers.cookie !== undefined)
    request.headers.cookie = withoutSession(request.headers.cookie);
}

/**
 * Tells whether a request was sent on this machine, straight to the portal.
 * @param {IncomingMessage} request
 * @param {RequestContext} context
 */
export function isFromThisMachine(request, { isForwarded }) {
  const address = addressIn(request.socket.remoteAddress ?? "") ?? "";
  return !isForwarded && (isLoopback(address) || address.startsWith("127."));
}
