// The portal's HTTP server around Next. Started by `npm start`, after everything is built.
import { AsyncLocalStorage } from "node:async_hooks";
import { setFlagsFromString } from "node:v8";
import next from "next";
import { writeLine } from "../log-line.mjs";
import { valueOf } from "../settings.mjs";
import { watchAnswer } from "./server-answers.mjs";
import { cleanUp, contextOf } from "./server-context.mjs";
import { endOnSignal } from "./server-end.mjs";
import { whyFormIsRefused } from "./server-form.mjs";
import { createLimitedServer } from "./server-limits.mjs";
import { keepConsoleClean } from "./server-log.mjs";
import { createMetrics, mayReadMetrics } from "./server-metrics.mjs";
import { whyRefused } from "./server-refusals.mjs";

// Left alone, the heap grows to a multiple of what is in use before it is swept; a small machine has other uses for it.
setFlagsFromString("--heap-growing-percent=40");

const addressHeader = "x-portal-address";
const encodingHeader = "x-document-encoding";

/**
 * What the portal, which Next loads, and this server offer each other: documents the portal has kept, its numbers, and
 * how to end it; what is known of the current request, and whether the process is ending.
 * @typedef {import("node:http").IncomingMessage} IncomingMessage
 * @typedef {import("node:http").ServerResponse} ServerResponse
 * @typedef {import("../request-context.ts").RequestContext} RequestContext
 * @typedef {{ status: number, headers: Record<string, string>, body: Uint8Array | null }} KeptAnswer
 * @type {{
 *   portalAnswerKept?: (request: IncomingMessage) => KeptAnswer | null,
 *   portalGauges?: Map<string, import("../metrics.ts").Gauge>,
 *   portalClose?: () => Promise<void>,
 *   portalRequests?: AsyncLocalStorage<RequestContext>,
 *   portalIsEnding?: boolean,
 * }}
 */
const shared = globalThis;

const setting = (/** @type {string} */ name) => valueOf(process.env, name);
const port = Number(setting("PORT"));
const hostname = setting("HOST");
const proxies = Number(setting("PORTAL_PROXIES"));
const metricsToken = setting("PORTAL_METRICS_TOKEN");

/** @type {AsyncLocalStorage<RequestContext>} */
const requests = new AsyncLocalStorage();
shared.portalRequests = requests;
keepConsoleClean(requests);
const metrics = createMetrics(shared);

/**
 * Next takes Content-Encoding away from a route handler's answer. Documents are compressed once and kept, so they
 * name their encoding in a header of their own, which becomes the real one here.
 * @param {ServerResponse} response
 */
function passEncodingOn(response) {
  const set = response.setHeader.bind(response);
  response.setHeader = (name, value) => set(name.toLowerCase() === encodingHeader ? "Content-Encoding" : name, value);
}

const app = next({ dev: false, hostname, port });
await app.prepare();
const handle = app.getRequestHandler();

/** Headers of an answer that neither Next nor a kept document gives. @param {ServerResponse} response */
const protecting = ({ req }) => ({
  "X-Content-Type-Options": "nosniff",
  ...(req.headers["x-forwarded-proto"] === "https"
    ? { "Strict-Transport-Security": "max-age=31536000; includeSubDomains" }
    : {}),
});

/** @param {ServerResponse} response @param {import("./server-refusals.mjs").Refusal} refusal */
function refuse(response, { status, reason, headers }) {
  const type = { "Content-Type": "text/plain; charset=utf-8" };
  response.writeHead(status, { ...protecting(response), ...type, ...headers }).end(`${reason}\n`);
}

/** @param {IncomingMessage} request */
function findKept(request) {
  try {
    return shared.portalAnswerKept?.(request) ?? null;
  } catch {
    // The long way answers, and says what is wrong if it meets it, too.
    return null;
  }
}

/** @param {IncomingMessage} request @param {ServerResponse} response @param {RequestContext} context */
async function answerLong(request, response, context) {
  const isRead = request.method === "GET" || request.method === "HEAD";
  // Anybody else is answered by Next, to which this address leads nowhere.
  if (isRead && request.url === "/metrics" && mayReadMetrics(request, context, metricsToken)) {
    const text = await metrics.text();
    const type = { "Content-Type": metrics.contentType, "Cache-Control": "no-store" };
    return void response.writeHead(200, { ...protecting(response), ...type }).end(text);
  }
  const refusal = await whyFormIsRefused(request);
  if (refusal === "gone") return;
  if (refusal !== null) return refuse(response, refusal);
  request.headers[addressHeader] = /^[\x21-\x7e]*$/.test(request.url ?? "") ? request.url : "-";
  passEncodingOn(response);
  await handle(request, response);
}

// Each answer that Next is making holds memory; beyond this, saying so at once is kinder than letting everybody wait.
const mostAtWork = 1_000;
let atWork = 0;

/** @param {IncomingMessage} request @param {ServerResponse} response @param {RequestContext} context */
function answer(request, response, context) {
  watchAnswer(request, response, { id: context.id, metrics });
  response.setHeader("X-Request-Id", context.id);
  if (shared.portalIsEnding === true) response.setHeader("Connection", "close");
  const refusal = whyRefused(request);
  if (refusal !== null) return refuse(response, refusal);
  const kept = findKept(request);
  if (kept !== null) {
    metrics.kept.inc();
    return void response.writeHead(kept.status, kept.headers).end(kept.body);
  }
  if (atWork >= mostAtWork) {
    return refuse(response, {
      status: 503,
      reason: "Very many people are here just now. Try again in a moment.",
      headers: { "Retry-After": "5" },
    });
  }
  atWork += 1;
  response.once("close", () => (atWork -= 1));
  answerLong(request, response, context).catch((error) => {
    writeLine("error", "A request could not be answered.", { request: context.id, error });
    if (response.headersSent) response.destroy();
    else refuse(response, { status: 500, reason: "Something went wrong on our side. Try again in a moment." });
  });
}

const server = createLimitedServer((request, response) => {
  const context = contextOf(request, proxies);
  cleanUp(request, proxies);
  requests.run(context, answer, request, response, context);
});
server.on("drop", () => metrics.dropped.inc());
server.listen(port, hostname);
endOnSignal(server, {
  onEnding: () => {
    shared.portalIsEnding = true;
  },
  close: async () => shared.portalClose?.(),
});
