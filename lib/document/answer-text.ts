import "server-only";
import { createHash } from "node:crypto";
import { matchesEtag } from "./negotiation";

/** Answers with a text made for machines: revalidated by ETag, public or for this reader only. */
export function answerText(request: Request, text: string, type: string, isPublic = true): Response {
  const etag = `"${createHash("sha256").update(text).digest("base64url").slice(0, 22)}"`;
  const headers = {
    "Content-Type": `${type}; charset=utf-8`,
    "Cache-Control": isPublic ? "public, max-age=0, must-revalidate" : "private, no-store",
    ETag: etag,
  };
  if (matchesEtag(request.headers.get("if-none-match"), etag)) return new Response(null, { status: 304, headers });
  return new Response(text, { headers });
}
