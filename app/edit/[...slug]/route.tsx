import { documentRoute } from "@/app/document-route";
import { answerFramedDocument } from "@/app/framed-document";
import { answerMissing } from "@/app/missing-document";
import { pathBehind } from "@/app/request-path";
import { getPublishedFacts } from "@/features/facts/data/facts-store";
import { EditGuide } from "@/features/handbook/components/edit-guide";
import { readPage } from "@/features/handbook/data/page-queries";

/** Leads to the place where a page is edited, or tells how when no such place is configured. */
export const GET = documentRoute(async (request, viewer) => {
  const read = await readPage(viewer, pathBehind(request, "/edit") ?? "");
  if (read === null) return answerMissing(request, viewer);
  const { page, source } = read;
  const { site } = getPublishedFacts().facts;
  if (site.source.edit !== null) {
    const location = site.source.edit.replace("{file}", encodeURI(page.file));
    const cacheControl = viewer.isSignedIn ? "private, no-store" : "no-cache";
    return new Response(null, { status: 302, headers: { Location: location, "Cache-Control": cacheControl } });
  }
  const contact = site.contacts[site.problemContact];
  return answerFramedDocument(request, viewer, {
    about: {
      title: `Edit: ${page.title}`,
      description: `How to change the page “${page.title}”.`,
      path: `/edit${page.path}`,
      image: null,
      isIndexed: false,
    },
    parameters: null,
    render: () => ({
      content: <EditGuide page={page} source={source} address={contact?.kind === "email" ? contact.value : null} />,
    }),
  });
});
