import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { pingScanner, scanFile } from "./scanner";
import { knowing, startScanner, type Behaviour } from "./test-scanner";

let running: Awaited<ReturnType<typeof startScanner>> | undefined;
const start = async (...given: Parameters<typeof startScanner>) => (running = await startScanner(...given));
afterEach(async () => {
  await running?.stop();
  running = undefined;
});
const replying = (reply: string): Behaviour => ({ asked: (socket) => void socket.end(reply) });
const text = Buffer.from("hello");
const unavailable = (reason: RegExp) => ({ state: "unavailable", reason: expect.stringMatching(reason) as string });

describe("a malware scanner", () => {
  it("gets every byte of a file of the largest size, and its answer counts", async () => {
    const large = Buffer.from(Array.from({ length: 1024 }, (_, at) => at % 251)).toString("latin1");
    const file = Buffer.from(large.repeat(10 * 1024), "latin1");
    let isSame = false;
    const { address } = await start({
      asked: (socket, arrived) => {
        isSame = arrived.equals(file);
        socket.end("stream: OK\0");
      },
    });
    expect(await scanFile(address, file)).toEqual({ state: "clean" });
    expect(isSame).toBe(true);
  });

  it("finds what is infected", async () => {
    const { address } = await start(replying("stream: Win.Test.EICAR_HDB-1 FOUND\0"));
    expect(await scanFile(address, text)).toEqual({ state: "infected" });
  });

  it("can be reached by a socket in the file system", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "scanner-"));
    const { address } = await start({ asked: knowing }, { path: path.join(folder, "clamd.ctl") });
    expect(await scanFile(address, text)).toEqual({ state: "clean" });
    rmSync(folder, { recursive: true });
  });

  it("may answer in pieces", async () => {
    const { address } = await start({
      asked: (socket) => {
        socket.write("stream: ", () => socket.write("O", () => socket.end("K\0")));
      },
    });
    expect(await scanFile(address, text)).toEqual({ state: "clean" });
  });

  it("that is not there at all is not one that is down", async () => {
    expect(await scanFile(null, text)).toEqual({ state: "not configured" });
    expect(await pingScanner(null)).toEqual({ state: "not configured" });
  });
});

describe("a malware scanner that is not to be relied on", () => {
  it.each<[string, Behaviour, RegExp]>([
    ["closes before it answers", { connected: (socket) => void socket.end() }, /closed the connection|failed/],
    ["cuts the connection", { connected: (socket) => void socket.resetAndDestroy() }, /failed|closed/],
    ["is cut off in its answer", replying("stream: OK"), /closed the connection/],
    ["answers with garbage", replying("HTTP/1.1 400 Bad Request\r\n\r\n\0"), /not the answer of clamd/],
    [
      "answers endlessly",
      { connected: (socket) => void socket.write("OK ".repeat(100_000)) },
      /not the answer of clamd/,
    ],
    ["answers to something else", replying("other: OK\0"), /not the answer of clamd/],
    ["finds nothing and says more", replying("stream: OK\nstream: Evil FOUND\0"), /not the answer of clamd/],
    ["refuses the size", replying("INSTREAM size limit exceeded. ERROR\0"), /raise its StreamMaxLength/],
    ["fails", replying("stream: Can't allocate memory ERROR\0"), /not the answer of clamd/],
  ])("%s: it counts as down, never as having found nothing", async (_what, behaviour, reason) => {
    const { address } = await start(behaviour);
    expect(await scanFile(address, text)).toEqual(unavailable(reason));
  });

  it("is not believed when it has not seen the whole file", async () => {
    const { address } = await start({
      connected: (socket) => {
        socket.pause();
        socket.write("stream: OK\0");
      },
    });
    expect(await scanFile(address, Buffer.alloc(10 * 1024 * 1024))).toEqual(unavailable(/not the answer of clamd/));
  });

  it("is left after its time, with the connection closed", async () => {
    const { server, address } = await start({});
    const left = once(server, "left");
    expect(await scanFile(address, text, 50)).toEqual(unavailable(/did not answer in time/));
    await left;
  });

  it("is left after its time though it never falls silent", async () => {
    const { server, address } = await start({
      connected: (socket) => {
        const drip = setInterval(() => socket.write("."), 5);
        socket.on("close", () => clearInterval(drip));
      },
    });
    const left = once(server, "left");
    expect(await scanFile(address, text, 50)).toEqual(unavailable(/did not answer in time/));
    await left;
  });

  it.each([
    ["unix:/nowhere/clamd.ctl", /failed \(ENOENT\)/],
    ["127.0.0.1:1", /failed \(ECONNREFUSED\)/],
    ["localhost:99999", /address of the scanner is not usable/],
    ["nonsense", /address of the scanner is not usable/],
  ])("cannot be reached at %s, and says why", async (address, reason) => {
    expect(await scanFile(address, text)).toEqual(unavailable(reason));
  });
});

describe("looking after the scanner", () => {
  it("sees that it answers and finds what every scanner must", async () => {
    const { address } = await start({ asked: knowing });
    expect(await pingScanner(address)).toEqual({ state: "answering" });
  });

  it("sees that it has no signatures", async () => {
    const { address } = await start(replying("stream: OK\0"));
    expect(await pingScanner(address)).toEqual(unavailable(/no signatures/));
  });

  it("sees that it is down", async () => {
    expect(await pingScanner("127.0.0.1:1")).toEqual(unavailable(/ECONNREFUSED/));
  });
});
