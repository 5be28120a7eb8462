import type { Element, Root } from "hast";
import rehypeParse from "rehype-parse";
import rehypeRemark from "rehype-remark";
import remarkGfm from "remark-gfm";
import remarkStringify from "remark-stringify";
import { unified } from "unified";
import { SKIP, visit } from "unist-util-visit";

const isMark = ({ tagName, properties }: Element) =>
  tagName === "svg" ||
  tagName === "button" ||
  // Links to the heading itself, filters and the like are for the page, not for its text.
  properties.dataCopyLink !== undefined ||
  (tagName === "nav" && properties.ariaLabel !== undefined) ||
  (tagName === "span" && properties.role === "tooltip") ||
  properties.dataCountdown !== undefined;

function rehypeForReading({ origin }: { origin: string }) {
  return (tree: Root) => {
    visit(tree, "element", (element, index, parent) => {
      if (parent !== undefined && index !== undefined && isMark(element)) {
        parent.children.splice(index, 1);
        return [SKIP, index];
      }
      const { href } = element.properties;
      if (typeof href === "string" && href.startsWith("/")) element.properties.href = `${origin}${href}`;
      return undefined;
    });
  };
}

/** Turns the HTML of a page's text into Markdown, with links that work outside the portal. */
export function markdownOfHtml(html: string, origin: string): string {
  const processor = unified()
    .use(rehypeParse, { fragment: true })
    .use(rehypeForReading, { origin })
    .use(rehypeRemark)
    .use(remarkGfm)
    .use(remarkStringify, { bullet: "-", rule: "-", emphasis: "_" });
  return String(processor.processSync(html));
}
