import { createHash } from "node:crypto";
import { documentRoute } from "@/app/document-route";
import { answerMissing } from "@/app/missing-document";
import { pathBehind } from "@/app/request-path";
import { getPublishedFacts } from "@/features/facts/data/facts-store";
import { drawPreview } from "@/features/handbook/data/preview-image";
import { findPage } from "@/features/handbook/data/page-queries";
import { matchesEtag } from "@/lib/document/negotiation";

/** Draws the picture that link previews show of a page; who draws previews for others is a guest. */
export const GET = documentRoute(async (request, viewer) => {
  const path = pathBehind(request, "/og")?.replace(/\.png$/, "") ?? "";
  const page = await findPage(viewer, path);
  if (page === null) return answerMissing(request, viewer);
  const { site } = getPublishedFacts().facts;
  const bytes = await drawPreview({ title: page.title, description: page.description, siteName: site.name });
  const etag = `"${createHash("sha256").update(bytes).digest("base64url").slice(0, 22)}"`;
  const headers = {
    "Content-Type": "image/png",
    // Asked for anew each time: a page that was withdrawn must not live on in its picture.
    "Cache-Control": page.tier === "public" ? "public, max-age=0, must-revalidate" : "private, no-store",
    ETag: etag,
  };
  if (matchesEtag(request.headers.get("if-none-match"), etag)) return new Response(null, { status: 304, headers });
  return new Response(new Uint8Array(bytes), { headers });
});
