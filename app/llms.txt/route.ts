import { documentRoute } from "@/app/document-route";
import { getPublishedFacts } from "@/features/facts/data/facts-store";
import { getPublishedOrigin } from "@/features/facts/data/site-frame";
import { getPageTree } from "@/features/handbook/data/page-queries";
import { rootPath } from "@/features/handbook/domain/page-tree";
import { answerText } from "@/lib/document/answer-text";

// Made from the content as it is now, never at build time.
export const dynamic = "force-dynamic";

/** The handbook for language models (llmstxt.org): what it is, and every page this reader may open, as Markdown. */
export const GET = documentRoute(async (request, viewer) => {
  const tree = await getPageTree(viewer);
  const { site } = getPublishedFacts().facts;
  const origin = getPublishedOrigin();
  const line = ({ title, path, description }: { title: string; path: string; description: string }) =>
    `- [${title}](${origin}${path}.md)${description === "" ? "" : `: ${description}`}`;
  const sections = (tree.childrenOf.get(rootPath) ?? []).map((section) => {
    const below = tree.order.filter(({ path }) => path === section.path || path.startsWith(`${section.path}/`));
    return [`## ${section.title}`, "", ...below.map(line), ""].join("\n");
  });
  const home = tree.pages.get(rootPath);
  const head = [`# ${site.name}`, "", `> ${site.description}`, "", ...(home === undefined ? [] : [line(home), ""])];
  return answerText(request, viewer, [...head, ...sections].join("\n"), "text/plain");
});
