import "server-only";
import type { ReactElement } from "react";
import type { Tier } from "@/lib/auth/viewer";
import { documentCache, storeDocument, type StoredDocument } from "./document-cache";
import { renderDocument } from "./render-document";
import { documentPolicy } from "./security-headers";

/** A document to answer with, and all that its bytes depend on. */
export type DocumentAnswer = {
  /** Path with the parameters that matter and the reader's preferences; null means never kept. */
  key: string | null;
  /** Changes whenever content, data or code that the document shows has changed. */
  version: string;
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

async function render(answer: DocumentAnswer): Promise<StoredDocument> {
  const { element, status = 200 } = await answer.render();
  const html = await renderDocument(element);
  return storeDocument(html, {
    status,
    policy: documentPolicy(answer.inlineStyles),
    version: answer.version,
    expiresAt: answer.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY,
  });
}

async function findOrRender(answer: DocumentAnswer): Promise<StoredDocument> {
  if (answer.key === null) return render(answer);
  const key = `${answer.tier} ${answer.key}`;
  const kept = documentCache.get(key);
  if (kept !== undefined && kept.version === answer.version && kept.expiresAt > Date.now()) return kept;
  // Many readers of a page that has just changed wait for one rendering.
  const flight = `${key} ${answer.version}`;
  const underWay = rendering.get(flight) ?? render(answer).finally(() => rendering.delete(flight));
  rendering.set(flight, underWay);
  const stored = await underWay;
  documentCache.set(key, stored);
  return stored;
}

type Encoding = "br" | "gzip" | "identity";

/** Chooses the encoding for an Accept-Encoding header; a coding with q=0 is refused (RFC 9110, 12.5.3). */
export function chooseEncoding(header: string | null): Encoding {
  const accepted = new Map(
    (header ?? "").split(",").map((part) => {
      const [name = "", ...parameters] = part.trim().toLowerCase().split(";");
      const quality = parameters.map((parameter) => /^\s*q=([\d.]+)$/.exec(parameter)?.[1]).find(Boolean);
      return [name.trim(), Number(quality ?? 1)] as const;
    }),
  );
  const accepts = (name: string) => (accepted.get(name) ?? accepted.get("*") ?? 0) > 0;
  return accepts("br") ? "br" : accepts("gzip") ? "gzip" : "identity";
}

/** Tells whether an If-None-Match header names the given strong ETag (weak comparison, RFC 9110, 13.1.2). */
export function matchesEtag(header: string | null, etag: string): boolean {
  if (header === null) return false;
  return header.trim() === "*" || header.split(",").some((tag) => tag.trim().replace(/^W\//, "") === etag);
}

// Set by lib/cli/server.mjs, which also turns the second header into Content-Encoding: Next would take that away.
const encodesHeader = "x-portal-encodes";
const encodingHeader = "X-Document-Encoding";

/** Answers a request with a document: from the cache when it is still right, 304 when the reader has it. */
export async function answerDocument(request: Request, answer: DocumentAnswer): Promise<Response> {
  const stored = await findOrRender(answer);
  const isEncoded = request.headers.get(encodesHeader) === "1";
  const encoding = isEncoded ? chooseEncoding(request.headers.get("accept-encoding")) : "identity";
  // Each encoding is a representation of its own, and a strong ETag names one of them (RFC 9110, 8.8.3.3).
  const etag = `"${stored.hash}-${encoding}"`;
  const isKept = answer.tier === "public" && answer.key !== null && stored.status === 200;
  const cacheControl = isKept
    ? `${answer.isPersonal === true ? "private" : "public"}, max-age=0, must-revalidate`
    : "private, no-store";
  const headers = new Headers({
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": cacheControl,
    "Content-Security-Policy": stored.policy,
    ETag: etag,
    Vary: "Accept-Encoding, Cookie",
    "Speculation-Rules": '"/speculation-rules"',
  });
  if (stored.status === 200 && matchesEtag(request.headers.get("if-none-match"), etag)) {
    return new Response(null, { status: 304, headers });
  }
  if (encoding !== "identity") headers.set(encodingHeader, encoding);
  return new Response(stored[encoding], { status: stored.status, headers });
}
