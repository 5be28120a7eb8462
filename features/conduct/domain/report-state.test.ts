import { describe, expect, it } from "vitest";
import { itMovesExactly } from "./move-tests";
import {
  firstReportState,
  moveReport,
  reportMovesFrom,
  reportStates,
  reportStateSentences,
  reportTable,
} from "./report-state";

const answered = ["isReporterAnswered", "isNotToBeContacted"] as const;

describe("a report", () => {
  itMovesExactly(reportTable, {
    release: { from: ["held"], to: "submitted", by: ["handler", "lead", "system"] },
    acknowledge: { from: ["submitted"], to: "acknowledged", by: ["handler", "lead"], needs: [answered] },
    link: { from: ["acknowledged"], to: "linked", by: ["handler", "lead"], needs: [["hasCase"]] },
    unlink: { from: ["linked"], to: "acknowledged", by: ["handler", "lead"], needs: [["hasReason"]] },
    request_withdrawal: {
      from: ["held", "submitted", "acknowledged", "linked"],
      to: "withdrawal_requested",
      by: ["reporter"],
    },
    withdraw: { from: ["withdrawal_requested"], to: "withdrawn", by: ["lead"], needs: [answered] },
    keep: { from: ["withdrawal_requested"], to: "acknowledged", by: ["lead"], needs: [answered] },
    mark_spam: {
      from: ["held", "submitted", "acknowledged", "linked", "withdrawal_requested"],
      to: "spam",
      by: ["two_people"],
      needs: [["hasReason"], answered],
    },
    restore: { from: ["spam"], to: "acknowledged", by: ["lead"], needs: [["hasReason"]] },
  });

  it("that stays after a request to withdraw goes back to its case", () => {
    const context = { by: "lead", isReporterAnswered: true, hasCase: true } as const;
    expect(moveReport("withdrawal_requested", "keep", context)).toBe("linked");
  });

  it("beyond the limits is held, not refused", () => {
    expect(firstReportState(true)).toBe("held");
    expect(firstReportState(false)).toBe("submitted");
  });

  it("can be asked back by its reporter for as long as the team works on it, and only asked", () => {
    const byReporter = (Object.keys(reportTable.moves) as (keyof typeof reportTable.moves)[]).filter((move) =>
      reportTable.moves[move].by.includes("reporter"),
    );
    expect(byReporter).toEqual(["request_withdrawal"]);
    expect(reportMovesFrom("withdrawn")).toEqual([]);
  });

  it("tells the reporter its state without words that judge or reveal a case", () => {
    for (const state of reportStates) {
      expect(reportStateSentences[state]).toMatch(/^[A-Z].*\.$/);
      expect(reportStateSentences[state]).not.toMatch(/\bcase\b|spam|abuse|offender|victim/i);
    }
  });
});
