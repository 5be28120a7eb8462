import { describe, expect, it } from "vitest";
import { auditParameters, readAuditQuestion, readBefore, windowOf } from "./audit-filter";

const empty = { person: "", act: "", object: "", from: "", to: "" };

describe("the filter of the audit log", () => {
  it("takes whole days of UTC, the last one included", () => {
    expect(windowOf({ ...empty, from: "2026-03-01", to: "2026-03-01" })).toEqual({
      from: new Date("2026-03-01T00:00:00Z"),
      to: new Date("2026-03-02T00:00:00Z"),
    });
  });

  it.each([
    ["person", { objectKind: "person" }],
    ["person/1", { objectKind: "person", objectId: "1" }],
    ["page/a/b", { objectKind: "page", objectId: "a/b" }],
    ["", {}],
  ])("reads the object %s", (object, expected) => {
    expect(windowOf({ ...empty, object })).toEqual(expected);
  });

  it.each(["2026-02-31x", "yesterday", "2026-13-01", "0000"])("passes over a day that is none: %s", (from) => {
    expect(windowOf({ ...empty, from })).toEqual({});
  });

  it("survives whatever stands in an address", () => {
    const question = readAuditQuestion({ act: ["a\0b", "c"], person: "é".repeat(10_000), object: "\ud800" });
    expect(question).toEqual({ ...empty, act: "ab", person: "é".repeat(200), object: "\ufffd" });
  });

  it.each([
    ["7", 7],
    ["-1", undefined],
    ["1e9", undefined],
    ["9".repeat(40), undefined],
  ])("goes on after an entry only: %s", (before, expected) => {
    expect(readBefore({ before })).toBe(expected);
  });

  it("comes back from the address it makes", () => {
    const question = { person: "a & b", act: "role.granted", object: "person/1", from: "2026-01-01", to: "" };
    const parameters = Object.fromEntries(new URLSearchParams(auditParameters(question, { before: "7" })));
    expect([readAuditQuestion(parameters), readBefore(parameters)]).toEqual([question, 7]);
  });
});
