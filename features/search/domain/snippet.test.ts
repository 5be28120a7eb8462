import { describe, expect, it } from "vitest";
import { parseQuery } from "./query";
import { cutSnippet, markMatches, type TextPart } from "./snippet";

const marked = (parts: TextPart[]) => parts.map(({ text, isMatch }) => (isMatch ? `[${text}]` : text)).join("");

describe("markMatches", () => {
  it.each([
    ["Pairing sessions", "sess", "Pairing [sessions]"],
    ["A Café, cafeteria", "cafe x", "A [Café], cafeteria"],
    ["Cafe\u0301 noir", "cafe", "[Cafe\u0301] noir"],
    ["obsession session", "session", "obsession [session]"],
    ["東京都の東京", "東京", "[東京]都の[東京]"],
    ["ﾊﾞｯﾁ処理", "バッチ", "[ﾊﾞｯﾁ]処理"],
    ["か\u3099く", "がく", "[か\u3099く]"],
    ["GitLabの設定", "gitlab", "[GitLab]の設定"],
    ["𠮷野家へ", "野家", "𠮷[野家]へ"],
    ["Straße 5", "strasse", "[Straße] 5"],
    ["nothing here", "", "nothing here"],
    ["", "x", ""],
  ])("marks %j for %j as %j", (text, query, expected) => {
    expect(marked(markMatches(text, parseQuery(query).terms))).toBe(expected);
  });
});

describe("cutSnippet", () => {
  it("keeps a short text whole and on one line", () => {
    expect(marked(cutSnippet("One\n\n two", parseQuery("two").terms))).toBe("One [two]");
  });

  it("shows the beginning when nothing matches", () => {
    const text = marked(cutSnippet("word ".repeat(100), parseQuery("absent").terms));
    expect(text).toMatch(/^word word .*word…$/);
  });

  it("shows the match in its context, cut between words", () => {
    const body = `${"before ".repeat(100)}needle${" after".repeat(100)}`;
    const text = marked(cutSnippet(body, parseQuery("needle").terms));
    expect(text).toMatch(/^…before .*\[needle\] after.* after…$/);
    expect(text.length).toBeLessThan(180);
  });

  it("prefers the place that holds most of the words", () => {
    const body = `alpha ${"filler ".repeat(80)} alpha beta ${"filler ".repeat(80)}`;
    expect(marked(cutSnippet(body, parseQuery("alpha beta").terms))).toContain("[alpha] [beta]");
  });

  it.each([
    ["𠮷".repeat(500) + "野家" + "𠮷".repeat(500), "野家"],
    ["é".normalize("NFD").repeat(500) + " x " + "é".normalize("NFD").repeat(500), "x"],
    ["😀".repeat(501) + "東京" + "😀".repeat(501), "東京"],
    ["東".repeat(3000), "東"],
  ])("never breaks a character", (body, query) => {
    const parts = cutSnippet(body, parseQuery(query).terms);
    expect(parts.every(({ text }) => text.isWellFormed())).toBe(true);
    expect(parts.some(({ isMatch }) => isMatch)).toBe(true);
    expect(parts.map(({ text }) => text).join("")).not.toMatch(/^…?\u0301/);
  });

  it("cuts the longest text, too", () => {
    const parts = cutSnippet("あいうえお漢字 ".repeat(2500), parseQuery("漢字 い").terms);
    expect(parts.filter(({ isMatch }) => isMatch).map(({ text }) => text)).toContain("漢字");
  });
});
