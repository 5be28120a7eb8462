import { describe, expect, it } from "vitest";
import { compileBody } from "../data/page-compiler";
import { parseBody } from "./page-source";
import { whyTextIsRefused } from "./text-limits";

const many = 20_000;
const hostile: [string, string][] = [
  ["3,000 quotations in each other", `${">".repeat(3000)} a`],
  ["3,000 quotations with spaces", `${"> ".repeat(3000)}a`],
  ["20,000 lists in each other", `${"- ".repeat(many)}a`],
  ["ordered lists in each other", `${"1. ".repeat(5000)}a`],
  ["lists indented ever further", Array.from({ length: 600 }, (_, depth) => `${"  ".repeat(depth)}- a`).join("\n")],
  ["quotations and lists by turns", `${"> - ".repeat(2000)}a`],
  ["600 kB of text", "word ".repeat(120_000)],
  ["490,000 empty lines", "\n".repeat(490_000)],
  ["brackets that are never closed", "[".repeat(many)],
  ["links that are never closed", "[a](".repeat(many)],
  ["images that are never closed", "![".repeat(many)],
  ["stars", "**a ".repeat(many)],
  ["backticks of every length", Array.from({ length: 300 }, (_, length) => `${"`".repeat(length)}a`).join(" ")],
  ["footnotes", `${"[^a]".repeat(many)}\n\n[^a]: b`],
  ["references", `${"[a]".repeat(many)}\n\n[a]: /b`],
  ["a table of 3,000 columns", `${"|a".repeat(3000)}\n${"|-".repeat(3000)}\n${"|b".repeat(3000)}`],
  ["components in each other", "<Callout>\n\n".repeat(200) + "</Callout>\n\n".repeat(200)],
  ["braces that are never closed", "{".repeat(many)],
  ["elements that are never closed", "<a>".repeat(many)],
  ["brackets behind a fence of another sign", `~~~\n\`\`\`\n~~~\n${"[".repeat(many)}`],
  ["brackets behind a longer fence", `\`\`\`\`\n\`\`\`\n\`\`\`\`\n${"[".repeat(many)}`],
  ["brackets behind code in a sentence", `\`\`\`a\`\`\`\n${"[".repeat(many)}`],
  ["brackets behind code in a list", `- \`\`\`\n  a\n  \`\`\`\n${"[".repeat(many)}`],
  ["brackets behind code in a quotation", `> \`\`\`\n${"[".repeat(many)}`],
  ["brackets behind a comment that looks like code", `{/*\n\`\`\`\n*/}\n\n${"[".repeat(many)}`],
  ["brackets behind an attribute that looks like code", `<Card title="\n\`\`\`\n" />\n\n${"[".repeat(many)}`],
];

describe("texts that would take too long", () => {
  it.each(hostile)("%s are refused at once", async (_, text) => {
    const started = performance.now();
    const parsed = parseBody(text, "a.mdx");
    const { Content, problems } = await compileBody(text, "a.mdx", {});
    expect(performance.now() - started).toBeLessThan(5_000);
    expect(parsed.problems[0]).toMatchObject({ file: "a.mdx", message: expect.stringMatching(/\S/) });
    expect(Content).toBeNull();
    expect(problems.length).toBeGreaterThan(0);
  });

  it("tells the line of what nests too deeply", () => {
    expect(whyTextIsRefused(`a\n\nb\n${"> ".repeat(60)}c`)).toMatchObject({ line: 4, column: 1 });
  });

  it.each([
    ["50 levels of quotation", "> ".repeat(50) + "a"],
    ["a long list of links", "- [a](/b) and [c](/d)\n".repeat(3000)],
    ["a long table of links", `| a | b |\n| --- | --- |\n${"| [a](/b) | `c` |\n".repeat(3000)}`],
    ["code that stands far in", `\`\`\`yaml\n${" ".repeat(300)}- a\n${"[{<".repeat(5000)}\n\`\`\``],
    ["code that shows fences", `~~~~mdx\n\`\`\`yaml\n~~~\n${"[{<".repeat(5000)}\n~~~~`],
    [
      "code below a component",
      `<Callout type="note">\n\nA {/* b */}.\n\n</Callout>\n\n\`\`\`\n${"[{<".repeat(5000)}\n\`\`\``,
    ],
    ["code in a list", `1. a\n\n   \`\`\`json\n${'   { "a": [1, 2] },\n'.repeat(400)}   \`\`\`\n`],
    ["a long thematic break", "-".repeat(3000)],
    ["a line of blanks", `${" ".repeat(400_000)}a`],
    ["400 kB of prose", `${"A sentence with (brackets) and a few words. ".repeat(20)}\n\n`.repeat(450)],
  ])("%s may be parsed", (_, text) => {
    expect(whyTextIsRefused(text)).toBeNull();
  });
});
