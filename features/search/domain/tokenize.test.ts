import { describe, expect, it } from "vitest";
import { bigramsOf, cutBody, cutText, fold, maxBodyBytes, toVectorLiteral, tokenize, wholeLabel } from "./tokenize";

describe("fold", () => {
  it.each([
    ["Café", "cafe"],
    ["Cafe\u0301", "cafe"],
    ["ＡＢＣ１２３", "abc123"],
    ["ﾊﾞｯﾁ", "バッチ"],
    ["が", "が"],
    ["か\u3099", "が"],
    ["한국어", "한국어"],
    ["İstanbul", "istanbul"],
    ["Straße", "strasse"],
    ["Łódź", "lodz"],
    ["so\u00adft\u200b", "soft"],
    ["हिन्दी", "हिन्दी"],
    ["", ""],
  ])("brings %j to %j", (given, expected) => {
    expect(fold(given)).toBe(expected);
  });
});

describe("tokenize", () => {
  it.each([
    ["GitLab's CI/CD v2.1", ["gitlab", "s", "ci", "cd", "v2", "1"]],
    ["GitLabの使い方を読む", ["gitlab", "の使い方を読む"]],
    ["サーバー、ユーザー", ["サーバー", "ユーザー"]],
    ["人々 𠮷野家", ["人々", "𠮷野家"]],
    ["snake_case & C++", ["snake", "case", "c"]],
    ["❤️ 👩‍👩‍👧 ' \\ \0 \ud800", []],
  ])("cuts %j into %j", (given, expected) => {
    expect(tokenize(given).map((token) => token.text)).toEqual(expected);
  });

  it("keeps the beginning of an endless word", () => {
    expect(tokenize("x".repeat(5000))).toEqual([{ kind: "word", text: "x".repeat(64) }]);
  });
});

it("bigrams are overlapping and never split a character", () => {
  expect(bigramsOf("𠮷野家")).toEqual(["𠮷野", "野家"]);
  expect(bigramsOf("猫")).toEqual(["猫"]);
});

it("a whole label is the same however it is written", () => {
  expect(wholeLabel("  Code of  Conduct! ")).toBe(wholeLabel("code of conduct"));
});

it("text is never cut inside a character", () => {
  expect(cutText("a𠮷b", 2)).toBe("a");
  expect(cutText("a𠮷b", 3)).toBe("a𠮷");
  const cut = cutBody("𠮷".repeat(8000));
  expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(maxBodyBytes);
  expect(cut.isWellFormed()).toBe(true);
  expect(cut.length).toBeGreaterThan(9990);
});

describe("toVectorLiteral", () => {
  it("weights title, heading and body, and places a run's pairs one after the other", () => {
    expect(toVectorLiteral({ title: "Team", heading: "Chat", body: "東京都 team" })).toBe(
      "'team':1A,10 'chat':3B '=chat':5A '東京':7 '京都':8 '都':9 '~chat':1",
    );
  });

  it("labels the text before the first heading with the page's title", () => {
    expect(toVectorLiteral({ title: "Code of conduct", heading: "", body: "" })).toContain("'~code of conduct':1");
  });

  it("stays within the limits of the engine", () => {
    const literal = toVectorLiteral({ title: "t", heading: "h", body: "a b ".repeat(20_000) });
    const places = literal.split(" ").map((lexeme) => lexeme.split(":")[1]!.split(","));
    expect(Math.max(...places.map((list) => list.length))).toBeLessThanOrEqual(250);
    expect(Math.max(...places.flat().map((place) => parseInt(place, 10)))).toBeLessThanOrEqual(16_383);
  });
});
