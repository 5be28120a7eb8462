import { describe, expect, it } from "vitest";
import { escapeXml } from "./xml";

describe("escapeXml", () => {
  it.each([
    ["plain text", "plain text"],
    [`<a href="b">&'c'</a>`, "&lt;a href=&quot;b&quot;&gt;&amp;&apos;c&apos;&lt;/a&gt;"],
    ["&amp;", "&amp;amp;"],
    ["]]>", "]]&gt;"],
    ["a\tb\nc\rd", "a\tb\nc\rd"],
    ["a\u0000\u0008\u000b\u001f\ufffe\uffffb", "ab"],
    ["\ud800 lone \udc00", " lone "],
    ["日本語 👩‍💻 é", "日本語 👩‍💻 é"],
    ["", ""],
  ])("writes %j as %j", (text, escaped) => {
    expect(escapeXml(text)).toBe(escaped);
  });
});
