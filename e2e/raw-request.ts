import { createHash } from "node:crypto";
import { request as send, type IncomingHttpHeaders } from "node:http";
import { brotliDecompressSync, gunzipSync } from "node:zlib";

/** An answer as it came over the wire: nothing decoded, nothing followed. */
export type RawAnswer = { status: number; headers: IncomingHttpHeaders; body: Buffer };

type RawRequest = { method?: string; headers?: Record<string, string>; body?: string };

/** Asks for a path exactly as it is written, which browsers and fetch would tidy up first. */
export function ask(
  origin: string,
  path: string,
  { method = "GET", headers = {}, body }: RawRequest = {},
): Promise<RawAnswer> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const outgoing = send({ hostname, port, path, method, headers, agent: false }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.on("error", reject);
      incoming.on("end", () =>
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: Buffer.concat(chunks) }),
      );
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

/** Returns the bytes of an answer without their compression. */
export function decoded({ headers, body }: RawAnswer): Buffer {
  const encoding = headers["content-encoding"];
  return encoding === "br" ? brotliDecompressSync(body) : encoding === "gzip" ? gunzipSync(body) : body;
}

/** Returns what two answers must share to be the same for their reader: all but the moment and the name of the request. */
export function comparable({ status, headers, body }: RawAnswer): unknown {
  const shared = { ...headers, date: undefined, "x-request-id": undefined };
  return { status, headers: shared, body: createHash("sha256").update(body).digest("hex") };
}
