import GithubSlugger from "github-slugger";
import type { Nodes, Root } from "mdast";
import "mdast-util-mdx";
import type { MdxJsxFlowElement, MdxJsxTextElement } from "mdast-util-mdx-jsx";
import { visit } from "unist-util-visit";
import type { Heading, PageLink } from "./page";

/** A part of a page between two headings, as plain text. */
export type PageSection = { anchor: string; heading: string; body: string };
/** A live component on a page, the attributes it was given, and the line it stands on. */
export type PageComponent = { name: string; attributes: Record<string, string>; line: number };

const stableId = /^\s*\/\*\s*#([A-Za-z][\w-]*)\s*\*\/\s*$/;

/** Gives a heading that ends in a comment with #id its own id, and takes the mark out of the text. */
export function applyStableHeadingIds(tree: Root): void {
  visit(tree, "heading", (heading) => {
    const last = heading.children.at(-1);
    if (last?.type !== "mdxTextExpression") return;
    const id = stableId.exec(last.value)?.[1];
    if (id === undefined) return;
    heading.children.pop();
    const before = heading.children.at(-1);
    if (before?.type === "text") before.value = before.value.trimEnd();
    heading.data = { ...heading.data, hProperties: { id } };
  });
}

/** Returns the words that an inline component of facts puts into the sentence; null for any other component. */
export type InlineText = (component: PageComponent) => string | null;

function plainText(node: Nodes, inlineText: InlineText): string {
  if (node.type === "mdxTextExpression" || node.type === "mdxFlowExpression" || node.type === "mdxjsEsm") return "";
  if (node.type === "break") return " ";
  // The source of a drawing is no sentence.
  if (node.type === "code" && node.lang === "mermaid") return "";
  if ("value" in node) return node.value;
  if (!("children" in node)) return "";
  if (node.type === "mdxJsxTextElement" || node.type === "mdxJsxFlowElement") {
    const words = inlineText(componentOf(node));
    if (words !== null) return words;
  }
  const isBlockParent = node.type !== "paragraph" && node.type !== "heading" && node.type !== "tableCell";
  const own = "attributes" in node ? ownText(node) : "";
  const inner = node.children
    .map((child) => plainText(child, inlineText))
    .join(node.type === "tableRow" ? " · " : isBlockParent && node.type !== "link" ? " " : "");
  return own === "" ? inner : `${own} ${inner}`;
}

// As the compiler sees it when it makes the id of a heading: comments say nothing.
function headingText(node: Nodes): string {
  if (node.type === "mdxTextExpression" || node.type === "mdxFlowExpression") return "";
  if ("value" in node) return node.value;
  return "children" in node ? node.children.map(headingText).join("") : "";
}

// What a component shows of its own attributes must be found by search, too.
function ownText(node: Extract<Nodes, { attributes: unknown }>): string {
  const shown = ["title", "summary", "label", "caption", "alt"];
  return node.attributes
    .flatMap((attribute) =>
      attribute.type === "mdxJsxAttribute" && shown.includes(attribute.name) && typeof attribute.value === "string"
        ? [attribute.value]
        : [],
    )
    .join(" ");
}

function componentOf(node: MdxJsxFlowElement | MdxJsxTextElement): PageComponent {
  const attributes = Object.fromEntries(
    node.attributes.flatMap((attribute) =>
      attribute.type === "mdxJsxAttribute" && typeof attribute.value === "string"
        ? [[attribute.name, attribute.value]]
        : [],
    ),
  );
  return { name: node.name ?? "", attributes, line: node.position?.start.line ?? 1 };
}

/** Returns the headings, sections, links and live components of a parsed page, in order. */
export function readPageText(
  tree: Root,
  inlineText: InlineText = () => null,
): {
  headings: Heading[];
  sections: PageSection[];
  links: PageLink[];
  components: PageComponent[];
} {
  const slugger = new GithubSlugger();
  const headings: Heading[] = [];
  const links: PageLink[] = [];
  const components: PageComponent[] = [];
  const sections: { anchor: string; heading: string; parts: string[] }[] = [{ anchor: "", heading: "", parts: [] }];
  visit(tree, (node) => {
    if (node.type === "heading") {
      const text = headingText(node);
      const given = node.data?.hProperties?.id;
      headings.push({
        id: typeof given === "string" ? given : slugger.slug(text),
        text: text.trim(),
        depth: node.depth,
      });
    }
    if (node.type === "link" || node.type === "definition") {
      links.push({ href: node.url, line: node.position?.start.line ?? 1 });
    }
    if (node.type !== "mdxJsxFlowElement" && node.type !== "mdxJsxTextElement") return;
    const component = componentOf(node);
    components.push(component);
    const { href } = component.attributes;
    if (href !== undefined) links.push({ href, line: node.position?.start.line ?? 1 });
  });
  let next = 0;
  for (const node of tree.children) {
    if (node.type === "heading") {
      const heading = headings[next];
      if (heading !== undefined) sections.push({ anchor: heading.id, heading: heading.text, parts: [] });
      next += 1;
    } else {
      // Headings inside a component belong to the section around it, and have been counted already.
      visit(node, "heading", () => void (next += 1));
      sections.at(-1)?.parts.push(plainText(node, inlineText));
    }
  }
  const asText = (parts: string[]) => parts.join(" ").replace(/\s+/g, " ").trim();
  return {
    headings,
    links,
    components,
    sections: sections.map(({ anchor, heading, parts }) => ({ anchor, heading, body: asText(parts) })),
  };
}
