import { createHash } from "node:crypto";
import type { NextRequest } from "next/server";
import { answerMissing } from "@/app/missing-document";
import { pathBehind } from "@/app/request-path";
import { getPublishedFacts } from "@/features/facts/data/facts-store";
import { drawPreview } from "@/features/handbook/data/preview-image";
import { findPage } from "@/features/handbook/data/page-queries";
import { Viewer } from "@/lib/auth/viewer";
import { matchesEtag } from "@/lib/document/negotiation";

/** Draws the picture that link previews show of a page; pages that the guest may not see have none. */
export async function GET(request: NextRequest): Promise<Response> {
  const path = pathBehind(request, "/og")?.replace(/\.png$/, "") ?? "";
  const page = await findPage(Viewer.guest(), path);
  if (page === null) return answerMissing(request);
  const { site } = getPublishedFacts().facts;
  const bytes = await drawPreview({ title: page.title, description: page.description, siteName: site.name });
  const etag = `"${createHash("sha256").update(bytes).digest("base64url").slice(0, 22)}"`;
  // Asked for anew each time: a page that was withdrawn must not live on in its picture.
  const headers = { "Content-Type": "image/png", "Cache-Control": "public, max-age=0, must-revalidate", ETag: etag };
  if (matchesEtag(request.headers.get("if-none-match"), etag)) return new Response(null, { status: 304, headers });
  return new Response(new Uint8Array(bytes), { headers });
}
