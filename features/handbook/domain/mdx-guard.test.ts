import { describe, expect, it } from "vitest";
import { compileBody } from "../data/page-compiler";
import { componentRules, elementRules } from "./component-registry";
import { parseBody } from "./page-source";

const file = "handbook/hostile.mdx";
// Every snippet stands in the third line, so that a place of "1:1" by default would be noticed.
const page = (text: string) => `Before.\n\n${text}\n\nAfter.\n`;
const problemsOf = (text: string) => parseBody(page(text), file).problems;

/** What a snippet would do if it ran: the marker is looked at after every test. */
const run = "globalThis.portalMarker = 1";
const marker = () => (globalThis as { portalMarker?: number }).portalMarker;

const code: [string, string, number?][] = [
  ["import", 'import fs from "node:fs"'],
  ["import for its effect", 'import "node:child_process"'],
  ["export", `export const a = (${run})`],
  ["export default", "export default () => null"],
  ["export from", 'export * from "node:fs"'],
  ["a flow expression", `{${run}}`],
  ["a text expression", `Text {${run}} text`, 6],
  ["a number", "{1}"],
  ["a string", '{"text"}'],
  ["a template literal", `{\`\${${run}}\`}`],
  ["a function that is called", `{(() => { ${run} })()}`],
  ["code between two comments", `{/* a */ ${run} /* b */}`],
  ["a constructor of functions", `{[].constructor.constructor("${run}")()}`],
  ["an await", "{await import('node:fs')}"],
  ["JSX in an expression", "{<b/>}"],
  ["an expression in a heading", `## Title {${run}}`, 10],
  ["an expression in a list", `- item {${run}}`, 8],
  ["an expression in a table", `| a |\n| - |\n| {${run}} |`],
  ["an expression in a link", `[a {${run}}](/handbook)`, 4],
  ["an attribute expression", `<Callout title={${run}}>x</Callout>`],
  ["an attribute with JSX", "<Callout title={<b/>}>x</Callout>"],
  ["a spread", `<Callout {...{ title: (${run}) }}>x</Callout>`],
  ["an expression among children", `<Callout>a {${run}}</Callout>`, 12],
  ["a pragma of the compiler", "{/* @jsx process.exit */}"],
  ["two pragmas", "Text {/* @jsxRuntime classic @jsxFrag eval */}", 6],
  ["a pragma of the import source", "{/* @jsxImportSource evil */}"],
];

const elements = ["script", "style", "iframe", "svg", "img", "a", "form", "object", "embed", "link", "meta", "base"];
const names = [
  "Unknown",
  "callout",
  "div",
  "span",
  "constructor",
  "hasOwnProperty",
  "toString",
  "__proto__",
  "prototype",
];
const markup: [string, string][] = [
  ["a fragment", "<>text</>"],
  ["a member", "<a.b/>"],
  ["a member of a known component", "<Callout.constructor/>"],
  ["this", "<this/>"],
  ["a namespace", "<svg:script/>"],
  ["a namespace of a component", "<Callout:a/>"],
  ...[...elements, ...names].map((name): [string, string] => [`<${name}>`, `<${name}/>`]),
  ...[
    "onClick",
    "onclick",
    "onError",
    "onmouseover",
    "dangerouslySetInnerHTML",
    "style",
    "className",
    "ref",
    "key",
  ].map((name): [string, string] => [`the attribute ${name}`, `<Callout ${name}="alert(1)">x</Callout>`]),
  ...["__proto__", "constructor", "hasOwnProperty", "toString", "children", "components"].map(
    (name): [string, string] => [`the attribute ${name}`, `<Details summary="a" ${name}="b">x</Details>`],
  ),
  ["a namespaced attribute", '<Callout xlink:href="javascript:alert(1)">x</Callout>'],
  ["an attribute of HTML", '<br className="a" />'],
  ["an attribute without a value", "<Details summary>x</Details>"],
  ["a required attribute left out", "<Details>x</Details>"],
  ["a required attribute of an element left out", "A <abbr>word</abbr>"],
  ["a value that is not known", '<Callout type="evil">x</Callout>'],
  ["a value named like a method", '<Callout type="constructor">x</Callout>'],
  ["a provider that is not known", '<Video provider="other" id="1" title="a" />'],
  ["a tab outside of tabs", '<Tab label="a">x</Tab>'],
  ["a tab in something else inside tabs", '<Tabs>\n<Callout>\n<Tab label="a">x</Tab>\n</Callout>\n</Tabs>'],
  ["a card outside of cards", '<Card title="a">x</Card>'],
  ["an element that is not closed", "<Callout>"],
  ["an element closed twice", "<Callout>x</Callout></Callout>"],
  ["an HTML comment", "<!-- a -->"],
  ["an autolink in angle brackets", "<https://example.com>"],
];

