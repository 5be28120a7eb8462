import { documentRoute } from "@/app/document-route";
import { getPublishedFacts } from "@/features/facts/data/facts-store";
import { getPublishedOrigin } from "@/features/facts/data/site-frame";
import { getPublishedHistory } from "@/features/handbook/data/history-store";
import { getPageTree } from "@/features/handbook/data/page-queries";
import { recentChanges } from "@/features/handbook/domain/recent-changes";
import { answerText } from "@/lib/document/answer-text";
import { escapeXml } from "@/lib/xml";

const entriesShown = 40;

// Made from the content as it is now, never at build time.
export const dynamic = "force-dynamic";

/** The pages changed last among those this reader may open, as Atom (RFC 4287). */
export const GET = documentRoute(async (request, viewer) => {
  const tree = await getPageTree(viewer);
  const changes = await getPublishedHistory();
  const { site } = getPublishedFacts().facts;
  const origin = getPublishedOrigin();
  const recent = recentChanges(tree.order, changes, entriesShown);
  const updatedAt = recent[0]?.change.at ?? new Date(0);
  const entries = recent.map(({ page, change }) =>
    [
      "<entry>",
      `<id>${escapeXml(`${origin}${page.path}#${change.commit}`)}</id>`,
      `<title>${escapeXml(page.title)}</title>`,
      `<link href="${escapeXml(origin + page.path)}"/>`,
      `<updated>${change.at.toISOString()}</updated>`,
      `<author><name>${escapeXml(change.author)}</name></author>`,
      `<summary>${escapeXml(page.description)}</summary>`,
      "</entry>",
    ].join(""),
  );
  const text = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom">',
    `<id>${escapeXml(origin)}/feed.xml</id>`,
    `<title>${escapeXml(`${site.name}: changed pages`)}</title>`,
    `<link href="${escapeXml(origin)}/feed.xml" rel="self"/>`,
    `<link href="${escapeXml(origin)}/"/>`,
    `<updated>${updatedAt.toISOString()}</updated>`,
    `<author><name>${escapeXml(site.name)}</name></author>`,
    ...entries,
    "</feed>",
  ].join("\n");
  return answerText(request, viewer, text, "application/atom+xml");
});
