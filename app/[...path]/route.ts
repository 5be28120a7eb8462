import { documentRoute } from "@/app/document-route";
import { answerMissing } from "@/app/missing-document";
import { redirectFrom } from "@/app/redirect-from";
import { pathBehind } from "@/app/request-path";
import { Viewer } from "@/lib/auth/viewer";

/** Answers for every path that nothing else answers for. */
export const GET = documentRoute(async (request) => {
  const path = pathBehind(request);
  const moved = path === null ? null : await redirectFrom(request, Viewer.guest(), path);
  return moved ?? answerMissing(request);
});
