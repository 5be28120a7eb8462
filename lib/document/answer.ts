import "server-only";
import type { ReactElement } from "react";
import type { Tier } from "@/lib/auth/viewer";
import { documentCache, storeDocument, type StoredDocument } from "./document-cache";
import { documentHeaders, keepAddress, publicCacheControl } from "./kept-answers";
import { chooseEncoding, matchesEtag } from "./negotiation";
import { renderDocument } from "./render-document";
import { documentPolicy } from "./security-headers";

/** What a document is made from. */
export type VersionWatch = {
  /** The version before anything of the document was read: a change while it is made outdates it at once. */
  before: string;
  /** Tells the version now; asked at every request, and kept for long, so it must hold on to nothing large. */
  now: () => string;
};

/** A document to answer with, and all that its bytes depend on. */
export type DocumentAnswer = {
  /** Path with the parameters that matter and the reader's preferences; null means never kept. */
  key: string | null;
  version: VersionWatch;
  /** The tier of the reader, not of what is read: on it the bytes depend, and only what guests get is ever public. */
  tier: Tier;
  /** When time alone makes the document wrong, such as the end of the session it announces. */
  expiresAt?: Date | null;
  /** Text of the inline style elements of the document, allowed by their hash. */
  inlineStyles: string[];
  /** True when the bytes were made for this reader's preferences: no shared cache may keep them. */
  isPersonal?: boolean;
  render: () => Promise<RenderedDocument>;
};
/** What rendering gives: the document, and its status when that is not 200. */
type RenderedDocument = { element: ReactElement; status?: number };

const rendering = new Map<string, Promise<StoredDocument>>();

const keyOf = ({ tier }: DocumentAnswer, key: string) => `${tier} ${key}`;

async function render(answer: DocumentAnswer): Promise<StoredDocument> {
  const { element, status = 200 } = await answer.render();
  const html = await renderDocument(element);
  return storeDocument(html, {
    status,
    policy: documentPolicy(answer.inlineStyles),
    version: answer.version.before,
    expiresAt: answer.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY,
  });
}

async function findOrRender(answer: DocumentAnswer): Promise<StoredDocument> {
  if (answer.key === null) return render(answer);
  const key = keyOf(answer, answer.key);
  const kept = documentCache.get(key);
  if (kept !== undefined && kept.version === answer.version.now() && kept.expiresAt > Date.now()) return kept;
  // Many readers of a page that has just changed wait for one rendering.
  const flight = `${key} ${answer.version.before}`;
  const underWay = rendering.get(flight) ?? render(answer).finally(() => rendering.delete(flight));
  rendering.set(flight, underWay);
  const stored = await underWay;
  // A failure may be over by the next request.
  if (stored.status < 500) documentCache.set(key, stored);
  return stored;
}

// Set by lib/cli/server.mjs to the address as it was sent; it also turns the second header into Content-Encoding,
// which Next would take away. Without that server (in development) documents go out as they are.
const addressHeader = "x-portal-address";
const encodingHeader = "X-Document-Encoding";

/** Answers a request with a document: from the cache when it is still right, 304 when the reader has it. */
export async function answerDocument(request: Request, answer: DocumentAnswer): Promise<Response> {
  const stored = await findOrRender(answer);
  const address = request.headers.get(addressHeader);
  const encoding = address === null ? "identity" : chooseEncoding(request.headers.get("accept-encoding"));
  const isKept = answer.tier === "public" && answer.key !== null && stored.status === 200;
  const cacheControl = isKept ? publicCacheControl(answer.isPersonal === true) : "private, no-store";
  const headers = new Headers(documentHeaders(stored, { encoding, cacheControl }));
  if (isKept && address !== null) {
    const documentKey = keyOf(answer, answer.key ?? "");
    keepAddress(address, request.headers.get("cookie"), { documentKey, version: answer.version.now });
  }
  if (stored.status === 200 && matchesEtag(request.headers.get("if-none-match"), headers.get("ETag") ?? "")) {
    return new Response(null, { status: 304, headers });
  }
  if (encoding !== "identity") headers.set(encodingHeader, encoding);
  return new Response(stored[encoding], { status: stored.status, headers });
}
