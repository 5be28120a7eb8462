import { once } from "node:events";
import { createServer, type AddressInfo, type ListenOptions, type Socket } from "node:net";

/** What a scanner of the tests does with what it was sent: the file, when it arrived whole. */
export type Behaviour = { connected?: (socket: Socket) => void; asked?: (socket: Socket, file: Buffer) => void };

/** Returns the file in what INSTREAM sent, or null while more must come. */
function fileIn(sent: Buffer): Buffer | null {
  const chunks: Buffer[] = [];
  for (let at = "zINSTREAM\0".length; at + 4 <= sent.length;) {
    const length = sent.readUInt32BE(at);
    if (length === 0) return Buffer.concat(chunks);
    chunks.push(sent.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return null;
}

/** Starts a scanner that speaks as clamd does; `left` is emitted when whoever asked closed the connection. */
export async function startScanner(
  { connected, asked }: Behaviour,
  where: ListenOptions = { host: "127.0.0.1", port: 0 },
) {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined).on("close", () => server.emit("left"));
    connected?.(socket);
    let sent = Buffer.alloc(0);
    socket.on("data", (data) => {
      sent = Buffer.concat([sent, data]);
      if (sent.length >= 10 && !sent.toString("latin1").startsWith("zINSTREAM\0"))
        return void socket.end("UNKNOWN COMMAND\0");
      const file = fileIn(sent);
      if (file !== null) asked?.(socket, file);
    });
  }).listen(where);
  await once(server, "listening");
  const address =
    where.path === undefined ? `127.0.0.1:${(server.address() as AddressInfo).port}` : `unix:${where.path}`;
  const stop = async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  };
  return { server, address, stop };
}

/** Answers as a scanner that knows EICAR's test file. */
export function knowing(socket: Socket, file: Buffer): void {
  socket.end(file.includes("EICAR-STANDARD-ANTIVIRUS") ? "stream: Eicar-Signature FOUND\0" : "stream: OK\0");
}
