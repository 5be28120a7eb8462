import type { Element } from "hast";
import rehypeParse from "rehype-parse";
import { unified } from "unified";
import { visit } from "unist-util-visit";

const parser = unified().use(rehypeParse);

/** Returns every element of a document. */
export function elementsOf(html: string): Element[] {
  const elements: Element[] = [];
  visit(parser.parse(html), "element", (element) => void elements.push(element));
  return elements;
}

/** Returns an attribute as text; empty when it is missing. */
export function attributeOf(element: Element, name: string): string {
  const value = element.properties[name];
  return Array.isArray(value) ? value.join(" ") : String(value ?? "");
}

/** Returns the addresses between <loc> and </loc> of a sitemap, as paths. */
export function pathsOfSitemap(xml: string): string[] {
  return [...xml.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, address]) => new URL(address ?? "").pathname);
}
