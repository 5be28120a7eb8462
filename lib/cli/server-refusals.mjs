/** @typedef {import("node:http").IncomingMessage} IncomingMessage */
/** @typedef {{ status: number, reason: string, headers?: Record<string, string> }} Refusal */

// Where people attach files: forty megabytes of them, and what they write.
const withFiles = /^\/(conduct|inbox)\//;

/** Returns how many bytes a form may have that is sent to an address. @param {string} url */
export const largestFormOf = (url) => (withFiles.test(url) ? 45_000_000 : 1_000_000);
/** Headers a request may have: Node silently drops what comes after, and that might be what a proxy has added. */
export const mostHeaders = 200;

const methods = "GET, HEAD, POST";
// Next names an action by 42 hexadecimal digits.
const actionName = /^[0-9a-f]{40,64}$/;

/** Refuses what is larger than a form may be that is sent to an address. @param {string} url @returns {Refusal} */
export const tooLarge = (url) => ({
  status: 413,
  reason: `This is more than a form may hold (${Math.floor(largestFormOf(url) / 1_000_000)} MB).`,
});

/** @param {string} url */
function isReadable(url) {
  try {
    return /^(\/|https?:\/\/)/.test(url) && decodeURIComponent(url.split("?", 1)[0] ?? "") !== "";
  } catch {
    return false;
  }
}

/** @param {string} origin @param {string} host */
function isSameHost(origin, host) {
  // The port that belongs to the scheme may be left out (RFC 6454, 4).
  const address = `${origin.split(":", 1)[0]}://${host}`;
  return URL.canParse(origin) && URL.canParse(address) && new URL(origin).host === new URL(address).host;
}

/** @param {IncomingMessage} request @returns {Refusal | null} */
function whyFormRefused({ url = "", headers }) {
  if (/^\/(assets|_next\/static)\//.test(url))
    return { status: 405, reason: "A file cannot be sent here.", headers: { Allow: "GET, HEAD" } };
  if (Number(headers["content-length"] ?? 0) > largestFormOf(url)) return tooLarge(url);
  const { origin, "next-action": action } = headers;
  // Of several proxies the first one knows what the reader asked for.
  const host = String(headers["x-forwarded-host"] ?? headers.host ?? "").split(",", 1)[0] ?? "";
  if (origin !== undefined && !isSameHost(origin, host.trim()))
    return { status: 403, reason: "This form was sent from another site. Open the page here, and send it again." };
  if (action !== undefined && !actionName.test(String(action)))
    return { status: 400, reason: "This form cannot be read. Open the page again, and send it once more." };
  return null;
}

/**
 * Says why a request is refused before the portal sees it: where Next would answer 500, though the mistake is the sender's.
 * @param {IncomingMessage} request
 * @returns {Refusal | null}
 */
export function whyRefused(request) {
  const { method = "", url = "", rawHeaders } = request;
  if (rawHeaders.length >= 2 * mostHeaders) return { status: 431, reason: "This request has too many headers." };
  if (!methods.split(", ").includes(method))
    return { status: 405, reason: "This method is not used here.", headers: { Allow: methods } };
  if (!isReadable(url)) return { status: 400, reason: "This address cannot be read." };
  return method === "POST" ? whyFormRefused(request) : null;
}
