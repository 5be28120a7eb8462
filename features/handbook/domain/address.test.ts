import { describe, expect, it } from "vitest";
import { whyAddressIsRefused } from "./address";
import { parseBody } from "./page-source";

const hostile = [
  ["javascript:", "javascript:alert(1)"],
  ["upper case", "JAVASCRIPT:alert(1)"],
  ["mixed case", "jAvAsCrIpT:alert(1)"],
  ["vbscript:", "vbscript:msgbox(1)"],
  ["data:", "data:text/html,<script>alert(1)</script>"],
  ["file:", "file:///etc/passwd"],
  ["blob:", "blob:https://example.com/1"],
  ["view-source:", "view-source:https://example.com"],
  ["a tab in the scheme", "java\tscript:alert(1)"],
  ["a line feed in the scheme", "java\nscript:alert(1)"],
  ["a carriage return in the scheme", "java\rscript:alert(1)"],
  ["a control character in front", "\u0001javascript:alert(1)"],
  ["a space in front", " javascript:alert(1)"],
  ["a NUL in the scheme", "java\u0000script:alert(1)"],
  ["a zero-width space", "java\u200bscript:alert(1)"],
  ["a zero-width joiner", "java\u200dscript:alert(1)"],
  ["a soft hyphen", "java\u00adscript:alert(1)"],
  ["a byte order mark", "\ufeffjavascript:alert(1)"],
  ["letters from elsewhere", "ｊavascript:alert(1)"],
  ["no scheme but a colon", ":alert(1)"],
  ["two slashes", "//evil.example"],
  ["two slashes after a space", " //evil.example"],
  ["two slashes with a tab between", "/\t/evil.example"],
  ["two slashes with a zero-width space", "\u200b//evil.example"],
  ["backslashes", "\\\\evil.example"],
  ["a slash and a backslash", "/\\evil.example"],
  ["a backslash in a web address", "https:\\\\evil.example"],
] as const;

const harmless = [
  "/handbook",
  "/handbook/team#organizers",
  "#organizers",
  "?platform=discord",
  "https://example.com/a:b?c=d:e#f:g",
  "http://localhost:3000/",
  "HTTPS://EXAMPLE.COM",
  "mailto:a@example.com",
  "tel:+123",
  "a/b:c",
  "./near",
  "",
];

describe("addresses", () => {
  it.each(hostile)("are refused: %s", (_, address) => {
    expect(whyAddressIsRefused(address)).not.toBeNull();
  });

  it.each(harmless)("are let through: %j", (address) => {
    expect(whyAddressIsRefused(address)).toBeNull();
  });
});

// The way a writer can put the address into the text; Markdown decodes entities before the guard looks.
const places: [string, (address: string) => string][] = [
  ["a link", (address) => `[a](<${address}>)`],
  ["an image", (address) => `![a](<${address}>)`],
  ["a definition", (address) => `[a][b]\n\n[b]: <${address}>`],
  ["an image by definition", (address) => `![a][b]\n\n[b]: <${address}>`],
  ["the href of a card", (address) => `<Cards>\n<Card title="a" href="${address}" />\n</Cards>`],
  ["the src of a figure", (address) => `<Figure src="${address}" alt="b" />`],
];
const spellings = [
  "javascript:alert(1)",
  "JaVaScRiPt:alert(1)",
  "&#x6A;avascript:alert(1)",
  "&#106;avascript&colon;alert(1)",
  "java&Tab;script:alert(1)",
  "java&NewLine;script:alert(1)",
  "&#1;javascript:alert(1)",
  "java&#x200B;script:alert(1)",
  "java&shy;script:alert(1)",
  "vbscript:a",
  "data:text/html;base64,PHNjcmlwdD4=",
  "//evil.example/a",
  "&sol;/evil.example/a",
  "/&Tab;/evil.example",
  "&bsol;&bsol;evil.example",
];

describe("addresses on pages", () => {
  it.each(places.flatMap(([place, write]) => spellings.map((spelling) => [place, spelling, write(spelling)])))(
    "%s must not lead to %s",
    (_place, _spelling, text) => {
      const { problems } = parseBody(text, "handbook/a.mdx");
      expect(problems[0]).toMatchObject({
        file: "handbook/a.mdx",
        line: expect.any(Number),
        column: expect.any(Number),
      });
    },
  );

  it("tells line and column of the link", () => {
    const { problems } = parseBody("Text.\n\nMore [a](javascript:b).\n", "a.mdx");
    expect(problems).toEqual([
      { file: "a.mdx", line: 3, column: 6, message: "Link refused: the scheme javascript: is not allowed in a link." },
    ]);
  });

  it("makes links of bare web addresses only", () => {
    const { links, problems } = parseBody(
      "See https://example.com and www.example.com, not javascript:alert(1).",
      "a.mdx",
    );
    expect(problems).toEqual([]);
    expect(links.map(({ href }) => href)).toEqual(["https://example.com", "http://www.example.com"]);
  });
});
