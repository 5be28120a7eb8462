import { AsyncLocalStorage } from "node:async_hooks";
import { createServer, type Server } from "node:http";
import { SpanStatusCode, trace } from "@opentelemetry/api";
import { afterEach, expect, it } from "vitest";
import type { RequestContext } from "./request-context";
import { startTracing } from "./tracing";

const slot = globalThis as typeof globalThis & { portalRequests?: AsyncLocalStorage<RequestContext> };

let server: Server | undefined;
afterEach(() => {
  server?.close();
  delete slot.portalRequests;
});

/** Starts a collector and returns its address and everything it is sent. */
async function startCollector(): Promise<{ origin: string; received: () => string }> {
  let received = "";
  const made = createServer((request, response) => {
    request.on("data", (chunk: Buffer) => (received += chunk.toString()));
    request.on("end", () => response.writeHead(200, { "Content-Type": "application/json" }).end("{}"));
  });
  server = made;
  await new Promise<void>((resolve) => made.listen(0, "127.0.0.1", resolve));
  const address = made.address();
  return {
    origin: `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`,
    received: () => received,
  };
}

it("traces tell what was done in which request, and nothing of who asked for what", async () => {
  const { origin, received } = await startCollector();
  slot.portalRequests = new AsyncLocalStorage<RequestContext>();
  const end = await startTracing(origin);
  const context = { id: "request-0001", client: "203.0.113.7", isForwarded: false };
  slot.portalRequests.run(context, () => {
    const tracer = trace.getTracer("test");
    const span = tracer.startSpan("GET /search?q=Alice", {
      attributes: {
        "http.route": "/search",
        "http.method": "GET",
        "http.target": "/search?q=Alice",
        "http.url": "http://x/search?q=Alice",
        "http.user_agent": "Mozilla",
        "net.peer.ip": "203.0.113.7",
        "next.span_name": "GET /search?q=Alice",
      },
    });
    span.recordException(new Error("Failed query\nparams: Alice"));
    span.setStatus({ code: SpanStatusCode.ERROR, message: "Alice" });
    span.end();
    tracer.startSpan("fetch GET https://alice@id.example/userinfo?token=1").end();
  });
  await end();
  const text = received();
  for (const told of ["devrel-portal", "GET /search", "request-0001", '"http.route"', "fetch GET …", "exception"])
    expect(text, told).toContain(told);
  expect(text).not.toMatch(/alice|203\.0\.113|mozilla|id\.example|http\.target|\?/i);
});

it("a collector that is away keeps nothing from ending", async () => {
  const end = await startTracing("http://127.0.0.1:9");
  trace.getTracer("test").startSpan("GET").end();
  await expect(end()).resolves.toBeUndefined();
});

it("without a collector there is nothing to end", async () => {
  await expect((await startTracing(null))()).resolves.toBeUndefined();
});
