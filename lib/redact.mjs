// What must never reach a log, taken out of any text. Plain JavaScript, because lib/cli/server.mjs uses it beside Next.
import { isIP } from "node:net";

/** What stands where something was taken out. */
export const redacted = "[redacted]";

// A longer text is no message any more, and would only be slow to search.
const longestText = 8_000;

/** @typedef {[pattern: RegExp, replacement: string | ((match: string) => string)]} Rule */

/** In this order: what names itself comes before what is only recognized by its looks. @type {Rule[]} */
const rules = [
  // Drizzle writes the parameters of a failed query behind it.
  [/\nparams: [\s\S]*?(?=\n\s+at |$)/g, `\nparams: ${redacted}`],
  // A parser repeats what it could not read.
  [/"[^\n]*" is not valid JSON/g, `"${redacted}" is not valid JSON`],
  [/\b((?:set-)?cookie|authorization)(["']?\s*[:=]\s*)[^\n]+/gi, `$1$2${redacted}`],
  [/\b(bearer|basic)\s+[\w+/=.~-]+/gi, `$1 ${redacted}`],
  [/\b([a-z][a-z\d+.-]{0,20}:\/\/)[^\s/?#]+@/gi, `$1${redacted}@`],
  // What people search for, and one-time codes, stand in queries.
  [/\?[\w$.[\]%~-]+=[^\s"'`)>]*/g, `?${redacted}`],
  [/(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]+(?:@|%40)[\p{L}\p{N}][\p{L}\p{N}.-]*/giu, redacted],
  // JSON Web Tokens, whose parts may each be short.
  [/\beyJ[\w-]+\.[\w.-]+/g, redacted],
  // Names of built files look like tokens, too, but end as files do.
  [/(?<![\w-])(?=[\w-]*\d)[\w-]{32,}(?![\w-]|\.(?:_\.)?[cm]?[jt]sx?\b)/g, redacted],
  [/(?<![\w.:])[\da-f:.]*:[\da-f:.]*[\da-f:](?![\w:])/gi, (match) => (isIP(match) === 0 ? match : redacted)],
  [/(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.]*\d)/g, redacted],
];

/**
 * Returns a text without mail addresses, network addresses, credentials, cookies, queries and whatever looks like a token.
 * @param {string} text @returns {string}
 */
export function redact(text) {
  return rules.reduce(
    // TypeScript knows two forms of replace() and none that takes either.
    (left, [pattern, replacement]) =>
      typeof replacement === "string" ? left.replace(pattern, replacement) : left.replace(pattern, replacement),
    text.slice(0, longestText),
  );
}
