import { documentRoute } from "@/app/document-route";
import { getPublishedFacts } from "@/features/facts/data/facts-store";
import { SearchResults } from "@/features/search/components/search-results";
import { renderDocument } from "@/lib/document/render-document";
import { limits } from "@/lib/rate-limit/limits";
import { findVisible } from "../find-visible";
import { whyLimited } from "../why-limited";

const pagesShown = 8;

const headersOf = (type: string) => ({
  "Content-Type": `text/${type}; charset=utf-8`,
  "Cache-Control": "private, no-store",
  "Content-Security-Policy": "default-src 'none'",
});

/** Answers with the results for the search dialog: a piece of HTML, never an index; with a sentence when limited. */
export const GET = documentRoute(async (request, viewer) => {
  const limited = await whyLimited(limits.suggestions);
  if (limited !== null) {
    const headers = { ...headersOf("plain"), "Retry-After": String(limits.suggestions.seconds) };
    return new Response(limited, { status: 429, headers });
  }
  const result = await findVisible(viewer, request.nextUrl.searchParams.get("q") ?? "", pagesShown);
  const html = await renderDocument(
    <SearchResults result={result} contactPath={getPublishedFacts().facts.site.pages.contact} />,
  );
  return new Response(html, { headers: headersOf("html") });
});
