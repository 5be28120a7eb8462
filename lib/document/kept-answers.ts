import "server-only";
import { LRUCache } from "lru-cache";
import { preferencesOfGuest } from "./cookie-header";
import { documentCache, type StoredDocument } from "./document-cache";
import { chooseEncoding, matchesEtag } from "./negotiation";
import { headersEverywhere } from "./security-headers";

/** How an address that was answered with a document is answered again. */
type KeptAddress = { documentKey: string; version: () => string };
/** What the HTTP server sends. */
type KeptAnswer = { status: 200 | 304; headers: Record<string, string>; body: Uint8Array | null };
/** A request as Node's HTTP server has it. */
type PlainRequest = { method?: string; url?: string; headers: Record<string, string | string[] | undefined> };

const longestAddress = 500;

// Next loads this module once per kind of route, and lib/cli/server.mjs not at all: they meet in one process-wide place.
const slot = globalThis as typeof globalThis & {
  portalAddresses?: LRUCache<string, KeptAddress>;
  portalAnswerKept?: (request: PlainRequest) => KeptAnswer | null;
};
const addresses = (slot.portalAddresses ??= new LRUCache<string, KeptAddress>({ max: 5_000 }));

const asText = (value: string | string[] | undefined) => (Array.isArray(value) ? value.join(", ") : (value ?? null));

/** Returns the headers of a document in one encoding, but for Content-Encoding and Content-Length. */
export function documentHeaders(
  stored: StoredDocument,
  { encoding, cacheControl }: { encoding: string; cacheControl: string },
): Record<string, string> {
  return {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": cacheControl,
    "Content-Security-Policy": stored.policy,
    // Each encoding is a representation of its own, and a strong ETag names one of them (RFC 9110, 8.8.3.3).
    ETag: `"${stored.hash}-${encoding}"`,
    Vary: "Accept-Encoding, Cookie",
    "Speculation-Rules": '"/speculation-rules"',
  };
}

/** Says how long browsers and shared caches may keep a public document: never without asking. */
export function publicCacheControl(isPersonal: boolean): string {
  return `${isPersonal ? "private" : "public"}, max-age=0, must-revalidate`;
}

/**
 * Remembers that an address was answered with a kept public document, so that the next reader of it gets the bytes
 * straight from memory. Only for readers who are nobody in particular: a session's cookie goes the long way.
 */
export function keepAddress(url: string, cookies: string | null, kept: KeptAddress): void {
  const preferences = preferencesOfGuest(cookies);
  if (preferences !== null && url.length + preferences.length <= longestAddress)
    addresses.set(`${url} ${preferences}`, kept);
}

/** Answers a request from memory while everything the document was made from is as it was; null otherwise. */
export function answerKept({ method, url, headers }: PlainRequest): KeptAnswer | null {
  if ((method !== "GET" && method !== "HEAD") || url === undefined || url.length > longestAddress) return null;
  if (headers.authorization !== undefined || headers.rsc !== undefined) return null;
  const preferences = preferencesOfGuest(asText(headers.cookie));
  const address = `${url} ${preferences}`;
  const kept = preferences === null ? undefined : addresses.get(address);
  if (kept === undefined) return null;
  const stored = documentCache.get(kept.documentKey);
  if (stored === undefined || stored.expiresAt <= Date.now() || stored.version !== kept.version()) {
    addresses.delete(address);
    return null;
  }
  const encoding = chooseEncoding(asText(headers["accept-encoding"]));
  const answered = {
    ...headersEverywhere(asText(headers["x-forwarded-proto"]) === "https"),
    ...documentHeaders(stored, { encoding, cacheControl: publicCacheControl(preferences !== "") }),
  };
  if (matchesEtag(asText(headers["if-none-match"]), answered.ETag ?? ""))
    return { status: 304, headers: answered, body: null };
  const body = stored[encoding];
  const described = { ...answered, "Content-Length": String(body.length) };
  return {
    status: 200,
    headers: encoding === "identity" ? described : { ...described, "Content-Encoding": encoding },
    body: method === "HEAD" ? null : body,
  };
}

slot.portalAnswerKept = answerKept;
