import { format } from "node:util";
import { writeLine } from "../log-line.mjs";

/** @typedef {import("node:async_hooks").AsyncLocalStorage<import("../request-context.ts").RequestContext>} Requests */

// Next marks its lines with colours and signs for a terminal.
const colours = /\u001b\[[\d;]*m/g;
const signs = /^[\s⨯⚠▲✓○]+/u;

/**
 * Makes whatever Next and libraries print lines of JSON as the portal's own, without what is secret or personal.
 * @param {Requests} requests
 */
export function keepConsoleClean(requests) {
  const write =
    (/** @type {import("../log-line.mjs").Level} */ level) =>
    (/** @type {unknown[]} */ ...shown) => {
      const error = shown.find((each) => each instanceof Error);
      // Objects may hold anything, such as what somebody typed.
      const words = shown.filter((each) => ["string", "number", "boolean"].includes(typeof each));
      const message = format(...words)
        .replace(colours, "")
        .replace(signs, "")
        .trim();
      writeLine(level, message === "" ? "Something failed." : message, {
        request: requests.getStore()?.id ?? "-",
        error,
      });
    };
  console.error = write("error");
  console.warn = write("warn");
  for (const name of /** @type {const} */ (["log", "info", "debug"])) console[name] = write("info");
}
