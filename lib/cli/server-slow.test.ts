import { once } from "node:events";
import type { RequestListener, Server } from "node:http";
import { connect, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { whyFormIsRefused } from "./server-form.mjs";
import { createLimitedServer, limits } from "./server-limits.mjs";
import { whyRefused } from "./server-refusals.mjs";

// The limits of the portal, a hundred times as strict.
const short = { headersTimeout: 150, requestTimeout: 600, connectionsCheckingInterval: 20, timeout: 600 };

const opened: { server: Server; sockets: Socket[] }[] = [];
afterEach(async () => {
  for (const { server, sockets } of opened.splice(0)) {
    for (const socket of sockets) socket.destroy();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

/** Starts a server that takes forms as the portal does, then answers with what it was sent. */
async function serve(changed: Partial<typeof limits> = {}, answer?: RequestListener) {
  const echo: RequestListener = async (request, response) => {
    const refusal = whyRefused(request) ?? (await whyFormIsRefused(request));
    if (refusal === "gone") return;
    if (refusal !== null) return void response.writeHead(refusal.status, refusal.headers).end(refusal.reason);
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => response.end(`got ${Buffer.concat(chunks).toString("latin1").slice(0, 100)}`));
  };
  const server = createLimitedServer(answer ?? echo, { ...short, ...changed });
  const sockets: Socket[] = [];
  opened.push({ server, sockets });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return async (...parts: (string | Buffer)[]) => {
    const socket = connect(port, "127.0.0.1");
    sockets.push(socket);
    socket.on("error", () => undefined);
    await once(socket, "connect");
    for (const part of parts) socket.write(part);
    return socket;
  };
}

/** Returns all that comes until the server ends the connection. */
async function untilClosed(socket: Socket): Promise<string> {
  let text = "";
  socket.on("data", (chunk: Buffer) => (text += chunk.toString("latin1")));
  // Not once(): it rejects when the connection was cut, which is one of the ways in which it ends.
  if (!socket.closed) await new Promise((resolve) => socket.once("close", resolve));
  return text;
}

/** Sends a little again and again for as long as the server listens. */
function drip(socket: Socket, text: string): void {
  const timer = setInterval(() => socket.write(text), 30);
  socket.on("close", () => clearInterval(timer));
}

const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);
const post = (...headers: string[]) =>
  ["POST /settings HTTP/1.1", "Host: portal.example", "Connection: close", ...headers, "", ""].join("\r\n");
const multipart = "Content-Type: multipart/form-data; boundary=x";
const whole = '--x\r\nContent-Disposition: form-data; name="theme"\r\n\r\ndark\r\n--x--\r\n';

describe("a client that is slow on purpose is let go", () => {
  it("while it drips its headers", async () => {
    const socket = await (await serve())("GET / HTTP/1.1\r\nHost: portal.example\r\n");
    drip(socket, "X-A: b\r\n");
    expect(statusOf(await untilClosed(socket))).toBe(408);
  });

  it("when it says nothing at all", async () => {
    expect(statusOf(await untilClosed(await (await serve())()))).toBe(408);
  });

  it("while it drips its form", async () => {
    const socket = await (await serve())(post("Content-Length: 100000", multipart));
    drip(socket, "-");
    expect(statusOf(await untilClosed(socket))).toBe(408);
  });

  it("while it does not read its answer", async () => {
    let letGo: () => void = () => undefined;
    const ending = new Promise<void>((resolve) => (letGo = resolve));
    const ask = await serve({}, (_request, response) => {
      response.on("close", letGo);
      // More than the buffers of two sockets hold.
      for (let sent = 0; sent < 50; sent += 1) response.write(Buffer.alloc(1_000_000));
    });
    (await ask("GET / HTTP/1.1\r\nHost: portal.example\r\n\r\n")).pause();
    await ending;
  });
});

describe("a connection", () => {
  it("outlives the four seconds for which nginx keeps it", () => {
    expect(limits.keepAliveTimeout).toBeGreaterThan(4_000);
  });

  it("is refused when there are too many", async () => {
    const ask = await serve({ maxConnections: 1, headersTimeout: 5_000, requestTimeout: 5_000 });
    const first = await ask("GET / HTTP/1.1\r\nHost: portal.example\r\n");
    expect(await untilClosed(await ask())).toBe("");
    const answered = once(first, "data");
    first.write("\r\n");
    expect(statusOf(String((await answered)[0]))).toBe(200);
  });
});

describe("a form", () => {
  it("comes through as it was sent", async () => {
    const ask = await serve();
    const answer = await untilClosed(await ask(post(`Content-Length: ${whole.length}`, multipart), whole));
    expect(statusOf(answer)).toBe(200);
    expect(answer).toContain(`got ${whole}`);
  });

  it("comes through in pieces of unknown number", async () => {
    const ask = await serve();
    const pieces = [...whole].map((letter) => `1\r\n${letter}\r\n`).join("");
    const answer = await untilClosed(await ask(post("Transfer-Encoding: chunked", multipart), pieces, "0\r\n\r\n"));
    expect(answer).toContain(`got ${whole}`);
  });

  it("of no parts at all needs nothing to come through", async () => {
    const answer = await untilClosed(await (await serve())(post("Content-Length: 0")));
    expect(statusOf(answer)).toBe(200);
  });

  it.each<[string, string, string]>([
    ["that was cut", multipart, whole.slice(0, -10)],
    ["that has broken parts", multipart, "--x\r\nbroken\r\n--x--\r\n"],
    ["without a boundary", "Content-Type: multipart/form-data", whole],
    ["whose boundary is another", "Content-Type: multipart/form-data; boundary=y", whole],
    ["of an action that is no form", `Next-Action: ${"0".repeat(42)}`, "[]"],
  ])("%s is refused as the sender's mistake", async (_name, type, body) => {
    const ask = await serve();
    expect(statusOf(await untilClosed(await ask(post(`Content-Length: ${body.length}`, type), body)))).toBe(400);
  });

  it("of nothing is refused where there must be one", async () => {
    const ask = await serve();
    expect(statusOf(await untilClosed(await ask(post(multipart))))).toBe(400);
    expect(statusOf(await untilClosed(await ask(post(multipart, "Transfer-Encoding: chunked"), "0\r\n\r\n")))).toBe(
      400,
    );
  });

  it("that does not say its length is stopped at a megabyte", async () => {
    const socket = await (await serve({ requestTimeout: 10_000, timeout: 10_000 }))(post("Transfer-Encoding: chunked"));
    const piece = `${(50_000).toString(16)}\r\n${"x".repeat(50_000)}\r\n`;
    const send = () => {
      while (!socket.destroyed && socket.write(piece));
    };
    socket.on("drain", send);
    send();
    const [answer] = (await once(socket, "data")) as [Buffer];
    expect(statusOf(answer.toString("latin1"))).toBe(413);
  });

  it("that is too large is answered to a sender who reads nothing before all is sent, too", async () => {
    const head = post("Transfer-Encoding: chunked").replace("Connection: close\r\n", "");
    const socket = await (await serve({ requestTimeout: 10_000, timeout: 10_000 }))(head);
    const size = 30_000_000;
    socket.write(`${size.toString(16)}\r\n`);
    await new Promise((resolve) => socket.write(Buffer.alloc(size), resolve));
    socket.write("\r\n0\r\n\r\n");
    const [answer] = (await once(socket, "data")) as [Buffer];
    expect(statusOf(answer.toString("latin1"))).toBe(413);
  });

  it("whose sender goes away ends in nothing", async () => {
    let ended: (refusal: unknown) => void = () => undefined;
    const outcome = new Promise((resolve) => (ended = resolve));
    const ask = await serve({}, async (request) => ended(await whyFormIsRefused(request)));
    const socket = await ask(post("Content-Length: 1000", multipart), "--x\r\n");
    socket.destroy();
    expect(await outcome).toBe("gone");
  });
});

describe("a request that two servers might read differently is refused", () => {
  it.each([
    ["two lengths", ["Content-Length: 5", "Content-Length: 6"]],
    ["a length beside pieces", ["Content-Length: 5", "Transfer-Encoding: chunked"]],
    ["an encoding that does not end in pieces", ["Transfer-Encoding: chunked, identity"]],
    ["a space before the colon", ["Transfer-Encoding : chunked"]],
    ["a folded header", ["X-A: b", " c: d", "Content-Length : 5"]],
    ["a length that is no number", ["Content-Length: +5"]],
  ])("with %s", async (_name, headers) => {
    const answer = await untilClosed(
      await (
        await serve()
      )(post(...headers), "0\r\n\r\nGET /smuggled HTTP/1.1\r\n\r\n"),
    );
    expect(statusOf(answer)).toBe(400);
    expect(answer.match(/HTTP\/1\.1/g)).toHaveLength(1);
  });

  it("with more headers than anybody needs", async () => {
    const ask = await serve();
    const many = Array.from({ length: 300 }, (_, index) => `X-${index}: y`);
    expect(statusOf(await untilClosed(await ask(post(...many))))).toBe(431);
    expect(statusOf(await untilClosed(await ask(post(`X-A: ${"y".repeat(20_000)}`))))).toBe(431);
  });
});