describe("the guard of pages", () => {
  it.each(code)("refuses %s, and says where", (_, text, column = 1) => {
    const [first] = problemsOf(text);
    expect(first).toMatchObject({ file, column: expect.any(Number) });
    expect(first?.line).toBeGreaterThanOrEqual(3);
    if (!text.includes("\n")) expect(first).toMatchObject({ line: 3, column });
    expect(marker()).toBeUndefined();
  });

  it.each(markup)("refuses %s, and says where", (_, text) => {
    const [first] = problemsOf(text);
    expect(first).toMatchObject({ file, column: expect.any(Number), message: expect.stringMatching(/\S/) });
    expect(first?.line).toBeGreaterThanOrEqual(3);
    expect(first?.line).toBeLessThanOrEqual(7);
  });

  it.each([...code, ...markup])("compiles nothing of %s, and runs nothing", async (_, text) => {
    const { Content, problems } = await compileBody(page(text), file, {});
    expect(Content).toBeNull();
    expect(problems[0]).toMatchObject({ file, line: expect.any(Number), column: expect.any(Number) });
    expect(marker()).toBeUndefined();
  });

  it("names every refusal of a page, not only the first", () => {
    const { problems } = parseBody(
      '<Unknown/>\n\n[a](javascript:1)\n\n{1}\n\n<Callout type="x" a="b">c</Callout>\n',
      file,
    );
    expect(problems.map(({ line }) => line)).toEqual([1, 3, 5, 7, 7]);
  });

  it.each([
    ["a picture", "![a](/media/a.png)"],
    ["a picture by definition", "![a][b]\n\n[b]: /media/a.png"],
    ["a picture in a heading", "## a ![b](/media/a.png)"],
  ])("tells the writer of %s in Markdown what to write instead", (_, text) => {
    const [problem] = problemsOf(text);
    expect(problem).toMatchObject({ file, line: 3, expected: expect.stringContaining("<Figure") });
  });

  it("refuses code and diagrams that take long to draw", () => {
    const fence = (language: string, length: number) =>
      problemsOf(`\`\`\`${language}\n${"a ".repeat(length / 2)}\n\`\`\``);
    expect(fence("js", 19_000)).toEqual([]);
    expect(fence("js", 21_000)[0]).toMatchObject({ line: 3, message: expect.stringContaining("20000 characters") });
    expect(fence("mermaid", 4_000)).toEqual([]);
    expect(fence("mermaid", 6_000)[0]).toMatchObject({ message: expect.stringContaining("5000 characters") });
  });

  it("leaves prototypes alone, whatever attributes are called", () => {
    problemsOf('<Callout __proto__="a" constructor="b" polluted="c">x</Callout>');
    problemsOf('<Include src="a" __proto__="{polluted: 1}" />');
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  const attributesOf = (rule: {
    attributes: Record<string, { isRequired?: boolean; values?: readonly string[]; isAddress?: boolean }>;
  }) =>
    Object.entries(rule.attributes)
      .map(
        ([name, { values, isAddress }]) =>
          ` ${name}="${values?.[0] ?? (isAddress === true ? "/media/a.png" : "text")}"`,
      )
      .join("");

  it.each([...componentRules, ...elementRules])("lets <%s> through with all its attributes", async (name, rule) => {
    const own = `<${name}${attributesOf(rule)} />`;
    const whole = rule.parents?.[0] === undefined ? own : `<${rule.parents[0]}>\n${own}\n</${rule.parents[0]}>`;
    expect(problemsOf(whole)).toEqual([]);
    expect((await compileBody(page(whole), file, {})).problems).toEqual([]);
  });

  it.each([
    ["a comment", "{/* a note */}"],
    ["a comment within a line", "Text {/* a note */} text"],
    ["a comment with code in it", `{/* ${run} */}`],
    ["an empty expression", "{}"],
    ["a heading with an id of its own", "## Title {/* #kept */}"],
    ["escaped braces and brackets", "\\{a\\} \\<b> `{c}` `<d>`"],
    ["code blocks", "```js\nimport a from 'a'\n{1}\n<script>\n```"],
    ["tables, tasks and footnotes", "| a |\n| - |\n| b |\n\n- [x] done\n\nText[^1]\n\n[^1]: Note"],
    ["void elements and inline elements", 'H<sub>2</sub>O<br />x<sup>2</sup> <kbd>K</kbd> <abbr title="a">b</abbr>'],
  ])("lets %s through", async (_, text) => {
    expect(problemsOf(text)).toEqual([]);
    const { Content, problems } = await compileBody(page(text), file, {});
    expect(problems).toEqual([]);
    expect(Content).not.toBeNull();
    expect(marker()).toBeUndefined();
  });
});
