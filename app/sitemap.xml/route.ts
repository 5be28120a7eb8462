import { documentRoute } from "@/app/document-route";
import { getPublishedOrigin } from "@/features/facts/data/site-frame";
import { getPublishedHistory } from "@/features/handbook/data/history-store";
import { getPageTree } from "@/features/handbook/data/page-queries";
import { answerText } from "@/lib/document/answer-text";
import { escapeXml } from "@/lib/xml";

// One file may list this many (sitemaps.org).
const maximalUrls = 50_000;

// Made from the content as it is now, never at build time.
export const dynamic = "force-dynamic";

/** The pages this reader may open, as a sitemap (sitemaps.org); search engines are guests. */
export const GET = documentRoute(async (request, viewer) => {
  const tree = await getPageTree(viewer);
  const changes = await getPublishedHistory();
  const origin = getPublishedOrigin();
  const urls = tree.order.slice(0, maximalUrls - 1).map(({ path, file }) => {
    const changedAt = changes.get(file)?.[0]?.at;
    const modified = changedAt === undefined ? "" : `<lastmod>${changedAt.toISOString()}</lastmod>`;
    return `<url><loc>${escapeXml(origin + path)}</loc>${modified}</url>`;
  });
  const text = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    `<url><loc>${escapeXml(origin)}/</loc></url>`,
    ...urls,
    "</urlset>",
  ].join("\n");
  return answerText(request, viewer, text, "application/xml");
});
