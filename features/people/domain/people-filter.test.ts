import { describe, expect, it } from "vitest";
import { decisionForm, giveRoleForm } from "./forms";
import { peopleAddress, readPeopleFilter } from "./people-filter";

const id = "0b6c1a52-3c2e-4f0e-9f4a-5a8f1f3f9a10";

describe("the filter of people", () => {
  it("survives whatever stands in an address", () => {
    expect(readPeopleFilter({ search: ` ${"é".repeat(10_000)}`, role: "root", after: "1; drop" })).toEqual({
      search: "é".repeat(200),
      role: null,
      after: null,
    });
    expect(readPeopleFilter({ search: ["a\0b", "c"], role: ["admin"] })).toEqual({
      search: "ab",
      role: "admin",
      after: null,
    });
    expect(readPeopleFilter({ search: "\ud800" }).search).toBe("\ufffd");
  });

  it("comes back from the address it makes", () => {
    const filter = { search: "Ana & Bo=?", role: "organizer" as const, after: id };
    const parameters = new URL(peopleAddress(filter), "http://localhost").searchParams;
    expect(readPeopleFilter(Object.fromEntries(parameters))).toEqual(filter);
  });
});

describe("the forms", () => {
  it("read who and which role, and nothing else of what is sent", () => {
    const sent = { person: id, role: "organizer", state: "active", source: "setting", confirmedBy: id };
    expect(giveRoleForm.parse(sent)).toEqual({ person: id, role: "organizer" });
  });

  it.each(["", "confirm", `end:${"-".repeat(36)}`, `grant:${id}`, `confirm:${id}x`, "confirm:1"])(
    "refuse a decision that no button sends: %s",
    (decision) => {
      expect(decisionForm.safeParse({ decision }).success).toBe(false);
    },
  );

  it("read what a button sends", () => {
    expect(decisionForm.parse({ decision: `end:${id}` })).toEqual({ decision: { act: "end", grantId: id } });
  });
});
