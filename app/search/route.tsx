import { documentRoute } from "@/app/document-route";
import { answerFramedDocument } from "@/app/framed-document";
import { findVisible } from "./find-visible";
import { getPublishedIndexProgress } from "@/features/handbook/data/page-queries";
import { SearchForm } from "@/features/search/components/search-form";
import { getPublishedFacts } from "@/features/facts/data/facts-store";
import { SearchResults } from "@/features/search/components/search-results";
import { Viewer } from "@/lib/auth/viewer";

/** Answers with what a search finds; a form and its result, without any script. */
export const GET = documentRoute(async (request) => {
  const viewer = Viewer.guest();
  const text = request.nextUrl.searchParams.get("q") ?? "";
  const result = await findVisible(viewer, text);
  const { remaining } = await getPublishedIndexProgress();
  return answerFramedDocument(request, {
    about: {
      title: result.query === "" ? "Search" : `Search: ${result.query}`,
      description: "Search every page of the handbook.",
      path: "/search",
      image: null,
    },
    // What people search for is nobody's business: it is never kept.
    parameters: null,
    tier: viewer.tier,
    render: () => ({
      content: (
        <div className="mx-auto max-w-[48rem] px-4 pt-10 sm:px-6">
          <h1 className="page-title">Search</h1>
          <SearchForm query={result.query} autoFocus={result.query === ""} />
          {remaining > 0 ? (
            <p className="mt-4 text-sm text-muted" role="status">
              The index is being made: {remaining.toLocaleString("en")} {remaining === 1 ? "page is" : "pages are"}{" "}
              still to be read, so something may be missing.
            </p>
          ) : null}
          <div className="mt-8">
            <SearchResults result={result} contactPath={getPublishedFacts().facts.site.pages.contact} />
          </div>
        </div>
      ),
    }),
  });
});
