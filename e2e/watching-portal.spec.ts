import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { connect, type Socket } from "node:net";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { attributeOf, elementsOf } from "./html";
import { OwnPortal } from "./own-portal";
import { ask, decoded, type RawAnswer } from "./raw-request";
import { eventually, expect, test } from "./test";

const token = "metrics-token-0123456789-0123456789";
const boundary = "----watching";

/** What two answers share when they differ in nothing a reader could tell. */
const withoutMoment = ({ status, headers, body }: RawAnswer) => ({
  status,
  body: body.toString("latin1"),
  headers: { ...headers, date: undefined, "x-request-id": undefined },
});

const partOf = (name: string, value: string) =>
  `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;

/** Sends fields to a room as a form does; without its end when it is cut. */
function sendForm(origin: string, fields: [string, string][], headers: Record<string, string> = {}, isCut = false) {
  const body = fields.map(([name, value]) => partOf(name, value)).join("") + (isCut ? "" : `--${boundary}--\r\n`);
  const type = `multipart/form-data; boundary=${boundary}`;
  return ask(origin, "/settings", { method: "POST", body, headers: { origin, "content-type": type, ...headers } });
}

/** Reads the names by which the form of the room calls its action. */
async function actionFields(origin: string): Promise<[string, string][]> {
  const html = decoded(await ask(origin, "/settings")).toString("utf8");
  return elementsOf(html)
    .filter((element) => element.tagName === "input" && attributeOf(element, "type") === "hidden")
    .map((element) => [attributeOf(element, "name"), attributeOf(element, "value")]);
}

const linesOf = (output: string) =>
  output
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);

async function openSocket(origin: string, text: string): Promise<Socket> {
  const { port, hostname } = new URL(origin);
  const socket = connect(Number(port), hostname);
  await once(socket, "connect");
  socket.write(text);
  return socket;
}

async function readToEnd(socket: Socket): Promise<string> {
  let text = "";
  for await (const chunk of socket) text += (chunk as Buffer).toString("latin1");
  return text;
}

test.describe("a portal on this machine", () => {
  const portal = new OwnPortal();
  test.beforeAll(() => portal.start({ PORTAL_METRICS_TOKEN: token }));
  test.afterAll(() => portal.dispose());

  test("says that it is well and ready", async () => {
    expect(await portal.read("/healthz")).toEqual({ status: 200, text: "ok\n" });
    expect(await portal.read("/readyz")).toEqual({ status: 200, text: "ready\n" });
  });

  test("names every request in its answer and in its log, and takes no reader's word for it", async () => {
    for (const address of ["/handbook", "/handbook", "/nowhere", "/settings"]) {
      const { headers, status } = await ask(portal.origin, address, {
        headers: { "x-request-id": "chosen-by-reader" },
      });
      const id = headers["x-request-id"];
      expect(id).toMatch(/^[\w-]{36}$/);
      const line = () => linesOf(portal.output).find(({ request }) => request === id);
      await eventually(line).toMatchObject({ message: "request", route: address, status });
    }
    expect(portal.output).not.toContain("chosen-by-reader");
  });

  test("hands its numbers to this machine and to whoever knows the token, and to nobody else", async () => {
    const own = await ask(portal.origin, "/metrics");
    expect(own.status).toBe(200);
    const text = own.body.toString("utf8");
    for (const name of ["http_requests_total", "http_request_duration_seconds", "process_resident_memory_bytes"])
      expect(text).toContain(name);
    expect(text).toMatch(/^portal_database_up 1$/m);
    const away = { "x-forwarded-for": "203.0.113.7" };
    const withToken = await ask(portal.origin, "/metrics", { headers: { ...away, authorization: `Bearer ${token}` } });
    expect(withToken.status).toBe(200);
    const attempts: Record<string, string>[] = [away, { ...away, authorization: "Bearer wrong" }, { via: "1.1 proxy" }];
    for (const headers of attempts) {
      const missing = await ask(portal.origin, "/nowhere", { headers });
      const refused = await ask(portal.origin, "/metrics", { headers });
      expect(withoutMoment(refused)).toEqual(withoutMoment(missing));
      expect(refused.status).toBe(404);
    }
  });

  test("calls a broken form the sender's mistake, and goes on", async () => {
    const { origin } = portal;
    const fields: [string, string][] = [["theme", "dark"]];
    const garbage = { "next-action": "__proto__" };
    expect((await sendForm(origin, fields, {}, true)).status).toBe(400);
    expect((await sendForm(origin, fields, garbage)).status).toBe(400);
    expect((await sendForm(origin, fields, { "content-type": "multipart/form-data" })).status).toBe(400);
    expect((await sendForm(origin, fields, { origin: "https://evil.example" })).status).toBe(403);
    expect((await sendForm(origin, fields, { "next-action": "0".repeat(42) })).status).toBe(409);
    const whole = [...(await actionFields(origin)), ["theme", "dark"], ["width", "normal"], ["zone", ""]];
    const saved = await sendForm(origin, whole as [string, string][]);
    expect(saved.status).toBe(200);
    expect(saved.headers["set-cookie"]?.join(" ")).toContain("theme%3Ddark");
  });
});

test("behind a proxy, the request keeps the name the proxy gave it", async () => {
  const portal = new OwnPortal();
  try {
    await portal.start({ PORTAL_PROXIES: "1" });
    const { headers } = await ask(portal.origin, "/handbook", {
      headers: { "x-request-id": "given-by-proxy-1", "x-forwarded-for": "203.0.113.7", "x-forwarded-proto": "https" },
    });
    expect(headers["x-request-id"]).toBe("given-by-proxy-1");
    expect(headers).toHaveProperty("strict-transport-security");
    await eventually(() => portal.output).toContain("given-by-proxy-1");
    expect(portal.output).not.toContain("203.0.113.7");
  } finally {
    await portal.dispose();
  }
});

test("a portal that is told to end finishes what it has begun, and is not ready for more", async () => {
  const portal = new OwnPortal();
  try {
    await portal.start();
    const { origin } = portal;
    const fields = [...(await actionFields(origin)), ["theme", "dark"], ["width", "normal"], ["zone", ""]];
    const body = fields.map(([name = "", value = ""]) => partOf(name, value)).join("") + `--${boundary}--\r\n`;
    const head = [
      "POST /settings HTTP/1.1",
      `Host: ${new URL(origin).host}`,
      `Origin: ${origin}`,
      `Content-Type: multipart/form-data; boundary=${boundary}`,
      `Content-Length: ${Buffer.byteLength(body)}`,
    ];
    const form = await openSocket(origin, `${head.join("\r\n")}\r\n\r\n${body.slice(0, 40)}`);
    const question = await openSocket(origin, "GET /readyz HTTP/1.1\r\nHost: x\r\n");
    // Two requests are under way as soon as a third one has been answered.
    expect((await portal.read("/healthz")).status).toBe(200);
    const ended = portal.end();
    await eventually(() => portal.output).toContain("The portal is ending");
    question.write("\r\n");
    const answered = await readToEnd(question);
    expect(answered).toMatch(/^HTTP\/1\.1 503 /);
    expect(answered).toContain("not ready: ending");
    expect(answered).toMatch(/^connection: close\r$/im);
    form.write(body.slice(40));
    const saved = await readToEnd(form);
    expect(saved).toMatch(/^HTTP\/1\.1 200 /);
    expect(saved).toContain("theme%3Ddark");
    await ended;
  } finally {
    await portal.dispose();
  }
});

test("nothing the process writes says who was there or what they asked for", async () => {
  // Two starts, and all pages read for search in between.
  test.setTimeout(240_000);
  const portal = new OwnPortal();
  try {
    await portal.start();
    await portal.waitForSearch();
    await portal.end();
    // A database that has lost a table of search, as after a failed restore.
    const database = new PGlite(path.join(portal.folder, "data", "database"));
    await database.exec("drop table search_section");
    await database.close();
    await portal.start();
    const { origin } = portal;
    const session = "Tq7vXw2LrB9sKd4MzN8cYf3GhJ6pRa1E";
    const headers = {
      cookie: `portal-session=${session}; portal-preferences=%ff`,
      authorization: "Bearer short-secret",
      "user-agent": "Peculiar/1.0",
      "x-forwarded-for": "203.0.113.77",
      referer: "https://elsewhere.example/?q=Examplewoman",
    };
    const failed = await ask(origin, "/search?q=Alice+Examplewoman", { headers });
    expect(failed.status).toBe(500);
    await ask(origin, "/people/alice.private@mail.example", { headers });
    await ask(origin, "/handbook?invited=alice.private%40mail.example", { headers });
    await ask(origin, `/calendar/private/${session}.ics`, { headers });
    const typed: [string, string][] = [["theme", "alice.private@mail.example"]];
    await sendForm(origin, [...(await actionFields(origin)), ...typed], headers);
    await sendForm(origin, typed, { ...headers, origin: "https://elsewhere.example" });
    // Arguments that React cannot read: Next prints why.
    const action = { ...headers, "next-action": `7f${session.replace(/\W|[g-z]/gi, "a").toLowerCase()}00000000` };
    await sendForm(origin, [["0", '["$Q9","Alice Examplewoman"]'], ...typed], action);
    const last = await ask(origin, "/handbook/last", { headers });
    await eventually(() => portal.output).toContain(String(last.headers["x-request-id"]));
    await portal.end();
    const lines = linesOf(portal.output);
    const failure = lines.find(({ level }) => level === "error");
    expect(failure).toMatchObject({ request: failed.headers["x-request-id"] });
    expect(String(failure?.error)).toContain("search_section");
    expect(lines.filter(({ message }) => message === "request").length).toBeGreaterThanOrEqual(8);
    const secrets = [
      "alice",
      "examplewoman",
      session.toLowerCase(),
      "short-secret",
      "peculiar",
      "203.0.113",
      "%40",
      "::1",
    ];
    for (const secret of [...secrets, "127.0.0.1"]) expect(portal.output.toLowerCase()).not.toContain(secret);
  } finally {
    await portal.dispose();
  }
});

test.describe("a portal with a collector", () => {
  const portal = new OwnPortal();
  let received = "";
  let collector: Server;
  test.beforeAll(async () => {
    collector = createServer((request, response) => {
      request.on("data", (chunk: Buffer) => (received += chunk.toString("utf8")));
      request.on("end", () => response.writeHead(200, { "Content-Type": "application/json" }).end("{}"));
    });
    await new Promise<void>((resolve) => collector.listen(0, "127.0.0.1", resolve));
    const address = collector.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    await portal.start({ OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` });
  });
  test.afterAll(async () => {
    await portal.dispose();
    await new Promise((resolve) => collector.close(resolve));
  });

  test("sends it what was done in a request, without query, cookie and browser", async () => {
    const headers = { cookie: "portal-session=Tq7vXw2LrB9sKd4M", "user-agent": "Peculiar/1.0" };
    const { headers: answered } = await ask(portal.origin, "/search?q=Examplewoman", { headers });
    // What has not been sent yet is sent at the end.
    await portal.end();
    expect(received).toContain("devrel-portal");
    expect(received).toContain("GET /search");
    expect(received).toContain(String(answered["x-request-id"]));
    expect(received).not.toMatch(/Examplewoman|Tq7vXw2LrB9sKd4M|Peculiar|127\.0\.0\.1/);
  });
});
