import { documentRoute } from "@/app/document-route";
import { answerFramedDocument } from "@/app/framed-document";
import { findVisible } from "./find-visible";
import { getPublishedIndexProgress } from "@/features/handbook/data/page-queries";
import { SearchForm } from "@/features/search/components/search-form";
import { getPublishedFacts } from "@/features/facts/data/facts-store";
import { SearchResults } from "@/features/search/components/search-results";
import { limits } from "@/lib/rate-limit/limits";
import { answerLimited } from "@/app/limited-document";
import { whyLimited } from "./why-limited";

/** Answers with what a search finds; a form and its result, without any script. */
export const GET = documentRoute(async (request, viewer) => {
  const text = request.nextUrl.searchParams.get("q") ?? "";
  // The page without a question costs nothing.
  const sentence = text.trim() === "" ? null : await whyLimited(limits.search);
  if (sentence !== null) return answerLimited(request, viewer, { sentence, seconds: limits.search.seconds });
  const result = await findVisible(viewer, text);
  const { remaining } = await getPublishedIndexProgress();
  return answerFramedDocument(request, viewer, {
    about: {
      title: result.query === "" ? "Search" : `Search: ${result.query}`,
      description: "Search every page of the handbook.",
      path: "/search",
      image: null,
    },
    // What people search for is nobody's business: it is never kept.
    parameters: null,
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
