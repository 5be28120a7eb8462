import { getPublishedOrigin } from "@/features/facts/data/site-frame";
import { PageBody } from "@/features/handbook/components/page-body";
import { readPage } from "@/features/handbook/data/page-queries";
import { markdownOfHtml } from "@/features/handbook/domain/page-markdown";
import type { PageEntry } from "@/features/handbook/domain/page";
import type { Viewer } from "@/lib/auth/viewer";
import { answerMissing } from "@/app/missing-document";
import { answerText } from "@/lib/document/answer-text";
import { renderDocument } from "@/lib/document/render-document";

/** Answers with a page as Markdown, its live facts written out as they are now. */
export async function answerMarkdown(request: Request, viewer: Viewer, page: PageEntry): Promise<Response> {
  const read = await readPage(viewer, page.path);
  if (read === null || read.Content === null) return answerMissing(request, viewer);
  const moment = { path: page.path, filter: {}, zone: null, now: new Date() };
  const html = await renderDocument(PageBody({ Content: read.Content, ...moment }));
  const origin = getPublishedOrigin();
  const head = [
    `# ${page.title}`,
    ...(page.description === "" ? [] : [page.description]),
    `Source: ${origin}${page.path}`,
  ];
  const text = `${head.join("\n\n")}\n\n${markdownOfHtml(html, origin)}`;
  return answerText(request, viewer, text, "text/markdown");
}
