import { AsyncLocalStorage } from "node:async_hooks";
import { once } from "node:events";
import { createServer, request as send, type RequestListener, type Server } from "node:http";
import { connect } from "node:net";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Gauge } from "@/lib/metrics";
import type { RequestContext } from "@/lib/request-context";
import { watchAnswer } from "./server-answers.mjs";
import { keepConsoleClean } from "./server-log.mjs";
import { createMetrics } from "./server-metrics.mjs";

type Line = Record<string, unknown>;

let server: Server | undefined;
afterEach(async () => {
  vi.restoreAllMocks();
  server?.closeAllConnections();
  await new Promise((resolve) => (server === undefined ? resolve(null) : server.close(resolve)));
  server = undefined;
});

/** Collects the lines that are written from now on, and hands out the next one. */
function readLog(): { lines: Line[]; next: () => Promise<Line> } {
  const lines: Line[] = [];
  let wake: () => void = () => undefined;
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, "write").mockImplementation((text) => {
      lines.push(JSON.parse(String(text)) as Line);
      wake();
      return true;
    });
  const next = async () => {
    while (lines.length === 0) await new Promise<void>((resolve) => (wake = resolve));
    return lines.shift() ?? {};
  };
  return { lines, next };
}

async function serve(answer: RequestListener, gauges = new Map<string, Gauge>()) {
  const metrics = createMetrics({ portalGauges: gauges });
  const made = createServer((request, response) => {
    watchAnswer(request, response, { id: "request-0001", metrics });
    answer(request, response);
  });
  server = made;
  await new Promise<void>((resolve) => made.listen(0, "127.0.0.1", resolve));
  const address = made.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const ask = (path: string, method = "GET") =>
    new Promise<void>((resolve, reject) => {
      const outgoing = send({ port, host: "127.0.0.1", path, method, agent: false }, (incoming) =>
        incoming.resume().on("end", resolve).on("error", reject),
      );
      outgoing.on("error", reject).end();
    });
  return { ask, metrics, port };
}

describe("an answer", () => {
  it("leaves one line that says what happened, and not what was asked for", async () => {
    const { ask } = await serve((_request, response) => void response.writeHead(404).end("x".repeat(1000)));
    const log = readLog();
    await ask("/people/alice@example.org?q=Alice");
    const line = await log.next();
    expect(line).toMatchObject({
      level: "info",
      message: "request",
      request: "request-0001",
      method: "GET",
      route: "/people/…",
      status: 404,
    });
    expect(Number(line.bytes)).toBeGreaterThanOrEqual(1000);
    expect(String(line.milliseconds)).toMatch(/^\d+(\.\d)?$/);
    expect(line).not.toHaveProperty("isCut");
    expect(JSON.stringify(line)).not.toMatch(/alice/i);
  });

  it("that its reader did not wait for is marked as cut", async () => {
    const { ask } = await serve((request, response) => {
      response.write("half of it");
      request.socket.destroy();
    });
    const log = readLog();
    await expect(ask("/handbook")).rejects.toThrow();
    expect(await log.next()).toMatchObject({ route: "/handbook", isCut: true });
  });

  it("that its reader stopped reading is marked as cut, though all of it was handed over", async () => {
    const { port } = await serve((_request, response) => void response.end(Buffer.alloc(50_000_000)));
    const log = readLog();
    const socket = connect(port, "127.0.0.1");
    socket.write("GET /handbook HTTP/1.1\r\nHost: x\r\n\r\n");
    await once(socket, "data");
    socket.destroy();
    expect(await log.next()).toMatchObject({ route: "/handbook", isCut: true });
  });

  it("to a supervisor leaves a line only when it is bad news", async () => {
    let status = 200;
    const { ask } = await serve((_request, response) => void response.writeHead(status).end());
    const log = readLog();
    await ask("/readyz");
    await ask("/assets/site.css");
    status = 503;
    await ask("/readyz");
    expect(await log.next()).toMatchObject({ route: "/readyz", status: 503 });
    expect(log.lines).toEqual([]);
  });

  it("is counted by method, class and kind, and timed", async () => {
    const { ask, metrics } = await serve((_request, response) => void response.writeHead(500).end());
    const log = readLog();
    await ask("/api/x", "PURGE");
    await log.next();
    const text = await metrics.text();
    expect(text).toContain('http_requests_total{method="other",status_class="5xx",kind="api"} 1');
    expect(text).toContain('http_request_duration_seconds_count{kind="api"} 1');
    expect(text).toContain("http_requests_in_flight 0");
    expect(text).toContain("process_resident_memory_bytes");
  });
});

describe("a number of the portal", () => {
  it("is read when somebody asks for it, and left out while it cannot be read", async () => {
    let read = () => Promise.resolve(3);
    const gauges = new Map([["portal_x", { name: "portal_x", help: "X.", read: () => read() }]]);
    const { metrics } = await serve(() => undefined, gauges);
    expect(await metrics.text()).toMatch(/^portal_x 3$/m);
    read = () => Promise.resolve(4);
    expect(await metrics.text()).toMatch(/^portal_x 4$/m);
    read = () => Promise.reject(new Error("no database"));
    expect(await metrics.text()).not.toMatch(/^portal_x \d/m);
    read = () => Promise.resolve(5);
    expect(await metrics.text()).toMatch(/^portal_x 5$/m);
  });
});

describe("what the framework prints", () => {
  it("becomes lines as the portal's own, without signs, addresses and parameters", () => {
    const kept = { ...console };
    const requests = new AsyncLocalStorage<RequestContext>();
    try {
      keepConsoleClean(requests);
      const log = readLog();
      const cause = new Error("no such table");
      const failed = Object.assign(new Error("Failed query\nparams: Alice", { cause }), { query: "select" });
      const context = { id: "request-0002", client: "", isForwarded: false };
      requests.run(context, () => console.error("\u001b[31m ⨯\u001b[0m", failed, { typed: "Alice" }));
      console.warn(" ⚠ Mail to %s", "alice@example.org");
      console.log("Ready");
      expect(log.lines).toEqual([
        expect.objectContaining({ level: "error", error: "no such table", request: "request-0002" }),
        expect.objectContaining({ level: "warn", message: "Mail to [redacted]" }),
        expect.objectContaining({ level: "info", message: "Ready" }),
      ]);
      expect(JSON.stringify(log.lines)).not.toMatch(/alice/i);
    } finally {
      Object.assign(console, kept);
    }
  });
});
