import { describe, expect, it } from "vitest";
import { readPageSource } from "./front-matter";

const file = "handbook/a.mdx";

describe("readPageSource", () => {
  it("keeps the lines of the file for what stands below the front matter", () => {
    const { frontMatter, body, bodyLine, problems } = readPageSource("---\ntitle: A\norder: 2\n---\n\nText.\n", file);
    expect(problems).toEqual([]);
    expect(frontMatter).toMatchObject({
      title: "A",
      order: 2,
      visibility: "public",
      aliases: [],
      anchors: {},
      tags: [],
    });
    expect(bodyLine).toBe(5);
    expect(body.split("\n").indexOf("Text.") + 1).toBe(6);
  });

  it.each([
    ["a byte order mark", "\uFEFF---\ntitle: A\n---\nText"],
    ["line ends of Windows", "---\r\ntitle: A\r\n---\r\nText"],
    ["old line ends", "---\rtitle: A\r---\rText"],
    ["blanks behind the closing line", "---\ntitle: A\n--- \t\nText"],
    ["nothing below it", "---\ntitle: A\n---"],
  ])("reads a file with %s", (_, text) => {
    const { frontMatter, body, problems } = readPageSource(text, file);
    expect(problems).toEqual([]);
    expect(frontMatter?.title).toBe("A");
    expect(body).toBe(text.endsWith("Text") ? "\n\n\nText" : "\n\n");
  });

  it.each([
    ["no front matter", "Text", 1],
    ["an empty file", "", 1],
    ["front matter that is never closed", "---\ntitle: A\n", 1],
    ["front matter below an empty line", "\n---\ntitle: A\n---\n", 1],
    ["no title", "---\norder: 1\n---\n", 2],
    ["empty front matter", "---\n---\n", 2],
    ["an empty title", "---\norder: 1\ntitle: ''\n---\n", 3],
    ["an unknown key", "---\ntitle: A\nunknown: 1\n---\n", 2],
    ["a date that does not exist", "---\ntitle: A\norder: 1\nreviewBy: 2027-02-30\n---\n", 4],
    ["a date in another form", "---\ntitle: A\nreviewBy: 30.02.2027\n---\n", 3],
    ["a visibility that is not known", "---\ntitle: A\nvisibility: secret\n---\n", 3],
    ["an alias that is no path", "---\ntitle: A\naliases:\n  - /a\n  - b\n---\n", 5],
    ["a tag with capitals", "---\ntitle: A\ntags: [a, B]\n---\n", 3],
    ["an order that is no whole number", "---\ntitle: A\norder: 1.5\n---\n", 3],
    ["broken YAML", "---\ntitle: A\norder: [1\n---\n", 3],
    ["a key twice", "---\ntitle: A\ntitle: B\n---\n", 3],
    ["a list instead of keys", "---\n- title\n---\n", 2],
  ])("points at the line of %s", (_, text, line) => {
    const { frontMatter, problems } = readPageSource(text, file);
    expect(frontMatter).toBeNull();
    expect(problems[0]).toMatchObject({ file, line, message: expect.stringMatching(/\S/) });
  });

  it("says what a value could have been", () => {
    const [problem] = readPageSource("---\ntitle: A\nvisibility: secret\n---\n", file).problems;
    expect(problem?.expected).toBe("public, member, team");
  });

  it("ends at the first closing line: a rule further down is text", () => {
    expect(readPageSource("---\ntitle: A\n---\nOne\n\n---\n\nTwo", file).body).toContain("One\n\n---\n\nTwo");
  });

  it.each([
    ["NUL in a title", 'title: "A\\0B"'],
    ["half a character in a title", 'title: "A\\uD83D"'],
    ["a bell in a short title", 'title: A\nnavTitle: "A\\aB"'],
    ["NUL in a description", 'title: A\ndescription: "A\\0B"'],
    ["NUL in an old path", 'title: A\naliases: ["/a\\0b"]'],
    ["half a character in an old id", 'title: A\nanchors: { "a\\uDC00": b }'],
    ["NUL in an unknown key", 'title: A\n"b\\0c": 1'],
  ])("refuses what no database holds: %s", (_, text) => {
    const { frontMatter, problems } = readPageSource(`---\n${text}\n---\n`, file);
    expect(frontMatter).toBeNull();
    expect(problems.length).toBeGreaterThan(0);
    for (const { message } of problems) {
      expect(message).not.toContain("\0");
      expect(message.isWellFormed()).toBe(true);
    }
  });

  it("accepts every script, and a description of several lines", () => {
    const { frontMatter, problems } = readPageSource(
      "---\ntitle: 日本語 𠮷 café 👩‍🚀\ndescription: |\n  One.\n  Two.\n---\n",
      file,
    );
    expect(problems).toEqual([]);
    expect(frontMatter).toMatchObject({ title: "日本語 𠮷 café 👩‍🚀", description: "One.\nTwo." });
  });

  it("refuses front matter of more than 20,000 characters, and never parses it", () => {
    const { frontMatter, problems } = readPageSource(`---\ntitle: A # ${"a".repeat(20_000)}\n---\n`, file);
    expect(frontMatter).toBeNull();
    expect(problems[0]?.message).toContain("longer");
  });
});
