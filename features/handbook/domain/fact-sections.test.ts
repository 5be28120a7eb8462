import { describe, expect, it } from "vitest";
import { emptyFacts, type Facts } from "@/features/facts/domain/facts";
import { factSections, usesFacts } from "./fact-sections";

const component = (name: string, attributes: Record<string, string> = {}) => ({ name, attributes, line: 1 });
const facts: Facts = {
  ...emptyFacts,
  team: { departments: [{ key: "crew", name: "Crew", scope: "All.", duties: [] }], roles: [] },
  organizers: [{ key: "ann", name: "Ann Example", scope: ["weekly"], handles: [{ place: "Chat", handle: "@ann" }] }],
};

describe("the facts a page shows", () => {
  it("are sections of their own, the organizers below the departments", () => {
    expect(factSections([component("TeamDirectory")], facts)).toEqual([
      { anchor: "department-crew", heading: "Crew", body: "All." },
      { anchor: "department-organizers", heading: "Organizers", body: "Ann Example @ann" },
    ]);
  });

  it("are left to the full list where a page shows a part", () => {
    expect(factSections([component("TeamDirectory", { department: "crew" })], facts)).toEqual([]);
  });

  it("may change without the page where it includes a text that may show them", () => {
    expect(usesFacts([component("Include", { src: "a" })])).toBe(true);
    expect(usesFacts([component("Callout")])).toBe(false);
  });
});
