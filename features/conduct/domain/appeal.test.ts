import { describe, expect, it } from "vitest";
import { appealUntil, mayAppeal, mayReview } from "./appeal";

describe("the time to appeal", () => {
  it.each([
    ["2026-01-14T09:30:00Z", "2026-07-14"],
    ["2026-07-14T23:59:59Z", "2027-01-14"],
    ["2026-08-31T12:00:00Z", "2027-02-28"],
    ["2027-08-30T12:00:00Z", "2028-02-29"],
    ["2026-03-31T00:00:00Z", "2026-09-30"],
    ["2026-12-31T23:30:00-05:00", "2027-07-01"],
  ])("after a notice of %s ends with the day %s", (noticed, last) => {
    expect(appealUntil(new Date(noticed)).toISOString()).toBe(`${last}T23:59:59.999Z`);
  });

  const until = new Date("2026-07-14T23:59:59.999Z");
  const after = new Date(until.getTime() + 1);
  it.each([
    [until, 0, false, true],
    [after, 0, true, false],
    [until, 1, false, false],
    [until, 1, true, true],
    [until, 2, true, false],
    [after, 1, true, false],
  ])("at %s after %i appeals, new evidence %s: %s", (now, earlierAppeals, hasNewEvidence, ok) => {
    expect(mayAppeal({ until, now, earlierAppeals, hasNewEvidence }).ok).toBe(ok);
  });
});

describe("the reviewer of an appeal", () => {
  const hands = { proposedBy: "ada", approvedBy: ["ben", "cem"], executedBy: ["dia"] };
  it.each([
    ["ada", false],
    ["ben", false],
    ["cem", false],
    ["dia", false],
    ["eli", true],
  ])("%s: %s", (person, may) => {
    expect(mayReview(person, hands)).toBe(may);
  });
});
