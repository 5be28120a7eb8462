import type { PageLink } from "./page";
import type { PageComponent } from "./page-text";

/** The pictures that a text shows or links by itself, and the snippets it includes, which may show more. */
export type ShownPictures = { pictures: string[]; includes: string[] };

// As deep as texts are drawn in each other.
const maximalDepth = 3;

const attributesOf = (components: readonly PageComponent[], name: string) =>
  components.flatMap((component) => (component.name === name ? [component.attributes.src ?? ""] : []));

/** Returns the pictures of a parsed text and the names of the snippets it includes, each once. */
export function readShownPictures(body: {
  components: readonly PageComponent[];
  links: readonly PageLink[];
}): ShownPictures {
  const addresses = [...attributesOf(body.components, "Figure"), ...body.links.map(({ href }) => href)];
  const pictures = addresses
    .map((address) => address.replace(/[?#].*$/, ""))
    .filter((one) => one.startsWith("/media/"));
  return { pictures: [...new Set(pictures)], includes: [...new Set(attributesOf(body.components, "Include"))] };
}

/** Tells whether a text shows a picture, by itself or in a snippet; `find` returns what a snippet shows by its name. */
export function showsPicture(
  { pictures, includes }: ShownPictures,
  address: string,
  find: (name: string) => ShownPictures,
  around: readonly string[] = [],
): boolean {
  if (pictures.includes(address)) return true;
  if (around.length >= maximalDepth) return false;
  return includes.some((name) => !around.includes(name) && showsPicture(find(name), address, find, [...around, name]));
}
