import { describe, expect, it } from "vitest";
import { findingLabels, measureLabels, modeLabels, partyRoleLabels, severityLabels, tierLabels } from "./labels";

describe("what pages call things", () => {
  it.each(Object.entries({ findingLabels, measureLabels, partyRoleLabels, severityLabels, tierLabels }))(
    "tells one from another in %s, and judges nobody",
    (_name, labels) => {
      const words = Object.values(labels);
      expect(new Set(words).size).toBe(words.length);
      for (const word of words) expect(word).not.toMatch(/offender|victim|guilty|perpetrator|accused/i);
    },
  );

  it("explains every way to report in one sentence, and recommends the confidential one", () => {
    for (const { sentence } of Object.values(modeLabels)) expect(sentence).toMatch(/^[A-Z].*\.$/);
    expect(modeLabels.confidential.label).toContain("recommended");
  });
});
