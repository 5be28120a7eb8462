import { describe, expect, it } from "vitest";
import { reasonOf } from "./failure";

describe("the reason kept beside a failed job", () => {
  it.each([
    ["550 5.1.1 <ada@example.org>: user unknown", "550 5.1.1 <[address]>: user unknown"],
    ["No mailbox for ada.o'neil+x@example.org, sorry", "No mailbox for ada.o'[address], sorry"],
    ["ada＠example.org", "[address]"],
    ["to:ada@example.org;grace@example.org", "to:[address];[address]"],
  ])("holds no e-mail address: %s", (message, expected) => {
    expect(reasonOf(new Error(message))).toBe(expected);
  });

  it("says what a database answered, without the values that were sent to it", () => {
    const cause = new Error("duplicate key value violates unique constraint");
    const error = Object.assign(new Error("Failed query: insert … params: Ada", { cause }), { query: "insert …" });
    expect(reasonOf(error)).toBe("duplicate key value violates unique constraint");
  });

  it("has at most 500 characters, and half of none", () => {
    expect(Array.from(reasonOf(new Error("👩".repeat(600))))).toEqual(Array.from({ length: 500 }, () => "👩"));
  });

  it("is told of things that are thrown without being errors", () => {
    expect(reasonOf("no")).toBe("no");
  });
});
