import { handOut } from "@/app/conduct/hand-out";
import { documentRoute } from "@/app/document-route";
import { answerMissing } from "@/app/missing-document";
import { findFileFor } from "@/features/conduct/data/file-queries";

/** A file of a report or case, for whoever attached it and for the desk; `?original=1` is how it came. */
export const GET = documentRoute<RouteContext<"/conduct/files/[id]">>(async (request, viewer, { params }) => {
  if (!viewer.isSignedIn) return answerMissing(request, viewer);
  const { id } = await params;
  const kind = request.nextUrl.searchParams.get("original") === "1" ? "original" : "copy";
  return handOut(request, viewer, findFileFor(viewer, id, kind));
});
