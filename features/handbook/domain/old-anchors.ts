import type { Element, Root } from "hast";
import { visit } from "unist-util-visit";

/** Puts the old ids of a heading into it, so that links to them still lead there without any script. */
export function rehypeOldAnchors(anchors: Record<string, string>) {
  const oldIdsOf = (id: string) => Object.entries(anchors).flatMap(([old, current]) => (current === id ? [old] : []));
  return (tree: Root) => {
    visit(tree, "element", (element) => {
      const id = element.properties.id;
      if (typeof id !== "string" || !/^h[1-6]$/.test(element.tagName)) return;
      const marks = oldIdsOf(id).map((old): Element => ({
        type: "element",
        tagName: "span",
        properties: { id: old },
        children: [],
      }));
      element.children.unshift(...marks);
    });
  };
}
