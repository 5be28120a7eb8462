import { expect, it } from "vitest";
import { measureTypes } from "./measure";
import { stepsOf, stepsToUndo, undoKey } from "./measure-steps";

it("only what was done and has a way back is to be taken back, and only once", () => {
  expect(stepsToUndo("ban", [])).toEqual([]);
  expect(stepsToUndo("ban", ["discord", "log"]).map(({ key }) => key)).toEqual(["discord"]);
  expect(stepsToUndo("ban", ["discord", undoKey("discord")])).toEqual([]);
});

it("no kind of measure has two steps of the same name", () => {
  for (const type of measureTypes) {
    const keys = stepsOf(type).map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  }
});
