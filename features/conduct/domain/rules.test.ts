import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { describe, expect, it } from "vitest";
import { findRule, ruleLabel, rulesInForce, type RuleBook } from "./rules";

const rule = (number: number, name: string) => ({
  ...{ number, name, key: name.toLowerCase(), meaning: `Nobody may ${name}.`, tierHint: null },
});
const book: RuleBook = {
  versions: [
    { version: "2027-03-01", rules: [rule(1, "Threats"), rule(2, "Hate")] },
    { version: "2026-11-20", rules: [rule(1, "Hate"), rule(3, "Spam")] },
  ],
};

describe("a rule", () => {
  it("is found as it was worded in the version that a decision named", () => {
    expect(findRule(book, { number: 1, version: "2026-11-20" })?.name).toBe("Hate");
    expect(findRule(book, { number: 1, version: "2027-03-01" })?.name).toBe("Threats");
  });

  it.each([
    [3, "2027-03-01"],
    [1, "2026-01-01"],
    [0, "2026-11-20"],
  ])("with the number %i of %s is not found where it never was", (number, version) => {
    expect(findRule(book, { number, version })).toBeNull();
  });

  it("is named with number, name and version, and keeps its number when the file has lost it", () => {
    expect(ruleLabel(book, { number: 2, version: "2027-03-01" })).toBe("Rule 2, Hate (version of 2027-03-01)");
    expect(ruleLabel(book, { number: 9, version: "2027-03-01" })).toBe("Rule 9 (version of 2027-03-01)");
  });
});

describe("the rules in force", () => {
  it("are those of the newest version, each with the reference that finds it again", () => {
    const inForce = rulesInForce(book);
    expect(inForce.map(({ name }) => name)).toEqual(["Threats", "Hate"]);
    for (const each of inForce) expect(findRule(book, each)?.name).toBe(each.name);
  });

  it("are none where no file could be read", () => {
    expect(rulesInForce({ versions: [] })).toEqual([]);
  });

  it("of this portal can all be found by their number", () => {
    const own = parse(readFileSync("content/data/conduct-rules.yaml", "utf8")) as RuleBook;
    expect(rulesInForce(own).map(({ number }) => number)).toEqual(own.versions[0]!.rules.map((_, i) => i + 1));
    for (const each of rulesInForce(own)) expect(findRule(own, each)).toMatchObject({ name: each.name });
  });
});
