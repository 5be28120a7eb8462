import "server-only";
import { connect, type NetConnectOpts } from "node:net";
import { messageOf } from "@/lib/errors";

type NotConfigured = { state: "not configured" };
type Unavailable = { state: "unavailable"; reason: string };
/** What the malware scanner says of a file; the reason is for the operator, and holds nothing of the file. */
export type Scan = { state: "clean" } | { state: "infected" } | NotConfigured | Unavailable;
/** What the malware scanner is able to. */
export type ScannerState = { state: "answering" } | NotConfigured | Unavailable;

const chunkBytes = 64 * 1024;
const endOfChunks = new Uint8Array(4);
const longestReply = 1_000;
const longestScan = 20_000;

function placeOf(address: string): NetConnectOpts {
  if (address.startsWith("unix:")) return { path: address.slice("unix:".length) };
  const colon = address.lastIndexOf(":");
  return { host: address.slice(0, colon).replace(/^\[|\]$/g, ""), port: Number(address.slice(colon + 1)) };
}

/** Returns the bytes as clamd's INSTREAM takes them (clamd(8)): chunks after their lengths. */
function framesOf(bytes: Buffer): Uint8Array[] {
  const frames: Uint8Array[] = [Buffer.from("zINSTREAM\0")];
  const length = (value: number) => {
    const frame = Buffer.alloc(4);
    frame.writeUInt32BE(value);
    return frame;
  };
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    const chunk = bytes.subarray(at, at + chunkBytes);
    frames.push(length(chunk.length), chunk);
  }
  return frames;
}

const unavailable = (reason: string): Unavailable => ({ state: "unavailable", reason });

function meaningOf(reply: string, isSent: boolean): Scan {
  if (/^stream: .+ FOUND$/.test(reply)) return { state: "infected" };
  // Whoever answers before the end has not seen all of the file.
  if (reply === "stream: OK" && isSent) return { state: "clean" };
  if (reply.startsWith("INSTREAM size limit exceeded")) {
    return unavailable("The scanner refuses files of this size: raise its StreamMaxLength.");
  }
  return unavailable("The scanner answered something that is not the answer of clamd.");
}

function ask(address: string, bytes: Buffer, longest: number): Promise<Scan> {
  return new Promise((resolve) => {
    const socket = connect(placeOf(address)).setEncoding("latin1");
    const finish = (scan: Scan) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(scan);
    };
    const timer = setTimeout(finish, longest, unavailable("The scanner did not answer in time."));
    let reply = "";
    let isSent = false;
    socket.on("data", (text: string) => {
      reply += text;
      const end = reply.indexOf("\0");
      // An answer that was cut off may have meant the opposite.
      if (end >= 0) finish(meaningOf(reply.slice(0, end), isSent));
      else if (reply.length > longestReply) finish(meaningOf(reply, isSent));
    });
    socket.on("error", (error: NodeJS.ErrnoException) => {
      finish(unavailable(`The connection to the scanner failed (${error.code ?? "no code"}).`));
    });
    socket.on("close", () => finish(unavailable("The scanner closed the connection before it answered.")));
    for (const frame of framesOf(bytes)) socket.write(frame);
    socket.write(endOfChunks, () => (isSent = true));
  });
}

/**
 * Asks clamd at `unix:/path` or `host:port` whether a file is infected; null is a portal without a scanner. Never
 * throws: a scanner that is down, slow or confused is "unavailable", so that the file is accepted and waits.
 */
export async function scanFile(address: string | null, bytes: Buffer, longest = longestScan): Promise<Scan> {
  if (address === null) return { state: "not configured" };
  try {
    return await ask(address, bytes, longest);
  } catch (error) {
    return unavailable(`The address of the scanner is not usable: ${messageOf(error)}`);
  }
}

// The test file of EICAR, in two parts so that scanners on a developer's machine leave this file alone.
const eicar = ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD", "ANTIVIRUS-TEST-FILE!$H+H*"].join("-");

/** Tells whether the scanner answers and finds what every scanner must (EICAR's test file); never throws. */
export async function pingScanner(address: string | null, longest?: number): Promise<ScannerState> {
  const scan = await scanFile(address, Buffer.from(eicar), longest);
  if (scan.state === "infected") return { state: "answering" };
  if (scan.state === "clean")
    return unavailable("The scanner finds nothing in EICAR's test file: it has no signatures.");
  return scan;
}
