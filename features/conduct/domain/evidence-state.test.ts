import { describe, expect, it } from "vitest";
import { evidenceMovesFrom, evidenceStates, evidenceTable, moveEvidence } from "./evidence-state";
import { itMovesExactly } from "./move-tests";

describe("evidence", () => {
  itMovesExactly(evidenceTable, {
    quarantine: { from: ["received"], to: "quarantined", by: ["system"] },
    pass: { from: ["quarantined"], to: "clean", by: ["system"], needs: [["isScanned", "isScannerUnset"]] },
    reject: { from: ["quarantined"], to: "rejected", by: ["handler", "lead", "system"], needs: [["hasReason"]] },
    seal: { from: ["clean"], to: "sealed", by: ["system"], needs: [["isHashed"]] },
    purge: {
      from: ["received", "quarantined", "clean", "rejected", "sealed"],
      to: "purged",
      by: ["system"],
      needs: [["isRetentionPassed"], ["isFree"]],
    },
  });

  it("that is sealed changes no more, except that it is erased in the end", () => {
    expect(evidenceMovesFrom("sealed")).toEqual(["purge"]);
    for (const state of evidenceStates) {
      if (state !== "purged") expect(evidenceMovesFrom(state)).toContain("purge");
    }
  });

  it("stays in quarantine while the scanner does not answer", () => {
    expect(() => moveEvidence("quarantined", "pass", { by: "system" })).toThrow("waits for the malware scanner");
  });
});
