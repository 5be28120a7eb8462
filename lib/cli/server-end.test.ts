import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import path from "node:path";
import { afterEach, describe, expect, it } from "vitest";

const script = `
import { createServer } from "node:http";
import { endOnSignal } from ${JSON.stringify(path.join(import.meta.dirname, "server-end.mjs"))};
const say = (word) => process.stdout.write(word + "\\n");
const server = createServer((request, response) => {
  say("asked");
  request.resume().on("end", () => response.end("answered"));
});
endOnSignal(server, {
  onEnding: () => undefined,
  close: async () => {
    say("closed");
    if (process.env.FAILS) throw new Error("stuck");
  },
});
// Only the end of the server may close an idle connection.
server.keepAliveTimeout = 0;
server.listen(0, "127.0.0.1", () => say("port " + server.address().port));
`;

let child: ChildProcess | undefined;
afterEach(() => child?.kill("SIGKILL"));

/** Runs a server in a process of its own, which says what happens to it. */
async function start(environment: Record<string, string> = {}) {
  const started = spawn(process.execPath, ["--input-type=module", "-e", script], {
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "inherit"],
  });
  child = started;
  let output = "";
  const hasSaid = async (word: string) => {
    while (!output.includes(word)) await once(started.stdout, "data");
  };
  started.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const exit = new Promise<number | null>((resolve) => started.once("exit", resolve));
  await hasSaid("port ");
  const port = Number(/port (\d+)/.exec(output)?.[1]);
  const open = async (text: string): Promise<Socket> => {
    const socket = connect(port, "127.0.0.1");
    await once(socket, "connect");
    socket.on("error", () => undefined).write(text);
    return socket;
  };
  return { child: started, hasSaid, exit, open, said: () => output };
}

const half = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\na";
const answerOf = async (socket: Socket) => String((await once(socket, "data"))[0]);

describe("a server that is told to end", () => {
  it("answers the request it has begun, closes the portal, and ends well", async () => {
    const { child: server, hasSaid, exit, open, said } = await start();
    const socket = await open(half);
    await hasSaid("asked");
    server.kill("SIGTERM");
    await hasSaid("ending");
    expect(said()).not.toContain("closed");
    socket.write("b");
    expect(await answerOf(socket)).toContain("answered");
    expect(await exit).toBe(0);
    expect(said()).toContain("closed");
  });

  // Less than the twenty seconds after which connections are cut.
  it("does not wait for another request on a connection it has answered", { timeout: 15_000 }, async () => {
    const { child: server, hasSaid, exit, open } = await start();
    const socket = await open(half);
    await hasSaid("asked");
    server.kill("SIGTERM");
    await hasSaid("ending");
    socket.write("b");
    expect(await answerOf(socket)).toContain("keep-alive");
    expect(await exit).toBe(0);
  });

  it("takes nobody new", async () => {
    const { child: server, hasSaid, open } = await start();
    const socket = await open(half);
    await hasSaid("asked");
    server.kill("SIGTERM");
    await hasSaid("ending");
    await expect(open(half)).rejects.toThrow(/ECONNREFUSED/);
    socket.destroy();
  });

  it("does not wait for connections on which nobody asks", async () => {
    const { child: server, exit, open } = await start();
    const socket = await open("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    expect(await answerOf(socket)).toContain("keep-alive");
    server.kill("SIGTERM");
    expect(await exit).toBe(0);
  });

  it("takes the same wish passed on by a terminal, npm and a supervisor as one", async () => {
    const { child: server, hasSaid, exit, open } = await start();
    const socket = await open(half);
    await hasSaid("asked");
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) server.kill(signal);
    await hasSaid("ending");
    socket.write("b");
    expect(await answerOf(socket)).toContain("answered");
    expect(await exit).toBe(0);
  });

  it("ends at once when it is told again", async () => {
    const { child: server, hasSaid, exit, open, said } = await start();
    await open(half);
    await hasSaid("asked");
    server.kill("SIGTERM");
    const impatience = setInterval(() => server.kill("SIGTERM"), 100);
    expect(await exit).toBe(143);
    clearInterval(impatience);
    expect(said()).not.toContain("closed");
  });

  it("says so when the portal could not be closed", async () => {
    const { child: server, exit, said } = await start({ FAILS: "1" });
    server.kill("SIGTERM");
    expect(await exit).toBe(1);
    expect(said()).toContain("closed");
  });
});
