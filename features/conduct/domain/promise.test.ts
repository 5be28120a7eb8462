import { describe, expect, it } from "vitest";
import { promiseOf } from "./promise";

const now = new Date("2026-11-20T12:00:00Z");
const report = { state: "acknowledged", isAnswerWanted: true, isSettled: false, nextUpdateBy: now } as const;

describe("what a reporter was promised", () => {
  it("is the day of the next news, and that it was missed from the moment after", () => {
    expect(promiseOf(report, now)).toEqual({ by: now, isKept: true });
    expect(promiseOf(report, new Date(now.getTime() + 1))).toEqual({ by: now, isKept: false });
  });

  it.each([
    ["asked not to be contacted", { isAnswerWanted: false }],
    ["knows how it ended", { isSettled: true }],
    ["withdrew", { state: "withdrawn" as const }],
    ["was told that it is no report", { state: "spam" as const }],
  ])("is nothing for a reporter who %s", (_, changes) => {
    expect(promiseOf({ ...report, ...changes }, now)).toBeNull();
  });

  it("holds while a withdrawal is asked for", () => {
    expect(promiseOf({ ...report, state: "withdrawal_requested" }, now)).not.toBeNull();
  });
});
