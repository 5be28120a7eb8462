import { describe, expect, it } from "vitest";
import { isZone } from "./time";

describe("isZone", () => {
  it.each([
    ["Asia/Tokyo", true],
    ["UTC", true],
    ["", false],
    ["Tokyo", false],
    ["../../etc/passwd", false],
    ["a".repeat(100_000), false],
  ])("%j: %s", (name, expected) => {
    expect(isZone(name)).toBe(expected);
  });
});
