// The portal's HTTP server around Next. Started by `npm start`, after everything is built.
import { createServer } from "node:http";
import { setFlagsFromString } from "node:v8";
import next from "next";

// Left alone, the heap grows to a multiple of what is in use before it is swept; a small machine has other uses for it.
setFlagsFromString("--heap-growing-percent=40");

const addressHeader = "x-portal-address";
const encodingHeader = "x-document-encoding";

/**
 * What the portal, which Next loads, offers to this server: documents it has kept, and how to end.
 * @typedef {{ status: number, headers: Record<string, string>, body: Uint8Array | null }} KeptAnswer
 * @type {{ portalAnswerKept?: (request: import("node:http").IncomingMessage) => KeptAnswer | null, portalClose?: () => Promise<void> }}
 */
const shared = globalThis;

const port = Number(process.env.PORT ?? 3000);
const hostname = process.env.HOST ?? "localhost";

/**
 * Next takes Content-Encoding away from a route handler's answer. Documents are compressed once and kept, so they
 * name their encoding in a header of their own, which becomes the real one here.
 * @param {import("node:http").ServerResponse} response
 */
function passEncodingOn(response) {
  const set = response.setHeader.bind(response);
  response.setHeader = (name, value) => set(name.toLowerCase() === encodingHeader ? "Content-Encoding" : name, value);
}

const app = next({ dev: false, hostname, port });
await app.prepare();
const handle = app.getRequestHandler();

const methods = "GET, HEAD, POST";
const plain = { "Content-Type": "text/plain; charset=utf-8", "X-Content-Type-Options": "nosniff" };
const largestForm = 1_000_000;

/** @param {string} url */
function isReadable(url) {
  try {
    return /^(\/|https?:\/\/)/.test(url) && decodeURIComponent(url.split("?", 1)[0] ?? "") !== "";
  } catch {
    return false;
  }
}

/**
 * Says why a request is refused before the portal sees it: where Next would answer 500, though the mistake is the sender's.
 * @param {import("node:http").IncomingMessage} request
 */
function whyRefused({ method = "", url = "", headers }) {
  if (!methods.split(", ").includes(method)) {
    return { status: 405, headers: { ...plain, Allow: methods }, reason: "This method is not used here." };
  }
  if (!isReadable(url)) return { status: 400, headers: plain, reason: "This address cannot be read." };
  if (method === "POST" && /^\/(assets|_next\/static)\//.test(url)) {
    return { status: 405, headers: { ...plain, Allow: "GET, HEAD" }, reason: "A file cannot be sent here." };
  }
  if (Number(headers["content-length"] ?? 0) > largestForm) {
    return {
      status: 413,
      headers: { ...plain, Connection: "close" },
      reason: "This is more than a form may hold (1 MB).",
    };
  }
  return null;
}

// Next speaks to itself by these; from outside they only confuse it.
const internal = /^x-(middleware|invoke|nextjs|next)-/;

/** @param {import("node:http").IncomingMessage} request */
function cleanUp(request) {
  for (const name of Object.keys(request.headers)) if (internal.test(name)) delete request.headers[name];
  // A proxy may send the whole address (RFC 9112, 3.2.2), and "//x" is no host but a path with a slash too many.
  request.url = (request.url ?? "/").replace(/^https?:\/\/[^/?#]*/, "").replace(/^\/*/, "/");
}

/** @param {import("node:http").IncomingMessage} request */
function findKept(request) {
  try {
    return shared.portalAnswerKept?.(request) ?? null;
  } catch {
    // The long way answers, and says what is wrong if it meets it, too.
    return null;
  }
}

const server = createServer((request, response) => {
  const refusal = whyRefused(request);
  if (refusal !== null) return void response.writeHead(refusal.status, refusal.headers).end(`${refusal.reason}\n`);
  cleanUp(request);
  const kept = findKept(request);
  if (kept !== null) return void response.writeHead(kept.status, kept.headers).end(kept.body);
  request.headers[addressHeader] = /^[\x21-\x7e]*$/.test(request.url ?? "") ? request.url : "-";
  passEncodingOn(response);
  handle(request, response).catch(() => {
    if (!response.headersSent) response.writeHead(500);
    response.end();
  });
});
server.listen(port, hostname);

for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) {
  process.once(signal, () => {
    // Requests that are being answered are finished; idle connections are not waited for.
    server.close(async () => {
      await shared.portalClose?.();
      process.exit(0);
    });
    server.closeIdleConnections();
  });
}
