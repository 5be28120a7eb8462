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

/** @param {string} url */
function isReadable(url) {
  try {
    return decodeURIComponent(url.split("?", 1)[0] ?? "") !== "";
  } catch {
    return false;
  }
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
  // Next answers 500 to a path such as /%ff and to TRACE; the mistake is the sender's.
  if (request.method === "TRACE") return void response.writeHead(405, { Allow: "GET, HEAD, POST" }).end();
  if (!isReadable(request.url ?? ""))
    return void response.writeHead(400, { "Content-Type": "text/plain" }).end("Bad Request\n");
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
