import type { NextRequest } from "next/server";
import { findVisible } from "../find-visible";
import { getPublishedFacts } from "@/features/facts/data/facts-store";
import { SearchResults } from "@/features/search/components/search-results";
import { Viewer } from "@/lib/auth/viewer";
import { renderDocument } from "@/lib/document/render-document";

const pagesShown = 8;

/** Answers with the results for the search dialog: a piece of HTML, never an index. */
export async function GET(request: NextRequest): Promise<Response> {
  const result = await findVisible(Viewer.guest(), request.nextUrl.searchParams.get("q") ?? "", pagesShown);
  const html = await renderDocument(
    <SearchResults result={result} contactPath={getPublishedFacts().facts.site.pages.contact} />,
  );
  return new Response(html, {
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Cache-Control": "private, no-store",
      "Content-Security-Policy": "default-src 'none'",
    },
  });
}
