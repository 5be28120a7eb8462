import { format } from "node:util";
import { writeLine } from "../log-line.mjs";

/** @typedef {import("node:async_hooks").AsyncLocalStorage<import("../request-context.ts").RequestContext>} Requests */

// Next marks its lines with signs and colours for a terminal.
// eslint-disable-next-line no-control-regex
const decoration = /\u001b\[[\d;]*m|^[\s⨯⚠▲✓○]+/gu;

/**
 * Makes whatever Next and libraries print lines of JSON as the portal's own, without what is secret or personal.
 * @param {Requests} requests
 */
export function keepConsoleClean(requests) {
  const write =
    (/** @type {import("../log-line.mjs").Level} */ level) =>
    (/** @type {unknown[]} */ ...shown) => {
      const error = shown.find((each) => each instanceof Error);
      const words = shown.filter((each) => !(each instanceof Error));
      const message = format(...words)
        .replace(decoration, "")
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
