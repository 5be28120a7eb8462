// The portal's HTTP server around Next. Started by `npm start`, after everything is built.
import { createServer } from "node:http";
import next from "next";

const encodedHere = "x-portal-encodes";
const encodingHeader = "x-document-encoding";

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

const server = createServer((request, response) => {
  // Next answers 500 to a path such as /%ff and to TRACE; the mistake is the sender's.
  if (request.method === "TRACE") return void response.writeHead(405, { Allow: "GET, HEAD, POST" }).end();
  if (!isReadable(request.url ?? ""))
    return void response.writeHead(400, { "Content-Type": "text/plain" }).end("Bad Request\n");
  request.headers[encodedHere] = "1";
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
      await /** @type {{ portalClose?: () => Promise<void> }} */ (globalThis).portalClose?.();
      process.exit(0);
    });
    server.closeIdleConnections();
  });
}
