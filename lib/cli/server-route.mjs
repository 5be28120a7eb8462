import { redact, redacted } from "../redact.mjs";

const longestSegment = 40;
const longestRoute = 200;
// What comes after these opens something to whoever has it.
const secretAfter = /^\/(calendar\/private|conduct\/receipt|unsubscribe)\/.+/;
const quiet = /^\/(assets\/|_next\/|healthz$|readyz$|metrics$|icon\.svg$)/;
// A line would say when somebody was there.
const traceless = /^\/conduct\/(anonymous|receipt|appeal)(\/|$)/;

/** @param {string} url */
const pathOf = (url) => url.split(/[?#]/, 1)[0] ?? "/";

/**
 * Returns the path of a request as it may be written down: without its query, and without what is secret or personal.
 * @param {string} url
 */
export function routeOf(url) {
  const path = pathOf(url).slice(0, 10 * longestRoute);
  const known = path.replace(secretAfter, "/$1/…");
  const segments = known.split("/").map((segment) => (segment.length > longestSegment ? "…" : segment));
  return redact(segments.join("/")).replaceAll(redacted, "…").slice(0, longestRoute);
}

/** Says whether a path is asked for too often to be worth a line when all is well. @param {string} url */
export const isQuiet = (url) => quiet.test(pathOf(url));

/** Says whether nothing is written down of a path, as long as the portal does not fail. @param {string} url */
export const isTraceless = (url) => traceless.test(pathOf(url));

/**
 * Says what kind of answer went out: a document, a room, a file, or an endpoint for programs.
 * @param {string} url
 * @param {(name: string) => string} header of the answer
 * @returns {"document" | "room" | "file" | "api"}
 */
export function kindOf(url, header) {
  const path = pathOf(url);
  if (/^\/(api\/|healthz$|readyz$|metrics$|search\/suggestions$)/.test(path)) return "api";
  const type = header("content-type");
  // Only rooms have scripts with a nonce, and answer in the format of React.
  if (type.startsWith("text/x-component") || header("content-security-policy").includes("'nonce-")) return "room";
  return type.startsWith("text/html") ? "document" : "file";
}
