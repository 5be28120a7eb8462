import { describe, expect, it } from "vitest";
import { findLeaks } from "./leak-check";
import {
  composeNotice,
  outcomeMessage,
  outcomes,
  redactionText,
  requireNotice,
  underReviewText,
  type Notice,
} from "./notice";

const notice: Notice = {
  rule: "2.1 No personal\nattacks.",
  behaviour: "You wrote to others about their work in words that attack the person.",
  impact: "People left the discussion.",
  expectations: "Talk about the work.",
  consequences: "You cannot write in the forum until 14 August.",
  appealUntil: new Date("2027-01-14T23:59:59.999Z"),
  contact: "conduct@example.org",
};
const values = { rule: "2.1 No personal attacks", contact: "conduct@example.org" };

describe("the letter to a reported person", () => {
  it("has behaviour, impact, expectations and consequences in this order, then the appeal", () => {
    const letter = composeNotice(notice);
    const places = [
      "2.1 No personal attacks.\n",
      notice.behaviour,
      notice.impact,
      notice.expectations,
      notice.consequences,
      "until the end of 14 January 2027 (UTC)",
      "conduct@example.org. ",
      "Conduct Team",
    ].map((text) => letter.indexOf(text));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((one, other) => one - other));
  });

  it("says nothing about an appeal when there is none", () => {
    expect(composeNotice({ ...notice, appealUntil: null })).not.toMatch(/appeal/i);
  });

  it.each(["rule", "behaviour", "impact", "expectations", "consequences"] as const)(
    "is refused without %s",
    (field) => {
      expect(() => requireNotice({ ...notice, [field]: " \n " })).toThrow(
        expect.objectContaining({ kind: "invalid", field }),
      );
      expect(() => requireNotice(notice)).not.toThrow();
    },
  );
});

describe("the texts for platforms and reporters", () => {
  it("name the rule and the contact, and warn before a ban", () => {
    expect(redactionText(values)).toContain("2.1 No personal attacks. ");
    expect(redactionText(values)).toContain("ban");
    expect(redactionText(values)).toContain("conduct@example.org");
  });

  it("accuse nobody before it is decided", () => {
    expect(underReviewText(values)).not.toMatch(/breach|break|rule|ban\b/);
    expect(underReviewText(values)).toContain("conduct@example.org");
  });

  it.each(outcomes)("thank the reporter and stay open for more, without a measure: %s", (outcome) => {
    const message = outcomeMessage(outcome, values);
    expect(message).toMatch(/^Thank you for your report\.\n/);
    expect(message).toContain("retaliation");
    expect(message).not.toMatch(/timeout|warning|banned|suspended/i);
    expect(message.includes(values.rule)).toBe(outcome === "acted");
  });

  it("carry nothing of their own that a leak check would have to excuse, but the contact", () => {
    const texts = [
      redactionText(values),
      underReviewText(values),
      ...outcomes.map((each) => outcomeMessage(each, values)),
    ];
    for (const text of texts) expect(findLeaks(text, [], []).map((leak) => leak.kind)).toEqual(["address"]);
  });
});
