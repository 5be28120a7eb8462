import { describe, expect, it } from "vitest";
import { caseStates, caseTable, missingForCase, moveCase, movesFrom, openCaseStates } from "./case-state";
import { itMovesExactly } from "./move-tests";

const outcome = ["isOutcomeSent", "isNotToBeContacted"] as const;
const news = ["hasNewInformation", "hasAppeal"] as const;

describe("a case", () => {
  itMovesExactly(caseTable, {
    start_triage: {
      from: ["new"],
      to: "triage",
      by: ["handler", "coordinator", "lead"],
      needs: [["areConflictsAnswered"]],
    },
    investigate: {
      from: ["triage"],
      to: "investigating",
      by: ["coordinator", "lead"],
      needs: [["isSeveritySet"], ["isSafetyAnswered"]],
    },
    put_out_of_scope: {
      from: ["triage"],
      to: "out_of_scope",
      by: ["two_people"],
      needs: [["isReporterMessageQueued", "isNotToBeContacted"]],
    },
    hand_over: {
      from: ["triage", "investigating"],
      to: "handed_over",
      by: ["lead"],
      needs: [["hasCounterpartAccepted"], ["isHandoverRecorded"]],
    },
    await_information: {
      from: ["investigating"],
      to: "awaiting_information",
      by: ["handler", "coordinator", "lead"],
    },
    resume: { from: ["awaiting_information"], to: "investigating", by: ["handler", "coordinator", "lead"] },
    propose: {
      from: ["investigating"],
      to: "decision_proposed",
      by: ["coordinator", "lead"],
      needs: [["hasAllegation"], ["hasEveryFinding"], ["isReportedPersonHeard", "isReasonNotHeardRecorded"]],
    },
    send_back: {
      from: ["decision_proposed"],
      to: "investigating",
      by: ["approver", "lead"],
      needs: [["hasComment"]],
    },
    decide: {
      from: ["decision_proposed"],
      to: "decided",
      by: ["approver", "lead", "system"],
      needs: [["areVotesFulfilled"]],
    },
    activate: {
      from: ["decided"],
      to: "measures_active",
      by: ["system"],
      needs: [["hasMeasure"], ["isEvidenceSealed"], ["isNoticeDelivered", "isDeliveryFailureRecorded"]],
    },
    close_without_measure: {
      from: ["decided"],
      to: "closed",
      by: ["coordinator", "lead"],
      needs: [["hasNoMeasure"], outcome],
    },
    close: { from: ["measures_active"], to: "closed", by: ["coordinator", "lead"], needs: [outcome] },
    reopen: { from: ["closed"], to: "investigating", by: ["lead"], needs: [news] },
    take_back: { from: ["handed_over", "out_of_scope"], to: "triage", by: ["lead"], needs: [news] },
    merge: {
      from: ["new", "triage", "investigating", "awaiting_information", "decision_proposed"],
      to: "merged",
      by: ["two_people"],
      needs: [["hasTargetCase"], ["areConflictsUnited"]],
    },
    purge: {
      from: ["closed", "handed_over", "out_of_scope", "merged"],
      to: "purged",
      by: ["system"],
      needs: [["isRetentionPassed"], ["isFree"]],
    },
  });

  it("says everything that a move lacks, each in a sentence", () => {
    expect(missingForCase("propose", { hasAllegation: true })).toEqual([
      "Record a finding for every allegation.",
      "Hear the reported person, or record why that is not possible.",
    ]);
    expect(() => moveCase("triage", "investigate", { by: "lead" })).toThrow(
      "Set how severe it is. Answer whether somebody is at risk.",
    );
  });

  it("has nobody wait for ever: an open case can always move on, an erased or merged one never comes back", () => {
    for (const state of openCaseStates) expect(movesFrom(state)).not.toEqual([]);
    expect(movesFrom("purged")).toEqual([]);
    expect(movesFrom("merged")).toEqual(["purge"]);
  });

  it("reaches every state from a new one", () => {
    const reached = new Set<string>(["new"]);
    for (const state of reached) {
      for (const rule of Object.values(caseTable.moves)) {
        if ((rule.from as readonly string[]).includes(state) && typeof rule.to === "string") reached.add(rule.to);
      }
    }
    expect([...reached].toSorted()).toEqual([...caseStates].toSorted());
  });
});
