import { parseBody } from "./page-source";
import type { InlineText } from "./page-text";

// As deep as texts are drawn in each other.
const maximalDepth = 3;

/**
 * Returns the words of components as given, and of included texts what they say, so that search finds a page by them.
 * `sourceOf` returns the source of a snippet by its name, or null when there is none.
 */
export function withSnippetText(words: InlineText, sourceOf: (name: string) => string | null): InlineText {
  const around = (includes: readonly string[]): InlineText => {
    return (component) => {
      if (component.name !== "Include") return words(component);
      const name = component.attributes.src ?? "";
      if (!/^[a-z0-9-]+$/.test(name) || includes.includes(name) || includes.length >= maximalDepth) return "";
      const source = sourceOf(name);
      if (source === null) return "";
      const { sections, problems } = parseBody(source, name, around([...includes, name]));
      // A text that cannot be shown must not be found either.
      return problems.length > 0 ? "" : sections.map(({ heading, body }) => `${heading} ${body}`.trim()).join(" ");
    };
  };
  return around([]);
}
