import { createHash, timingSafeEqual } from "node:crypto";
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from "prom-client";
import { isFromThisMachine } from "./server-context.mjs";

/** @typedef {import("node:http").IncomingMessage} IncomingMessage */
/** @typedef {import("../request-context.ts").RequestContext} RequestContext */
/** @typedef {{ portalGauges?: Map<string, import("../metrics.ts").Gauge> }} Shared what the portal has registered by lib/metrics.ts */

const longestRead = 2_000;
const methods = ["GET", "HEAD", "POST"];

/** @param {string} text */
const digest = (text) => createHash("sha256").update(text).digest();

/**
 * Says who may read the metrics: whoever asks on this machine without a proxy, and whoever knows the token.
 * @param {IncomingMessage} request
 * @param {RequestContext} context
 * @param {string} token empty when there is none
 */
export function mayReadMetrics(request, context, token) {
  if (isFromThisMachine(request, context)) return true;
  const given = /^Bearer (.+)$/i.exec(request.headers.authorization ?? "")?.[1] ?? "";
  // Digests have one length, so that comparing them takes one time.
  return token !== "" && timingSafeEqual(digest(given), digest(token));
}

/** @param {import("../metrics.ts").Gauge} gauge @returns {Promise<number | null>} null when it cannot be read in time */
async function readGauge({ read }) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, longestRead, null);
  });
  return Promise.race([read().catch(() => null), late]).finally(() => clearTimeout(timer));
}

/**
 * Makes the counters of a server. The portal adds its own numbers through lib/metrics.ts.
 * @param {Shared} shared
 */
export function createMetrics(shared) {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: "http_requests_total",
    help: "Requests that were answered.",
    labelNames: ["method", "status_class", "kind"],
    registers,
  });
  const duration = new Histogram({
    name: "http_request_duration_seconds",
    help: "Time from the headers of a request to the end of its answer.",
    labelNames: ["kind"],
    buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  });
  const inFlight = new Gauge({ name: "http_requests_in_flight", help: "Requests being answered.", registers });
  const kept = new Counter({
    name: "portal_kept_answers_total",
    help: "Documents that went out from memory.",
    registers,
  });
  const dropped = new Counter({
    name: "http_connections_dropped_total",
    help: "Connections refused because there were too many.",
    registers,
  });
  /** @type {Map<string, Gauge>} */
  const gauges = new Map();

  async function readPortalGauges() {
    for (const each of shared.portalGauges?.values() ?? []) {
      const { name, help } = each;
      const gauge = gauges.get(name) ?? new Gauge({ name, help, registers });
      gauges.set(name, gauge);
      const value = await readGauge(each);
      // A number nobody could read must not go on as it was.
      if (value === null) gauge.remove();
      else gauge.set(value);
    }
  }

  return {
    kept,
    dropped,
    inFlight,
    contentType: registry.contentType,
    /** @param {{ method: string, status: number, kind: string, milliseconds: number }} answer */
    count({ method, status, kind, milliseconds }) {
      const labels = {
        method: methods.includes(method) ? method : "other",
        status_class: `${Math.floor(status / 100)}xx`,
      };
      requests.inc({ ...labels, kind });
      duration.observe({ kind }, milliseconds / 1000);
    },
    /** Returns everything in the text format of Prometheus. */
    async text() {
      await readPortalGauges();
      return registry.metrics();
    },
  };
}
