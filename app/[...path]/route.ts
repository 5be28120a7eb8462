import { documentRoute } from "@/app/document-route";
import { answerMissing } from "@/app/missing-document";
import { redirectFrom } from "@/app/redirect-from";
import { pathBehind } from "@/app/request-path";

/** Answers for every path that nothing else answers for. */
export const GET = documentRoute(async (request, viewer) => {
  const path = pathBehind(request);
  const moved = path === null ? null : await redirectFrom(request, viewer, path);
  return moved ?? answerMissing(request, viewer);
});
