import { describe, expect, it } from "vitest";
import { appealMovesFrom, appealStates, appealTable, moveAppeal } from "./appeal-state";
import { itMovesExactly } from "./move-tests";

describe("an appeal", () => {
  itMovesExactly(appealTable, {
    admit: { from: ["filed"], to: "admissible", by: ["lead"], needs: [["isUntouched"], ["mayAppeal"]] },
    refuse: {
      from: ["filed", "under_review"],
      to: "inadmissible",
      by: ["lead", "reviewer"],
      needs: [["isUntouched"], ["mayNotAppeal"], ["hasReasons"]],
    },
    assign: { from: ["admissible"], to: "assigned", by: ["lead"], needs: [["mayReview"]] },
    reassign: { from: ["assigned", "under_review"], to: "assigned", by: ["lead"], needs: [["mayReview"]] },
    start_review: { from: ["assigned"], to: "under_review", by: ["reviewer"], needs: [["mayReview"]] },
    uphold: { from: ["under_review"], to: "upheld", by: ["reviewer"], needs: [["mayReview"], ["hasReasons"]] },
    reduce: {
      from: ["under_review"],
      to: "reduced",
      by: ["reviewer"],
      needs: [["mayReview"], ["hasReasons"], ["isReplacementWeaker"]],
    },
    lift: { from: ["under_review"], to: "lifted", by: ["reviewer"], needs: [["mayReview"], ["hasReasons"]] },
    communicate: {
      from: ["upheld", "inadmissible"],
      to: "communicated",
      by: ["lead", "reviewer"],
      needs: [["isEverybodyTold"]],
    },
    communicate_reduced: {
      from: ["reduced"],
      to: "communicated",
      by: ["lead", "reviewer"],
      needs: [["isReplacementActive"], ["isEverybodyTold"]],
    },
    communicate_lifted: {
      from: ["lifted"],
      to: "communicated",
      by: ["lead", "reviewer"],
      needs: [["isEveryEffectReversed"], ["isEverybodyTold"]],
    },
  });

  it("is never refused by doing nothing: the portal moves none, and every one leads to an answer", () => {
    for (const rule of Object.values(appealTable.moves)) expect(rule.by).not.toContain("system");
    for (const state of appealStates) {
      expect(appealMovesFrom(state).length > 0, state).toBe(state !== "communicated");
    }
  });

  it("in time cannot be refused unheard", () => {
    const context = { by: "lead", isUntouched: true, hasReasons: true, mayAppeal: true } as const;
    expect(() => moveAppeal("filed", "refuse", context)).toThrow("refused unheard");
  });
});
