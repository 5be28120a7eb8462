import { describe, expect, it } from "vitest";
import { readListFilter } from "./list-filter";

describe("readListFilter", () => {
  it.each([
    ["", {}],
    ["platform=discord", { platform: "discord" }],
    ["owner=a-b&audience=team&state=active&platform=x", { platform: "x", owner: "a-b", audience: "team" }],
    ["platform=discord&platform=slack", { platform: "discord" }],
    ["utm_source=a&page=2", {}],
    ["platform=", {}],
    ["platform=Discord", {}],
    ["platform=<script>", {}],
    ["platform=a%00b", {}],
    [`platform=${"a".repeat(41)}`, {}],
    ["__proto__=a&constructor=b", {}],
  ])("keeps of %j what a list knows", (query, expected) => {
    expect(readListFilter(new URLSearchParams(query))).toEqual(expected);
  });

  it("gives the same answer for any order of the parameters, so that a document is kept once", () => {
    const keys = ["owner=a&platform=b", "platform=b&owner=a"].map((query) =>
      JSON.stringify(readListFilter(new URLSearchParams(query))),
    );
    expect(new Set(keys).size).toBe(1);
  });
});
