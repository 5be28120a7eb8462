import { describe, expect, it } from "vitest";
import { backOffSeconds } from "./back-off";

describe("the rest after a failed attempt", () => {
  it.each([
    [1, 0, 60],
    [1, 1, 75],
    [2, 0, 120],
    [3, 0.5, 270],
    [9, 0, 15_360],
    [9, 1, 19_200],
    [10, 0, 21_600],
    [10, 1, 21_600],
    [1_000, 1, 21_600],
  ])("after attempt %i, by chance %f, is %i seconds", (attempts, chance, seconds) => {
    expect(backOffSeconds(attempts, chance)).toBe(seconds);
  });
});
