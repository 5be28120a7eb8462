import { describe, expect, it } from "vitest";
import { filterPrograms, orderPrograms, programsSchema } from "./program";

const programs = programsSchema.parse(
  [
    ["a", undefined, "active"],
    ["b", undefined, "unknown"],
    ["a-part", "a", "active"],
    ["a-part-part", "a-part", "finished"],
  ].map(([key, parent, state]) => ({ key, name: key, purpose: "P.", parent, state })),
);

describe("a list of programs", () => {
  it("has the parts below their program", () => {
    const rows = orderPrograms(programs).map(({ program, depth }) => `${depth} ${program.key}`);
    expect(rows).toEqual(["0 a", "1 a-part", "2 a-part-part", "0 b"]);
  });

  it("narrowed to a program has its parts at any depth, without itself", () => {
    expect(filterPrograms(programs, { parent: "a" }).map((program) => program.key)).toEqual(["a-part", "a-part-part"]);
  });

  it("narrowed to a state shows a part whose program is left out at the top", () => {
    const rows = orderPrograms(filterPrograms(programs, { state: "finished" }));
    expect(rows.map(({ program, depth }) => [program.key, depth])).toEqual([["a-part-part", 0]]);
  });

  it("does not hang on programs that are parts of each other", () => {
    const circle = programs.slice(0, 2).map((program) => ({ ...program, parent: program.key === "a" ? "b" : "a" }));
    expect(orderPrograms(circle)).toHaveLength(2);
    expect(filterPrograms(circle, { parent: "z" })).toEqual([]);
  });
});
