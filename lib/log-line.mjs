// One line of JSON per event, for the portal (lib/log.ts) and for the server around it.
import { redact } from "./redact.mjs";

/** @typedef {"info" | "warn" | "error"} Level */
/** @typedef {Record<string, string | number | boolean | undefined>} Fields codes and numbers that hold nothing personal */

// The class of SQLSTATE codes for values that do not fit; PostgreSQL repeats the value between quotes.
const unfitValue = /^22/;

/**
 * A failed query carries its parameters in its message: texts and names. Its cause says what went wrong.
 * @param {Error} error
 */
const withoutQuery = (error) => ("query" in error && error.cause instanceof Error ? error.cause : error);

/** @param {Error} error @returns {{ error: string, stack?: string }} */
function describe(error) {
  const shown = withoutQuery(error);
  const isValueShown = "code" in shown && unfitValue.test(String(shown.code));
  const clean = (/** @type {string} */ text) => redact(isValueShown ? text.replace(/"[^]*"/, '"[redacted]"') : text);
  return { error: clean(shown.message), ...(shown.stack === undefined ? {} : { stack: clean(shown.stack) }) };
}

/**
 * Writes an event as one line of JSON, `info` to standard output and the rest to standard error.
 * @param {Level} level
 * @param {string} message
 * @param {{ request: string, fields?: Fields, error?: unknown }} about the request it belongs to ("-" when to none)
 */
export function writeLine(level, message, { request, fields, error }) {
  const entry = {
    time: new Date().toISOString(),
    level,
    message: redact(message),
    ...(request === "-" ? {} : { request }),
    ...fields,
    ...(error instanceof Error ? describe(error) : error === undefined ? {} : { error: redact(String(error)) }),
  };
  const stream = level === "info" ? process.stdout : process.stderr;
  stream.write(`${JSON.stringify(entry)}\n`);
}
