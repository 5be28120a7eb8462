import type { Element, ElementContent, Root } from "hast";
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

const textOf = (node: ElementContent): string =>
  node.type === "text" ? node.value : "children" in node ? node.children.map(textOf).join("") : "";

/** Writes a list of names and what belongs to them as a list of lines: Markdown has nothing nearer. */
function asLines(list: Element): Element {
  const groups = list.children.flatMap((child) =>
    child.type === "element" && child.tagName === "div" ? child.children : [child],
  );
  const lines: Element[] = [];
  for (const child of groups) {
    if (child.type !== "element") continue;
    if (child.tagName === "dt") {
      const name: Element = {
        ...child,
        tagName: "strong",
        children: [{ type: "text", value: `${textOf(child).trim()}:` }],
      };
      lines.push({ type: "element", tagName: "li", properties: {}, children: [name] });
    } else {
      lines.at(-1)?.children.push({ type: "text", value: " " }, ...child.children);
    }
  }
  return { type: "element", tagName: "ul", properties: {}, children: lines };
}

function rehypeForReading({ origin }: { origin: string }) {
  return (tree: Root) => {
    // React separates pieces of text by empty comments.
    visit(tree, "comment", (_, index, parent) => {
      if (parent === undefined || index === undefined) return undefined;
      parent.children.splice(index, 1);
      return [SKIP, index];
    });
    visit(tree, "element", (element, index, parent) => {
      if (parent !== undefined && index !== undefined && isMark(element)) {
        parent.children.splice(index, 1);
        return [SKIP, index];
      }
      if (element.tagName === "dl" && parent !== undefined && index !== undefined) {
        parent.children[index] = asLines(element);
        return [SKIP, index];
      }
      // A mark beside a word is part of the sentence only in brackets.
      if (element.tagName === "small") {
        element.children = [{ type: "text", value: "(" }, ...element.children, { type: "text", value: ")" }];
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
