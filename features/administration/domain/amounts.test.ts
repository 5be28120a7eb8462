import { describe, expect, it } from "vitest";
import { describeAge, describeBytes, isSnapshotOld } from "./amounts";

const minute = 60_000;

describe("amounts", () => {
  it.each([
    [0, "less than a minute"],
    [minute, "1 minute"],
    [59 * minute, "59 minutes"],
    [60 * minute, "1 hour"],
    [47 * 60 * minute, "1 day"],
    [72 * 60 * minute, "3 days"],
  ])("of time: %s ms", (milliseconds, text) => {
    expect(describeAge(milliseconds)).toBe(text);
  });

  it.each([
    [1, "1 KB"],
    [2_500_000, "2.5 MB"],
    [1_200_000_000, "1.2 GB"],
  ])("of bytes: %s", (bytes, text) => {
    expect(describeBytes(bytes)).toBe(text);
  });

  it("a snapshot is old when hourly ones have been missing", () => {
    const now = new Date("2026-03-01T12:00:00Z");
    expect(isSnapshotOld(new Date("2026-03-01T10:00:00Z"), now)).toBe(false);
    expect(isSnapshotOld(new Date("2026-03-01T08:59:00Z"), now)).toBe(true);
  });
});
