import "server-only";
import { createHash } from "node:crypto";
import type { Viewer } from "@/lib/auth/viewer";
import { matchesEtag } from "./negotiation";

/** Answers with a text made for machines: revalidated by ETag, and kept by nobody but for guests. */
export function answerText(request: Request, viewer: Viewer, text: string, type: string): Response {
  const etag = `"${createHash("sha256").update(text).digest("base64url").slice(0, 22)}"`;
  const headers = {
    "Content-Type": `${type}; charset=utf-8`,
    "Cache-Control": viewer.isSignedIn ? "private, no-store" : "public, max-age=0, must-revalidate",
    ETag: etag,
    Vary: "Cookie",
    "Content-Security-Policy": "frame-ancestors 'none'",
  };
  if (matchesEtag(request.headers.get("if-none-match"), etag)) return new Response(null, { status: 304, headers });
  return new Response(text, { headers });
}
