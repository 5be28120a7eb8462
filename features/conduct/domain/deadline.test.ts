import { describe, expect, it } from "vitest";
import {
  acknowledgeBy,
  byUrgency,
  escalatedTo,
  nextEscalation,
  nextUpdateBy,
  reviewBy,
  urgencyOf,
  type DueItem,
} from "./deadline";

const now = new Date("2026-07-14T12:00:00Z");
const inHours = (hours: number) => new Date(now.getTime() + hours * 3_600_000);

describe("the promised dates", () => {
  it("are a day to acknowledge, a week to write again, a day to review", () => {
    expect(acknowledgeBy(now)).toEqual(inHours(24));
    expect(nextUpdateBy(now)).toEqual(inHours(168));
    expect(reviewBy(now)).toEqual(inHours(24));
  });
});

describe("an overdue item", () => {
  it.each([
    [0.001, [], 0.001],
    [0, ["assigned"], 24],
    [-23.9, ["assigned"], 0.1],
    [-24, ["assigned", "leads"], 48],
    [-72, ["assigned", "leads", "escalation_contact"], null],
    [-1000, ["assigned", "leads", "escalation_contact"], null],
  ])("that is due in %s hours reaches %j", (hours, audience, next) => {
    const due = inHours(hours);
    expect(escalatedTo(due, now)).toEqual(audience);
    const expected = next === null ? null : inHours(next).getTime();
    expect(nextEscalation(due, now)?.getTime() ?? null).toBe(expected);
  });
});

describe("the queue", () => {
  const item = (over: Partial<DueItem>): DueItem => ({
    acknowledgeBy: null,
    updateBy: null,
    reviewBy: null,
    isSafetyRisk: false,
    ...over,
  });

  it("shows what is due first of each item", () => {
    const all = { acknowledgeBy: inHours(3), updateBy: inHours(2), reviewBy: inHours(1) };
    expect(urgencyOf(item(all), now)).toEqual({
      what: "review",
      due: inHours(1),
      isOverdue: false,
      isSafetyRisk: false,
    });
    expect(urgencyOf(item({ ...all, acknowledgeBy: now }), now)).toMatchObject({
      what: "acknowledge",
      isOverdue: true,
    });
    expect(urgencyOf(item({}), now)).toEqual({ what: null, due: null, isOverdue: false, isSafetyRisk: false });
  });

  it("puts overdue before risk, risk before the date, and what has no date last", () => {
    const ordered = [
      item({ updateBy: inHours(-1), isSafetyRisk: true }),
      item({ updateBy: inHours(-9) }),
      item({ updateBy: inHours(-1) }),
      item({ updateBy: inHours(50), isSafetyRisk: true }),
      item({ isSafetyRisk: true }),
      item({ acknowledgeBy: inHours(1) }),
      item({ updateBy: inHours(2) }),
      item({}),
    ].map((each) => urgencyOf(each, now));
    expect([...ordered].reverse().sort(byUrgency)).toEqual(ordered);
    expect(byUrgency(urgencyOf(item({}), now), urgencyOf(item({}), now))).toBe(0);
  });
});
