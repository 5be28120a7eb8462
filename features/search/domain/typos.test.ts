import { describe, expect, it } from "vitest";
import { buildWordList, countOf, editDistance, isCorrectable, suggestWords } from "./typos";

const list = buildWordList([
  ["handbook", 40],
  ["handbooks", 2],
  ["hackathon", 9],
  ["form", 12],
  ["from", 90],
  ["forum", 20],
  ["team", 50],
  ["steam", 1],
  ["contributor", 30],
  ["пример", 3],
]);
const words = (word: string) => suggestWords(list, word).map((suggestion) => suggestion.word);

describe("suggestWords", () => {
  it.each([
    ["handbok", ["handbook", "handbooks"]],
    ["hnadbook", ["handbook", "handbooks"]],
    ["handbook", ["handbooks"]],
    ["form", ["from", "forum"]],
    ["taem", ["team"]],
    ["contribuotr", ["contributor"]],
    ["примре", ["пример"]],
    ["tem", []],
    ["zzzzzzzz", []],
    ["x".repeat(64), []],
  ])("for %j offers %j, nearest and most frequent first", (word, expected) => {
    expect(words(word)).toEqual(expected);
  });

  it("stops at the limit", () => {
    expect(suggestWords(list, "form", 1)).toHaveLength(1);
  });
});

it.each([
  ["abc", "abc", 0],
  ["abcd", "abdc", 1],
  ["abcd", "abxd", 1],
  ["abcd", "acd", 1],
  ["kitten", "sitting", 3],
  ["abc", "abcdef", 3],
])("the distance of %s and %s is %i, or more than 2", (a, b, distance) => {
  expect(editDistance(a, b, 2)).toBe(distance);
});

it("counts and corrects whole words of letters only", () => {
  expect(countOf(list, "team")).toBe(50);
  expect(countOf(list, "tea")).toBe(0);
  expect(isCorrectable("team")).toBe(true);
  expect(isCorrectable("v2beta")).toBe(false);
  expect(isCorrectable("abc")).toBe(false);
});
