import { describe, expect, it } from "vitest";
import { conflictOf, type ConflictDeclaration, type ConflictKind } from "./conflict";

const hard = { kind: "hard", source: "self" } as const;
const softSelf = { kind: "soft", source: "self" } as const;
const softLead = { kind: "soft", source: "lead_imposed" } as const;
const excluded = { kind: "soft", source: "reporter_exclusion" } as const;
const suggested = { kind: "hard", source: "system_suggested" } as const;

describe("a conflict", () => {
  it.each<[string, ConflictDeclaration[], ConflictKind | null]>([
    ["nothing declared", [], null],
    ["a suggestion only", [suggested], null],
    ["soft", [softSelf], "soft"],
    ["soft, and suggested", [softSelf, suggested], "soft"],
    ["soft, twice from the same source", [softSelf, softSelf], "soft"],
    ["soft, from two sources", [softSelf, softLead], "hard"],
    ["hard", [hard], "hard"],
    ["hard and soft", [softLead, hard], "hard"],
    ["left out by the reporter", [excluded], "hard"],
  ])("%s", (_name, declarations, kind) => {
    expect(conflictOf(declarations)).toBe(kind);
  });
});
