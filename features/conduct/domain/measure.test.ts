import { describe, expect, it } from "vitest";
import {
  endOf,
  isStrictlyWeaker,
  measureTable,
  measureTypes,
  moveMeasure,
  requireDuration,
  tierOf,
  type MeasureType,
} from "./measure";
import { itMovesExactly } from "./move-tests";

const start = new Date("2026-03-01T00:00:00Z");
const after = (days: number) => new Date(start.getTime() + days * 86_400_000);
const measure = (type: MeasureType, days: number | null) => ({
  type,
  startsAt: start,
  endsAt: days === null ? null : after(days),
});

describe("a measure", () => {
  itMovesExactly(measureTable, {
    approve: {
      from: ["proposed"],
      to: "approved",
      by: ["approver", "lead", "system"],
      needs: [["areVotesFulfilled"]],
    },
    activate: {
      from: ["approved"],
      to: "active",
      by: ["executor", "lead"],
      needs: [["mayAct"], ["isNoticeDelivered", "isDeliveryFailureRecorded", "isEmergency"]],
    },
    expire: { from: ["active", "breached"], to: "expired", by: ["system"], needs: [["isEndPassed"]] },
    lift: { from: ["active", "breached"], to: "lifted", by: ["lead", "reviewer"], needs: [["hasReason"]] },
    supersede: {
      from: ["active", "breached"],
      to: "superseded",
      by: ["lead", "reviewer"],
      needs: [["hasReplacement"]],
    },
    breach: { from: ["active"], to: "breached", by: ["handler", "lead"], needs: [["hasReason"]] },
  });

  it("ends by itself and in no other way changes by itself while it is active", () => {
    const automatic = Object.entries(measureTable.moves).filter(
      ([, rule]) => rule.from.includes("active") && rule.by.includes("system"),
    );
    expect(automatic.map(([name]) => name)).toEqual(["expire"]);
    expect(() => moveMeasure("active", "expire", { by: "system" })).toThrow("has not come");
  });

  it.each([
    ["platform_referral", 0, "never"],
    ["notice", 1, "never"],
    ["warning", 1, "never"],
    ["content_redaction", 1, "never"],
    ["thread_lock", 1, "optional"],
    ["restorative_agreement", 1, "optional"],
    ["no_contact", 2, "optional"],
    ["limited_activities", 2, "always"],
    ["timeout", 2, "always"],
    ["interim_protective", 2, "always"],
    ["ban", 3, "never"],
  ] as const)("of kind %s is of tier %i and has an end %s", (type, tier, end) => {
    expect(tierOf(type)).toBe(tier);
    expect(endOf(type)).toBe(end);
    const withEnd = () => requireDuration(measure(type, 1));
    const without = () => requireDuration(measure(type, null));
    if (end === "never") expect(withEnd).toThrow("has no end");
    else expect(withEnd).not.toThrow();
    if (end === "always") expect(without).toThrow("Say when");
    else expect(without).not.toThrow();
  });

  it("cannot end before it starts, and an interim one not after two weeks", () => {
    expect(() => requireDuration(measure("timeout", 0))).toThrow("later than the start");
    expect(() => requireDuration(measure("timeout", -1))).toThrow("later than the start");
    expect(() => requireDuration(measure("timeout", Number.NaN))).toThrow("later than the start");
    expect(() => requireDuration(measure("interim_protective", 14))).not.toThrow();
    expect(() => requireDuration(measure("interim_protective", 14.01))).toThrow("14 days");
  });
});

describe("a weaker measure", () => {
  // From the mildest to the strongest.
  const ladder = [
    measure("platform_referral", null),
    ...(["notice", "restorative_agreement", "content_redaction", "warning"] as const).map((type) =>
      measure(type, null),
    ),
    measure("thread_lock", 1),
    measure("thread_lock", null),
    measure("no_contact", 30),
    measure("limited_activities", 90),
    measure("interim_protective", 14),
    measure("timeout", 1),
    measure("timeout", 30),
    measure("ban", null),
  ];

  it.each(ladder.map((rung, place) => [place, rung.type, rung] as const))(
    "stands below the other, never beside it: %i %s",
    (place, _type, rung) => {
      ladder.forEach((other, at) => expect(isStrictlyWeaker(rung, other), other.type).toBe(place < at));
    },
  );

  it("knows every kind", () => {
    expect(new Set(ladder.map((rung) => rung.type))).toEqual(new Set(measureTypes));
  });
});
