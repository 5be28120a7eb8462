import { createServer } from "node:http";
import { mostHeaders } from "./server-refusals.mjs";

/** How long and how much a client may keep the server busy. */
export const limits = {
  /** Until all headers are there. */
  headersTimeout: 15_000,
  /** Until the whole request is there. */
  requestTimeout: 60_000,
  /** How often both are looked at. */
  connectionsCheckingInterval: 5_000,
  /** How long an idle connection is kept for a next request; nginx lets go after four seconds. */
  keepAliveTimeout: 5_000,
  /** How long nothing may be read or written, as when a client does not fetch its answer. */
  timeout: 60_000,
  maxHeaderSize: 16 * 1024,
  maxRequestsPerSocket: 1_000,
  maxConnections: 2_000,
};

/**
 * Makes an HTTP server that lets go of clients that are slow on purpose.
 * @param {import("node:http").RequestListener} answer
 * @param {Partial<typeof limits>} [changed]
 */
export function createLimitedServer(answer, changed = {}) {
  const { maxRequestsPerSocket, maxConnections, timeout, ...options } = { ...limits, ...changed };
  const server = createServer(options, answer);
  return Object.assign(server, { maxRequestsPerSocket, maxConnections, timeout, maxHeadersCount: mostHeaders });
}
