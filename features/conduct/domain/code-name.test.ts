import { wordlist } from "@scure/bip39/wordlists/english.js";
import { describe, expect, it } from "vitest";
import { codeNameWords, newCodeName } from "./code-name";

describe("a code name", () => {
  it("is two different words, and another one each time", () => {
    const names = Array.from({ length: 500 }, newCodeName);
    for (const name of names) {
      expect(name).toMatch(/^[a-z]{3,8}-[a-z]{3,8}$/);
      const [first, second] = name.split("-");
      expect(first).not.toBe(second);
      expect(codeNameWords).toContain(first);
      expect(codeNameWords).toContain(second);
    }
    // Birthdays among a hundred thousand names: more than seven pairs in five hundred do not happen.
    expect(new Set(names).size).toBeGreaterThan(490);
  });

  it("is made of different words of the list, so that each is told from the others by four letters", () => {
    expect(new Set(codeNameWords.map((word) => word.slice(0, 4))).size).toBe(codeNameWords.length);
    expect(codeNameWords.filter((word) => !wordlist.includes(word))).toEqual([]);
  });

  it("has enough forms that a second case hardly ever asks for the same", () => {
    expect(codeNameWords.length * (codeNameWords.length - 1)).toBeGreaterThan(100_000);
  });
});
