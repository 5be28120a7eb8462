import type { NextRequest } from "next/server";
import { answerMissing } from "@/app/missing-document";
import { readPublishedImage } from "@/features/handbook/data/media-queries";

/** Serves the pictures of the handbook, converted once to the format asked for. */
export async function GET(request: NextRequest): Promise<Response> {
  const { pathname, searchParams } = request.nextUrl;
  const image = await readPublishedImage(pathname, searchParams.get("format"));
  if (image === null) return answerMissing(request);
  const isVersioned = searchParams.get("v") === image.version;
  return new Response(new Uint8Array(image.bytes), {
    headers: {
      "Content-Type": image.type,
      "Cache-Control": isVersioned ? "public, max-age=31536000, immutable" : "public, max-age=0, must-revalidate",
      "Content-Security-Policy": "default-src 'none'; sandbox",
    },
  });
}
