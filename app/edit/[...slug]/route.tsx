import { documentRoute } from "@/app/document-route";
import { answerFramedDocument } from "@/app/framed-document";
import { answerMissing } from "@/app/missing-document";
import { pathBehind } from "@/app/request-path";
import { getPublishedFacts } from "@/features/facts/data/facts-store";
import { EditGuide } from "@/features/handbook/components/edit-guide";
import { readPage } from "@/features/handbook/data/page-queries";
import { Viewer } from "@/lib/auth/viewer";

/** Leads to the place where a page is edited, or tells how when no such place is configured. */
export const GET = documentRoute(async (request) => {
  const read = await readPage(Viewer.guest(), pathBehind(request, "/edit") ?? "");
  if (read === null) return answerMissing(request);
  const { page, source } = read;
  const { site } = getPublishedFacts().facts;
  if (site.source.edit !== null) {
    const location = site.source.edit.replace("{file}", encodeURI(page.file));
    return new Response(null, { status: 302, headers: { Location: location } });
  }
  const contact = site.contacts[site.problemContact];
  return answerFramedDocument(request, {
    about: {
      title: `Edit: ${page.title}`,
      description: `How to change the page “${page.title}”.`,
      path: `/edit${page.path}`,
      image: null,
      isIndexed: false,
    },
    parameters: null,
    tier: page.tier,
    render: () => ({
      content: <EditGuide page={page} source={source} address={contact?.kind === "email" ? contact.value : null} />,
    }),
  });
});
