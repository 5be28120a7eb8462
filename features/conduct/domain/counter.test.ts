import { expect, it } from "vitest";
import { acknowledgeBucket, closeBucket, periodOf } from "./counter";

const start = new Date("2026-01-01T12:00:00Z");
const after = (days: number) => new Date(start.getTime() + days * 86_400_000);

it("a half-year ends with June and with December, in UTC", () => {
  expect(periodOf(new Date("2026-06-30T23:59:59Z"))).toBe("2026-H1");
  expect(periodOf(new Date("2026-07-01T00:00:00Z"))).toBe("2026-H2");
  expect(periodOf(new Date("2026-12-31T23:59:59Z"))).toBe("2026-H2");
});

it("how long it took is counted in steps, each with its limit", () => {
  const answered = [1, 1.01, 3, 3.01, 7, 7.01].map((days) => acknowledgeBucket(start, after(days)));
  expect(answered).toEqual([
    ...["within_1_day", "within_3_days", "within_3_days", "within_7_days", "within_7_days", "later"],
  ]);
  expect(acknowledgeBucket(start, null)).toBe("never");
  expect([7, 14, 45, 90, 91].map((days) => closeBucket(start, after(days)))).toEqual([
    ...["within_7_days", "within_14_days", "within_45_days", "within_90_days", "later"],
  ]);
});
