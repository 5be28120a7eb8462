import "server-only";
import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { LRUCache } from "lru-cache";

const toGzip = promisify(gzip);
const toBrotli = promisify(brotliCompress);

/** A rendered document with its bytes in every encoding that is served. */
export type StoredDocument = {
  status: number;
  /** Names the content; part of the ETag. */
  hash: string;
  policy: string;
  identity: Uint8Array<ArrayBuffer>;
  gzip: Uint8Array<ArrayBuffer>;
  br: Uint8Array<ArrayBuffer>;
  /** What the document was rendered from; another value means that it is out of date. */
  version: string;
  /** Milliseconds since the epoch at which time alone makes it out of date. */
  expiresAt: number;
};

const bytes = (buffer: Buffer) => new Uint8Array(buffer.buffer as ArrayBuffer, buffer.byteOffset, buffer.byteLength);

/** Compresses a rendered document once, for all the requests that follow. */
export async function storeDocument(
  html: string,
  about: Pick<StoredDocument, "status" | "policy" | "version" | "expiresAt">,
): Promise<StoredDocument> {
  const identity = Buffer.from(html, "utf8");
  const [gzipped, brotli] = await Promise.all([
    toGzip(identity, { level: 7 }),
    toBrotli(identity, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } }),
  ]);
  const hash = createHash("sha256").update(identity).digest("base64url").slice(0, 22);
  return { ...about, hash, identity: bytes(identity), gzip: bytes(gzipped), br: bytes(brotli) };
}

// Route handlers may be bundled apart: one process-wide cache, bounded by bytes, whatever is asked for.
const slot = globalThis as typeof globalThis & { portalDocuments?: LRUCache<string, StoredDocument> };
slot.portalDocuments ??= new LRUCache<string, StoredDocument>({
  maxSize: 32 * 1024 * 1024,
  sizeCalculation: (stored) => stored.identity.length + stored.gzip.length + stored.br.length + 500,
});

/** The documents rendered by this process, by key. */
export const documentCache: LRUCache<string, StoredDocument> = slot.portalDocuments;
