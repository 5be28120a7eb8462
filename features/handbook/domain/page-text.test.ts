import { describe, expect, it } from "vitest";
import { compileBody } from "../data/page-compiler";
import { parseBody } from "./page-source";

const read = (body: string) => parseBody(body, "handbook/a.mdx");

describe("headings of a page", () => {
  it.each([
    ["## Contact e-mails", "contact-e-mails"],
    ["## What’s new? (2026)", "whats-new-2026"],
    ["## A & B", "a--b"],
    ["## `code` and *words*", "code-and-words"],
    ["## [A link](/handbook)", "a-link"],
    ["## Über uns", "über-uns"],
    ["## 日本語", "日本語"],
    ["## Kept {/* #old-id */}", "old-id"],
    ["Title\n-----", "title"],
  ])("%s has the id that GitHub gives it", (text, id) => {
    expect(read(text).headings.map((heading) => heading.id)).toEqual([id]);
  });

  it("of the same text are numbered", () => {
    expect(read("## A\n\n## A\n\n### A").headings).toEqual([
      { id: "a", text: "A", depth: 2 },
      { id: "a-1", text: "A", depth: 2 },
      { id: "a-2", text: "A", depth: 3 },
    ]);
  });

  it("keep the mark of an own id out of their text", () => {
    expect(read("## Kept {/* #old-id */}\n\nText.")).toMatchObject({
      headings: [{ id: "old-id", text: "Kept", depth: 2 }],
      sections: [{ anchor: "" }, { anchor: "old-id", heading: "Kept", body: "Text." }],
    });
  });

  it.each([["## A {/* old */}"], ["## A {/* #1a */}"], ["## A {/* # b */}"]])("%s has no id of its own", (text) => {
    // The blank before the comment stays in the heading, and becomes a hyphen as it does on GitHub.
    expect(read(text).headings).toEqual([{ id: "a-", text: "A", depth: 2 }]);
  });

  it.each([
    "## A",
    "## A\n\n## A",
    "## A {/* note */}",
    "## A {/* #own */}\n\n## Own",
    "## `a` *b* [c](/d)",
    '## Of <Value name="organization" /> <kbd>K</kbd>',
    "## A & B &amp; C",
    '<Callout type="note">\n\n## Inner\n\n</Callout>\n\n## Inner',
    "# A\n\n###### B",
  ])("are the same in the index and on the page: %j", async (text) => {
    const { headings } = await compileBody(text, "handbook/a.mdx", {});
    expect(headings).toEqual(read(text).headings);
  });
});

describe("sections of a page", () => {
  it("hold the text between two headings, the introduction first", () => {
    const { sections } = read(
      "One.\n\n## A\n\nTwo\nthree.\n\n- four\n- five\n\n### B\n\n| a | b |\n| - | - |\n| c | d |",
    );
    expect(sections).toEqual([
      { anchor: "", heading: "", body: "One." },
      { anchor: "a", heading: "A", body: "Two three. four five" },
      { anchor: "b", heading: "B", body: "a · b c · d" },
    ]);
  });

  it("hold what components show of their attributes, and no comments", () => {
    const { sections } = read(
      'Word{/* hidden */}s.\n\n<Callout type="note" title="Mind">\n\nInside.\n\n</Callout>\n\n<Figure src="/media/a.png" alt="A picture" />',
    );
    expect(sections[0]?.body).toBe("Words. Mind Inside. A picture");
  });

  it("do not split at a heading within a component, and go on after it", () => {
    const { sections } = read('## A\n\n<Details summary="S">\n\n## Inner\n\nText.\n\n</Details>\n\n## B\n\nEnd.');
    expect(sections.map(({ anchor, body }) => [anchor, body])).toEqual([
      ["", ""],
      ["a", "S Inner Text."],
      ["b", "End."],
    ]);
  });

  it("keep words of neighbouring blocks apart and parts of a word together", () => {
    expect(read("a**b**c\n\nd<br />e").sections[0]?.body).toMatch(/^abc d ?e$/);
  });
});

describe("links of a page", () => {
  it("are listed as written, with their lines", () => {
    const { links } = read(
      '[a](/handbook#b)\n\nText [c](https://example.com) and [d][e].\n\n[e]: /handbook/team\n\n<Cards>\n<Card title="f" href="/g">x</Card>\n</Cards>',
    );
    expect(links).toEqual([
      { href: "/handbook#b", line: 1 },
      { href: "https://example.com", line: 3 },
      { href: "/handbook/team", line: 5 },
      { href: "/g", line: 8 },
    ]);
  });

  it("in code are no links", () => {
    expect(read("`[a](/b)`\n\n```md\n[a](/b)\n```").links).toEqual([]);
  });
});

describe("components of a page", () => {
  it("are listed with their attributes", () => {
    const { components } = read('<ChannelList platform="slack" />\n\nA <Value name="organization" /> b.');
    expect(components).toEqual([
      { name: "ChannelList", attributes: { platform: "slack" }, line: 1 },
      { name: "Value", attributes: { name: "organization" }, line: 3 },
    ]);
  });
});
