import { applyMove, namesFrom, needs, needsEither, type MoveContext, type MoveTable } from "./moves";

export const evidenceStates = ["received", "quarantined", "clean", "rejected", "sealed", "purged"] as const;
export type EvidenceState = (typeof evidenceStates)[number];
export type EvidenceMove = "quarantine" | "pass" | "reject" | "seal" | "purge";
export type EvidenceMover = "handler" | "lead" | "system";
export type EvidenceFact = "isScanned" | "isScannerUnset" | "hasReason" | "isHashed" | "isRetentionPassed" | "isFree";
export type EvidenceContext = MoveContext<EvidenceMover, EvidenceFact>;

/** How the desk calls the states of evidence. */
const evidenceStateLabels: Record<EvidenceState, string> = {
  received: "Received",
  quarantined: "In quarantine",
  clean: "Checked",
  rejected: "Rejected",
  sealed: "Sealed",
  purged: "Erased",
};

/** The moves of evidence. What cannot be scanned waits in quarantine; nothing is dropped in silence. */
export const evidenceTable: MoveTable<EvidenceMove, EvidenceState, EvidenceMover, EvidenceFact> = {
  noun: "evidence",
  states: evidenceStateLabels,
  moves: {
    quarantine: { from: ["received"], to: "quarantined", by: ["system"] },
    pass: {
      from: ["quarantined"],
      to: "clean",
      by: ["system"],
      guards: [needsEither("isScanned", "isScannerUnset", "This file waits for the malware scanner.")],
    },
    reject: {
      from: ["quarantined"],
      to: "rejected",
      by: ["handler", "lead", "system"],
      guards: [needs("hasReason", "Say why.")],
    },
    seal: {
      from: ["clean"],
      to: "sealed",
      by: ["system"],
      guards: [needs("isHashed", "The original has no hash yet, so nobody could prove that it is unchanged.")],
    },
    purge: {
      from: ["received", "quarantined", "clean", "rejected", "sealed"],
      to: "purged",
      by: ["system"],
      guards: [
        needs("isRetentionPassed", "The time for keeping this evidence is not over."),
        needs("isFree", "A hold, an active measure or an open appeal needs this evidence."),
      ],
    },
  },
};

/** Returns the moves that leave a state of evidence. */
export function evidenceMovesFrom(state: EvidenceState): EvidenceMove[] {
  return namesFrom(evidenceTable, state);
}

/** Returns the state of evidence after a move; throws AppError forbidden or invalid with what stands in the way. */
export function moveEvidence(state: EvidenceState, move: EvidenceMove, context: EvidenceContext): EvidenceState {
  return applyMove(evidenceTable, state, move, context);
}
