import { describe, expect, it } from "vitest";
import { findThinned } from "./snapshot-thinning";

// A Friday.
const now = new Date("2026-11-20T17:30:00Z");
const snapshots = (...times: string[]) => times.map((time) => ({ takenAt: new Date(`${time}:00Z`) }));
const kept = (...times: string[]) => {
  const given = snapshots(...times);
  const thinned = findThinned(given, now);
  return given.filter((each) => !thinned.includes(each)).map(({ takenAt }) => takenAt.toISOString().slice(0, 16));
};

describe("thinning snapshots", () => {
  it.each<[string, string[], string[]]>([
    ["nothing of nothing", [], []],
    [
      "all of the last 24 hours",
      ["2026-11-20T17:00", "2026-11-20T16:00", "2026-11-20T15:59", "2026-11-19T17:31"],
      ["2026-11-20T17:00", "2026-11-20T16:00", "2026-11-20T15:59", "2026-11-19T17:31"],
    ],
    [
      "the last of each day after that",
      ["2026-11-18T01:00", "2026-11-18T22:00", "2026-11-17T23:59", "2026-11-18T23:00"],
      ["2026-11-17T23:59", "2026-11-18T23:00"],
    ],
    [
      "a day's last one for 14 days, and then only a week's",
      ["2026-11-07T23:00", "2026-11-06T23:00", "2026-11-05T23:00", "2026-11-04T23:00", "2026-11-20T17:00"],
      ["2026-11-07T23:00", "2026-11-06T23:00", "2026-11-20T17:00"],
    ],
    [
      "the last of each week, which begins on Monday, for 8 weeks",
      [
        "2026-10-18T12:00",
        "2026-10-19T12:00",
        "2026-10-25T12:00",
        "2026-09-25T18:00",
        "2026-09-20T12:00",
        "2026-11-20T17:00",
      ],
      ["2026-10-18T12:00", "2026-10-25T12:00", "2026-09-25T18:00", "2026-11-20T17:00"],
    ],
    ["the newest, however old it is", ["2024-01-01T00:00", "2024-01-02T00:00"], ["2024-01-02T00:00"]],
    ["one from the future", ["2027-01-01T00:00", "2026-11-20T17:00"], ["2027-01-01T00:00", "2026-11-20T17:00"]],
  ])("keeps %s", (_, given, expected) => {
    expect(kept(...given)).toEqual(expected);
  });

  it("keeps less than fifty of a year of hourly ones, and the same when it is done again", () => {
    const year = Array.from({ length: 24 * 365 }, (_, hours) => ({
      takenAt: new Date(now.getTime() - hours * 3_600_000),
    }));
    const thinned = new Set(findThinned(year, now));
    const rest = year.filter((each) => !thinned.has(each));
    expect(rest.length).toBeGreaterThan(24 + 13 + 5);
    expect(rest.length).toBeLessThan(50);
    expect(findThinned(rest, now)).toEqual([]);
  });
});
