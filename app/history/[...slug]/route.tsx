import { documentRoute } from "@/app/document-route";
import { answerFramedDocument } from "@/app/framed-document";
import { answerMissing } from "@/app/missing-document";
import { pathBehind } from "@/app/request-path";
import { getPublishedFacts } from "@/features/facts/data/facts-store";
import { PageHistory } from "@/features/handbook/components/page-history";
import { getPublishedHistory } from "@/features/handbook/data/history-store";
import { findPage, watchPublishedVersion } from "@/features/handbook/data/page-queries";

// Enough to see who keeps a page; the repository has the rest.
const changesShown = 200;

/** Answers with the changes of a page, from the git history of the content. */
export const GET = documentRoute(async (request, viewer) => {
  const page = await findPage(viewer, pathBehind(request, "/history") ?? "");
  if (page === null) return answerMissing(request, viewer);
  const version = await watchPublishedVersion(page.path);
  const changes = await getPublishedHistory();
  const template = getPublishedFacts().facts.site.source.history;
  return answerFramedDocument(request, viewer, {
    about: {
      title: `History: ${page.title}`,
      description: `Who changed the page “${page.title}”, and when.`,
      path: `/history${page.path}`,
      image: null,
      isIndexed: false,
    },
    version,
    render: () => ({
      content: (
        <PageHistory
          page={page}
          changes={(changes.get(page.file) ?? []).slice(0, changesShown)}
          sourceHref={template?.replace("{file}", encodeURI(page.file)) ?? null}
        />
      ),
    }),
  });
});
