import type { MDXContent } from "mdx/types";
import type { ReactNode } from "react";
import { compilePublishedSnippet } from "../data/snippet-queries";

const maximalDepth = 3;

type IncludedSnippetAttributes = {
  name: string;
  /** The snippets around this one, from the outside in. */
  includes: readonly string[];
  draw: (Content: MDXContent, includes: readonly string[]) => ReactNode;
};

/** Text that several pages share; a snippet that is missing, broken or circular leaves a note in its place. */
export async function IncludedSnippet({ name, includes, draw }: IncludedSnippetAttributes) {
  const isRefused = includes.includes(name) || includes.length >= maximalDepth;
  const compiled = isRefused ? null : await compilePublishedSnippet(name);
  if (compiled === null || compiled.Content === null) {
    return <p className="text-muted">A shared text ({name}) cannot be shown here.</p>;
  }
  return draw(compiled.Content, [...includes, name]);
}
