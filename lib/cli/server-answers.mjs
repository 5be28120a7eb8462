import { writeLine } from "../log-line.mjs";
import { isQuiet, isTraceless, kindOf, routeOf } from "./server-route.mjs";

/** @typedef {import("node:http").IncomingMessage} IncomingMessage */
/** @typedef {import("node:http").ServerResponse} ServerResponse */

/**
 * Counts an answer and writes its line to the log when it is out, or when its reader has gone.
 * @param {IncomingMessage} request
 * @param {ServerResponse} response
 * @param {{ id: string, metrics: ReturnType<import("./server-metrics.mjs").createMetrics> }} about
 */
export function watchAnswer(request, response, { id, metrics }) {
  const startedAt = performance.now();
  const { socket, method = "", url = "" } = request;
  const sentBefore = socket.bytesWritten;
  let isComplete = false;
  metrics.inFlight.inc();
  // Before the server's own listener, which closes the connection; one that was cut has finished, too.
  response.prependOnceListener("finish", () => {
    isComplete = !socket.destroyed;
  });
  response.once("close", () => {
    metrics.inFlight.dec();
    const milliseconds = Math.round((performance.now() - startedAt) * 10) / 10;
    const status = response.statusCode;
    metrics.count({
      method,
      status,
      milliseconds,
      kind: kindOf(url, (name) => String(response.getHeader(name) ?? "")),
    });
    if (isTraceless(url) && status < 500) return;
    if (isQuiet(url) && status < 400 && isComplete) return;
    const bytes = socket.bytesWritten - sentBefore;
    const fields = { method, route: routeOf(url), status, milliseconds, bytes, ...(isComplete ? {} : { isCut: true }) };
    writeLine("info", "request", { request: id, fields });
  });
}
