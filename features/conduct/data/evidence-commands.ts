import "server-only";
import { randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { actorOf, audit } from "@/lib/audit/audit";
import type { Viewer } from "@/lib/auth/viewer";
import { AppError } from "@/lib/errors";
import { conductPseudonym } from "@/lib/vault/key-file";
import { openKey } from "@/lib/vault/vault";
import { canonicalSnapshot, hashOfSnapshot, type Snapshot } from "../domain/snapshot";
import { evidence } from "./case-tables";
import { changeCase, workOnCase, type Target } from "./desk-work";
import { placeOf } from "./sealed";

export type NewEvidence = Omit<Snapshot, "capturedAt" | "salt"> & { kind: "snapshot" | "statement" };

/**
 * Seals what stands somewhere just now, or what somebody said, with its hash; it is never changed afterwards. The same
 * twice within a case is one. Whoever works on the case may; throws invalid when there is nothing to seal.
 */
export function captureEvidence(
  viewer: Viewer,
  target: Target,
  { kind, ...given }: NewEvidence,
  now = new Date(),
): Promise<void> {
  return workOnCase(viewer, target, "capture_evidence", async (tx, { row }) => {
    if (given.text === "") throw new AppError("invalid", "Put in the original text.", { field: "text" });
    if (kind === "snapshot" && given.link === "")
      throw new AppError("invalid", "Put in the link: a snapshot says where it was taken.", { field: "link" });
    // To the minute, so that a form sent twice gives the same hash.
    const minute = new Date(Math.floor(now.getTime() / 60_000) * 60_000);
    const canonical = canonicalSnapshot({
      ...given,
      capturedAt: minute.toISOString(),
      salt: conductPseudonym("snapshot", row.id),
    });
    const sha256 = hashOfSnapshot(canonical);
    const same = await tx
      .select({ id: evidence.id })
      .from(evidence)
      .where(and(eq(evidence.caseId, row.id), eq(evidence.sha256, sha256)));
    if (same.length > 0) return;
    const key = await openKey(tx, row.id);
    const id = randomUUID();
    const content = key.seal(placeOf.evidence(id), canonical);
    const capturedBy = viewer.person.id;
    await tx.insert(evidence).values({ id, caseId: row.id, kind, content, sha256, capturedBy, capturedAt: minute });
    await changeCase(tx, row.id);
    await audit(tx, {
      ...{ act: "conduct.evidence_sealed", actor: actorOf(viewer), object: { kind: "case", id: row.id } },
      detail: { evidence: id, sha256 },
    });
  });
}
