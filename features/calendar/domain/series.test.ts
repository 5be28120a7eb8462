import { afterEach, describe, expect, it } from "vitest";
import { instantOfWallTime, nextOccurrences, type WeeklySeries } from "./series";

const pairing: WeeklySeries = { zone: "UTC", weekday: "tuesday", at: "10:15", durationMinutes: 60 };
const berlin: WeeklySeries = { ...pairing, zone: "Europe/Berlin" };

const starts = (series: WeeklySeries, now: string, count = 1) =>
  nextOccurrences(series, new Date(now), count).map(({ startsAt }) => startsAt.toISOString().slice(0, 16));

const processZone = process.env.TZ;
afterEach(() => {
  process.env.TZ = processZone;
});

describe.each(["UTC", "America/Los_Angeles", "Pacific/Kiritimati"])("in a process of zone %s", (zone) => {
  it.each<[string, WeeklySeries, string, string[]]>([
    ["the day before", pairing, "2026-11-23T12:00Z", ["2026-11-24T10:15", "2026-12-01T10:15"]],
    ["the same day, earlier", pairing, "2026-11-24T00:00Z", ["2026-11-24T10:15", "2026-12-01T10:15"]],
    ["while the session runs", pairing, "2026-11-24T11:14:59Z", ["2026-11-24T10:15", "2026-12-01T10:15"]],
    ["at the moment it ends", pairing, "2026-11-24T11:15Z", ["2026-12-01T10:15", "2026-12-08T10:15"]],
    ["over the new year", pairing, "2026-12-30T00:00Z", ["2027-01-05T10:15", "2027-01-12T10:15"]],
    ["in winter time", berlin, "2026-11-23T12:00Z", ["2026-11-24T09:15", "2026-12-01T09:15"]],
    ["over the change to summer time", berlin, "2027-03-22T00:00Z", ["2027-03-23T09:15", "2027-03-30T08:15"]],
    ["over the change to winter time", berlin, "2026-10-19T00:00Z", ["2026-10-20T08:15", "2026-10-27T09:15"]],
    [
      "on the Sunday whose clock skips the time, it moves forward by the gap",
      { ...berlin, weekday: "sunday", at: "02:30" },
      "2027-03-27T12:00Z",
      ["2027-03-28T01:30", "2027-04-04T00:30"],
    ],
    [
      "on the Sunday whose clock shows the time twice, the first counts",
      { ...berlin, weekday: "sunday", at: "02:30" },
      "2026-10-24T12:00Z",
      ["2026-10-25T00:30", "2026-11-01T01:30"],
    ],
    [
      "a session past midnight is still the running one",
      { ...pairing, at: "23:30", durationMinutes: 120 },
      "2026-11-25T01:00Z",
      ["2026-11-24T23:30", "2026-12-01T23:30"],
    ],
    [
      "where the day is already tomorrow",
      { ...pairing, zone: "Pacific/Auckland", at: "08:00" },
      "2026-11-23T18:00Z",
      ["2026-11-23T19:00", "2026-11-30T19:00"],
    ],
    [
      "where the clock changes by half an hour",
      { ...pairing, zone: "Australia/Lord_Howe", weekday: "sunday", at: "02:15" },
      "2026-10-03T00:00Z",
      ["2026-10-03T15:45", "2026-10-10T15:15"],
    ],
  ])("%s", (_, series, now, expected) => {
    process.env.TZ = zone;
    expect(starts(series, now, 2)).toEqual(expected);
  });
});

describe("the next sessions", () => {
  it("last as long as the series says, also while the clock changes", () => {
    const night = { ...berlin, weekday: "sunday", at: "01:30", durationMinutes: 120 } as const;
    const [first] = nextOccurrences(night, new Date("2027-03-27T12:00Z"), 1);
    expect((first!.endsAt.getTime() - first!.startsAt.getTime()) / 60_000).toBe(120);
  });

  it("are as many as asked for, in order", () => {
    const found = nextOccurrences(berlin, new Date("2026-01-01T00:00Z"), 60);
    expect(found).toHaveLength(60);
    expect(found.every(({ startsAt }, index) => index === 0 || startsAt > found[index - 1]!.startsAt)).toBe(true);
    expect(nextOccurrences(berlin, new Date(), 0)).toEqual([]);
  });

  it("always show the wall time of the series, except on the day that skips it", () => {
    const wall = Date.UTC(2026, 6, 1, 10, 15);
    expect(instantOfWallTime(wall, "Europe/Berlin").toISOString()).toBe("2026-07-01T08:15:00.000Z");
    expect(instantOfWallTime(wall, "Asia/Kathmandu").toISOString()).toBe("2026-07-01T04:30:00.000Z");
  });

  it("refuse a zone that does not exist", () => {
    expect(() => nextOccurrences({ ...pairing, zone: "Mars/Olympus" }, new Date(), 1)).toThrow(RangeError);
  });
});
