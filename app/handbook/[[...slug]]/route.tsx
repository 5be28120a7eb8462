import { documentRoute } from "@/app/document-route";
import { answerMissing } from "@/app/missing-document";
import { answerHandbookPage } from "./page-document";
import { answerMarkdown } from "./page-markdown";
import { redirectFrom } from "@/app/redirect-from";
import { pathBehind } from "@/app/request-path";
import { env } from "@/lib/env";
import { findPage, listPublishedProblems, watchPublishedVersion } from "@/features/handbook/data/page-queries";

/** Answers for every path below /handbook: a page, its Markdown, or the way to where it is now. */
export const GET = documentRoute(async (request, viewer) => {
  const path = pathBehind(request);
  if (path === null) return answerMissing(request, viewer);
  if (path.endsWith(".md")) {
    const page = await findPage(viewer, path.slice(0, -".md".length));
    if (page !== null) return answerMarkdown(request, viewer, page);
  }
  const version = await watchPublishedVersion(path);
  const page = await findPage(viewer, path);
  if (page !== null) return answerHandbookPage(request, viewer, page, version);
  const moved = await redirectFrom(request, viewer, path);
  return moved ?? answerMissing(request, viewer, env.isDevelopment ? await listPublishedProblems(path) : []);
});
