import "server-only";
import { randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { actorOf, audit } from "@/lib/audit/audit";
import type { Viewer } from "@/lib/auth/viewer";
import { AppError } from "@/lib/errors";
import { openKey } from "@/lib/vault/vault";
import type { Counterpart } from "../domain/handover";
import { handovers } from "./case-tables";
import { moveWithin } from "./case-moves";
import { changeCase, isId, nothingHere, workOnCase, type Target } from "./desk-work";
import { placeOf } from "./sealed";

/** Offers a case to somebody else, or records who brought it. For leads; throws not_found for anybody else. */
export function offerHandover(
  viewer: Viewer,
  target: Target,
  given: { direction: "in" | "out"; counterpart: Counterpart; reference: string },
): Promise<void> {
  return workOnCase(viewer, target, "hand_over", async (tx, { row }) => {
    if (given.reference === "")
      throw new AppError("invalid", "Say who there has it, and how they call it.", { field: "reference" });
    const key = await openKey(tx, row.id);
    const id = randomUUID();
    const { direction, counterpart } = given;
    await tx.insert(handovers).values({
      ...{ id, caseId: row.id, direction, counterpart, by: viewer.person.id },
      // What came in is here already; what goes out waits for the other side.
      state: direction === "in" ? "completed" : "offered",
      reference: key.seal(placeOf.handover(id), given.reference),
    });
    await changeCase(tx, row.id);
    await audit(tx, {
      ...{ act: "conduct.handover_offered", actor: actorOf(viewer), object: { kind: "case", id: row.id } },
      detail: { direction, counterpart },
    });
  });
}

const next = { offered: ["accepted", "declined"], accepted: ["completed"], declined: [], completed: [] } as const;

/**
 * Records what the other side said; when the export or the access that they got is recorded, too, the case is handed
 * over. For leads; throws not_found for anybody else, conflict when the hand-over is at another step.
 */
export function answerHandover(
  viewer: Viewer,
  target: Target,
  given: { handoverId: string; state: "accepted" | "declined" | "completed" },
): Promise<void> {
  return workOnCase(viewer, target, "hand_over", async (tx, access) => {
    if (!isId(given.handoverId)) throw nothingHere();
    const mine = and(eq(handovers.id, given.handoverId), eq(handovers.caseId, target.id));
    const [row] = await tx.select().from(handovers).where(mine);
    if (row === undefined) throw nothingHere();
    const possible: readonly string[] = next[row.state];
    if (!possible.includes(given.state))
      throw new AppError("conflict", "This hand-over is at another step now. Load the page again.");
    await tx.update(handovers).set({ state: given.state }).where(mine);
    if (given.state === "completed") await moveWithin(tx, viewer, access, "hand_over");
    else await changeCase(tx, target.id);
    await audit(tx, {
      ...{ act: "conduct.handover_answered", actor: actorOf(viewer), object: { kind: "case", id: target.id } },
      detail: { state: given.state },
    });
  });
}
