import { describe, expect, it } from "vitest";
import { findLeaks, type LeakKind } from "./leak-check";

function found(letter: string, sources: string[] = [], names: string[] = []): [LeakKind, string][] {
  return findLeaks(letter, sources, names).map((leak) => [leak.kind, letter.slice(leak.start, leak.end)]);
}

describe("shared words", () => {
  const report = "On Friday he wrote that I should “go back to cooking”, twice, and everybody laughed.";

  it("of four in a row are found, three are not", () => {
    expect(found("You told somebody to go back to cooking in a channel.", [report])).toEqual([
      ["shared_words", "go back to cooking"],
    ]);
    expect(found("You may go back to cool heads, and everybody benefits.", [report])).toEqual([]);
    expect(found("go back to tooling", [report])).toEqual([]);
  });

  it("are one range as long as they are", () => {
    expect(found("It is said that I should go back to cooking, twice!", [report])).toEqual([
      ["shared_words", "that I should go back to cooking, twice"],
    ]);
  });

  it("are found whatever the case, the accents, the punctuation and what cannot be seen", () => {
    expect(found("GO, back – to\nCOOKING", [report])).toHaveLength(1);
    expect(found("g\u200bo b\u00adack to cooki\u2060ng", [report])).toHaveLength(1);
    expect(found("ｇｏ ｂａｃｋ ｔｏ ｃｏｏｋｉｎｇ", [report])).toHaveLength(1);
    expect(found("Élodie a dit ça", ["elodie a dit ca"])).toHaveLength(1);
    expect(found("e\u0301lodie a dit c\u0327a", ["Élodie a dit ça"])).toHaveLength(1);
    expect(found("die STRASSE ist groß", ["Die Straße ist gross"])).toHaveLength(1);
    expect(found("ΟΔΟΣ μια δυο τρεις", ["οδος μια δυο τρεις"])).toHaveLength(1);
  });

  it("do not run from one source into the next, nor over a word that the letter lacks", () => {
    expect(found("go back to cooking", ["go back", "to cooking"])).toEqual([]);
    expect(found("go back to cooking", ["go back quickly to cooking"])).toEqual([]);
  });

  it("from different places are different ranges", () => {
    const sources = ["one two three four", "five six seven eight"];
    expect(found("one two three four five six seven eight", sources)).toEqual([
      ["shared_words", "one two three four"],
      ["shared_words", "five six seven eight"],
    ]);
  });

  it("are found every time that they stand in the letter", () => {
    expect(found("one two three four. No. One two three four.", ["one two three four"])).toHaveLength(2);
  });

  it("without spaces between them are runs of eight characters", () => {
    const source = "昨日の会議で彼は私の発表を笑いました。";
    expect(found("あなたは彼は私の発表を笑うことがあります", [source])).toEqual([["shared_words", "彼は私の発表を笑"]]);
    expect(found("あなたは私の発表を笑うことがあります", [source])).toEqual([]);
    expect(found("彼は、私の「発表」を笑", [source])).toHaveLength(1);
    expect(found("เขาหัวเราะเยาะงานนำเสนอของฉัน", ["เมื่อวานเขาหัวเราะเยาะงานนำเสนอ"])).toHaveLength(1);
  });

  it("may mix scripts", () => {
    expect(found("私の GitLab 発表を笑", ["彼は私のGitLab発表を笑いました"])).toHaveLength(1);
  });
});

describe("names", () => {
  it.each([
    ["Ada Lovelace", "Thanks to ADA LOVELACE we know.", ["ADA LOVELACE"]],
    ["Ada Lovelace", "Lovelace said so, and ada too.", ["Lovelace", "ada"]],
    ["Ada de la Cruz", "la casa de todos", []],
    ["Zoë Núñez", "What Nunez wrote", ["Nunez"]],
    ["@ada_l", "ask @ada_l, not ada", ["ada_l"]],
    ["ada.lovelace", "by Ada.Lovelace!", ["Ada.Lovelace"]],
    ["the_best_dev", "the best day, the dev", []],
    ["田中太郎", "先日、田中太郎さんは", ["田中太郎"]],
    ["An Li", "an line by An Li", ["An Li"]],
    ["Ada", "Adamant people adapt", []],
    ["", "nothing", []],
  ])("%s in: %s", (name, letter, expected) => {
    expect(found(letter, [], [name])).toEqual(expected.map((text) => ["name", text]));
  });
});

describe("times, links and addresses", () => {
  it.each<[string, LeakKind, string[]]>([
    ["at 14:05, and 9:30:15 later", "time", ["14:05", "9:30:15"]],
    ["vers 14h05", "time", ["14h05"]],
    ["at 2:05 pm, 2.05 p.m. or 2pm", "time", ["2:05 pm", "2.05 p.m", "2pm"]],
    ["um 14 Uhr, at 5 o’clock, at 0900 UTC", "time", ["14 Uhr", "5 o’clock", "0900 UTC"]],
    ["午後3時15分に", "time", ["3時15分"]],
    ["في ١٤:٣٠", "time", ["١٤:٣٠"]],
    ["in 24 hours, version 3.10, 2026-07-14, ratio 3:1", "time", []],
    ["see https://example.org/a?b=1#c.", "link", ["https://example.org/a?b=1#c"]],
    ["see www.example.org, or discord.gg/abc!", "link", ["www.example.org", "discord.gg/abc"]],
    ["and/or, e.g./i.e., end.Start", "link", []],
    ["write to <ada@example.org>.", "address", ["ada@example.org"]],
    ["write to ada+x@example.org.", "address", ["ada+x@example.org"]],
    ["ask @ada", "address", []],
  ])("%s", (letter, kind, expected) => {
    expect(found(letter)).toEqual(expected.map((text) => [kind, text]));
  });
});

describe("a letter", () => {
  it("without anything to find, or without a word, has no leaks", () => {
    expect(found("", ["a b c d"], ["Ada"])).toEqual([]);
    expect(found("…! 🙂", ["…! 🙂 …! 🙂"], ["🙂"])).toEqual([]);
    expect(found("Please stop writing to people who asked you not to.", [], [])).toEqual([]);
  });

  it("has its leaks in the order in which they stand", () => {
    const kinds = found("ada@example.org wrote at 14:05 to Ada: one two three four", ["one two three four"], ["Ada"]);
    expect(kinds.map(([kind]) => kind)).toEqual(["address", "name", "time", "name", "shared_words"]);
  });
});
