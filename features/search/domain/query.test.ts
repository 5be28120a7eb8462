import { describe, expect, it } from "vitest";
import { parseQuery, replaceWords, toAnyTsquery, toTsquery } from "./query";

describe("parseQuery", () => {
  it.each([
    ["pairing", "'pairing':*"],
    ["pairing sessions", "'pairing' & 'sessions':*"],
    ["the pairing", "'the' & 'pairing':*"],
    ["who is it", "'who' & 'is' & 'it':*"],
    ["Café Łódź", "'cafe' & 'lodz':*"],
    ["a", "'a'"],
    ["東京", "'東京'"],
    ["東京都", "('東京' <-> '京都')"],
    ["猫", "'猫':*"],
    ["GitLabの使い方", "'gitlab':* & ('の使' <-> '使い' <-> 'い方')"],
    ["team & | ! <-> :* ( team", "'team':*"],
    ["o'clock", "'o' & 'clock':*"],
    ["", ""],
    ["   ", ""],
    ["!!! ' \" \\ ::: <->", ""],
    ["🎉❤️", ""],
    ["\0", ""],
    ["\ud800 \udfff", ""],
  ])("reads %j as %j", (typed, expected) => {
    const query = parseQuery(typed);
    expect(query.tsquery).toBe(expected);
    expect(query.isEmpty).toBe(expected === "");
  });

  it("reads at most 200 characters and 12 terms", () => {
    expect(parseQuery("a1 ".repeat(5000)).text.length).toBeLessThanOrEqual(200);
    expect(parseQuery(Array.from({ length: 40 }, (_, index) => `w${index}`).join(" ")).terms).toHaveLength(12);
    expect(parseQuery(`${"x".repeat(199)}𠮷`).text).toBe("x".repeat(199));
  });

  it("knows what a question is about", () => {
    const essentialOf = (text: string) => parseQuery(text).essentialTerms.map((term) => term.text);
    expect(essentialOf("How do I report a member?")).toEqual(["report", "member"]);
    expect(essentialOf("who is it")).toEqual(["who", "is", "it"]);
    expect(essentialOf("東京での会議とサーバーについて")).toEqual(["東京", "会議", "サーバー"]);
    expect(essentialOf("ください")).toEqual(["ください"]);
  });

  it("shows no control characters again", () => {
    expect(parseQuery(" a\0b\n\tc ").text).toBe("a b c");
  });

  it("asks for labels by marked lexemes", () => {
    expect(parseQuery("code 規範").labelQuery).toBe("'=code':* & '=規範'");
    expect(parseQuery("Code  of conduct").wholeQuery).toBe("'~code of conduct':*");
  });
});

it("a term with alternatives is met by any of them", () => {
  const { terms } = parseQuery("hadbook team");
  expect(toTsquery(terms, "", new Map([["hadbook", ["handbook", "hardbook"]]]))).toBe(
    "('hadbook' | 'handbook' | 'hardbook') & 'team':*",
  );
});

it("any of several terms can be asked for", () => {
  expect(toAnyTsquery(parseQuery("code 東京都").terms)).toBe("'code':* | ('東京' <-> '京都')");
});

it("words are replaced however they are written", () => {
  expect(replaceWords("Hadbook, Café!", (word) => ({ hadbook: "handbook", cafe: "cafes" })[word] ?? null)).toBe(
    "handbook, cafes!",
  );
});
