import { describe, expect, it } from "vitest";
import { parseBody } from "./page-source";
import { withSnippetText } from "./snippet-text";

const snippets: Record<string, string> = {
  plain: 'Ask the **crew** at <Value name="place" />.',
  long: "## Part\n\nOne.\n\n### Below\n\nTwo.",
  outer: 'Around <Include src="plain" /> it.',
  circle: 'Again and <Include src="circle" /> again.',
  broken: "{1}",
};
const words = withSnippetText(
  ({ name, attributes }) => (name === "Value" ? `[${attributes.name}]` : null),
  (name) => snippets[name] ?? null,
);
const sectionsOf = (text: string) =>
  parseBody(text, "a.mdx", words).sections.map(({ anchor, body }) => `${anchor}: ${body}`);

describe("the text of a snippet", () => {
  it("belongs to the section that includes it", () => {
    expect(sectionsOf('First.\n\n## Help\n\nNeed help?\n\n<Include src="plain" />\n\n## End\n\nLast.')).toEqual([
      ": First.",
      "help: Need help? Ask the crew at [place].",
      "end: Last.",
    ]);
  });

  it.each([
    ["with its headings", "long", "Part One. Below Two."],
    ["with the snippets inside of it", "outer", "Around Ask the crew at [place]. it."],
    ["once where it includes itself", "circle", "Again and again."],
    ["not when it cannot be shown", "broken", ""],
    ["not when there is none", "none", ""],
    ["not when its name is no name", "../plain", ""],
  ])("is found %s", (_, name, expected) => {
    expect(sectionsOf(`<Include src="${name}" />`)).toEqual([`: ${expected}`]);
  });

  it("leaves components other than snippets as they were", () => {
    expect(sectionsOf('<Callout title="Mind">\n\nInside <Value name="x" />.\n\n</Callout>')).toEqual([
      ": Mind Inside [x].",
    ]);
  });
});
