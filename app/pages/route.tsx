import { documentRoute } from "@/app/document-route";
import { answerFramedDocument } from "@/app/framed-document";
import { AllPages, pagesShown } from "@/features/handbook/components/all-pages";
import { getPageTree, watchPublishedVersion } from "@/features/handbook/data/page-queries";
import { rootPath } from "@/features/handbook/domain/page-tree";

/** Answers with the pages of one section at a time, so that the list stays short however large the handbook is. */
export const GET = documentRoute(async (request, viewer) => {
  const version = await watchPublishedVersion();
  const tree = await getPageTree(viewer);
  const asked = request.nextUrl.searchParams.get("section") ?? rootPath;
  const section = tree.pages.has(asked) ? asked : rootPath;
  const title = tree.pages.get(section)?.title ?? "Handbook";
  const asNumber = Number.parseInt(request.nextUrl.searchParams.get("page") ?? "1", 10) || 1;
  const last = Math.max(1, Math.ceil((tree.childrenOf.get(section)?.length ?? 0) / pagesShown));
  const page = Math.min(Math.max(1, asNumber), last);
  return answerFramedDocument(request, viewer, {
    about: {
      title: section === rootPath ? "All pages" : `All pages: ${title}`,
      description: "Every page of the handbook, section by section.",
      path: "/pages",
      image: "/og/handbook.png",
      isIndexed: false,
    },
    parameters: `${section} ${page}`,
    version,
    render: () => ({ content: <AllPages tree={tree} section={section} page={page} /> }),
  });
});
