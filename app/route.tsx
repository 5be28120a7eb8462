import { documentRoute } from "@/app/document-route";
import { answerFramedDocument } from "./framed-document";
import { Hub } from "./hub";
import { getPublishedFacts } from "@/features/facts/data/facts-store";
import { getPublishedOrigin } from "@/features/facts/data/site-frame";
import { nextChangeOf } from "@/features/calendar/domain/series";
import { getPublishedHistory } from "@/features/handbook/data/history-store";
import { getPageTree, watchPublishedVersion } from "@/features/handbook/data/page-queries";
import { recentChanges } from "@/features/handbook/domain/recent-changes";

const changesShown = 6;

/** Answers with the hub: what this is, where to look, and what is on now. */
export const GET = documentRoute(async (request, viewer) => {
  const version = await watchPublishedVersion();
  const tree = await getPageTree(viewer);
  const changes = await getPublishedHistory();
  const { facts } = getPublishedFacts();
  const now = new Date();
  const origin = getPublishedOrigin();
  return answerFramedDocument(request, viewer, {
    about: {
      title: facts.site.name,
      description: facts.site.description,
      path: "/",
      image: "/og/handbook.png",
      structuredData: [
        {
          "@type": "WebSite",
          name: facts.site.name,
          url: `${origin}/`,
          potentialAction: {
            "@type": "SearchAction",
            target: `${origin}/search?q={query}`,
            "query-input": "required name=query",
          },
        },
      ],
    },
    version,
    expiresAt: nextChangeOf(facts.series, now),
    render: ({ zone }) => ({
      content: (
        <Hub
          facts={facts}
          tree={tree}
          recent={recentChanges(tree.order, changes, changesShown)}
          zone={zone}
          now={now}
        />
      ),
    }),
  });
});
