import { documentRoute } from "@/app/document-route";
import { answerMissing } from "@/app/missing-document";
import { readImage } from "@/features/handbook/data/media-queries";

function cacheControlOf({ tier, version }: { tier: string; version: string }, asked: string | null): string {
  if (tier !== "public") return "private, no-store";
  return asked === version ? "public, max-age=31536000, immutable" : "public, max-age=0, must-revalidate";
}

/** Serves the pictures of the pages this reader may open, converted once to the format asked for. */
export const GET = documentRoute(async (request, viewer) => {
  const { pathname, searchParams } = request.nextUrl;
  const image = await readImage(viewer, pathname, searchParams.get("format"));
  if (image === null) return answerMissing(request, viewer);
  return new Response(new Uint8Array(image.bytes), {
    headers: {
      "Content-Type": image.type,
      "Cache-Control": cacheControlOf(image, searchParams.get("v")),
      "Content-Security-Policy": "default-src 'none'; sandbox",
    },
  });
});
