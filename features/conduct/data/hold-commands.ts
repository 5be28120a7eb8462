import "server-only";
import { randomUUID } from "node:crypto";
import { and, eq, isNull } from "drizzle-orm";
import { actorOf, audit } from "@/lib/audit/audit";
import type { Viewer } from "@/lib/auth/viewer";
import type { Database } from "@/lib/db/database";
import { AppError } from "@/lib/errors";
import { openKey } from "@/lib/vault/vault";
import { problemOfHoldEnd } from "../domain/keeping-form";
import { mailCase } from "./case-people";
import { holds } from "./case-tables";
import { changeCase, isId, nothingHere, workOnCase, type Target } from "./desk-work";
import { placedAct, reasonPlace } from "./holds";
import { hasOtherLead, requireSecond } from "./second-person";

const note = (tx: Database, viewer: Viewer, act: string, id: string, hold: string) =>
  audit(tx, { act, actor: actorOf(viewer), object: { kind: "case", id }, detail: { hold } });

async function requireHold(tx: Database, caseId: string, holdId: string): Promise<typeof holds.$inferSelect> {
  if (!isId(holdId)) throw nothingHere();
  const mine = and(eq(holds.id, holdId), eq(holds.caseId, caseId), isNull(holds.endedAt));
  const [row] = await tx.select().from(holds).where(mine);
  if (row === undefined) throw new AppError("conflict", "This hold has ended already. Load the page again.");
  return row;
}

/**
 * Places a hold: the case is kept although its time may pass. It counts for three days at once, and to its last day as
 * soon as a second person confirms it. For leads; throws not_found for others, conflict for an older version, invalid
 * for a day that cannot be.
 */
export function placeHold(
  viewer: Viewer,
  target: Target,
  given: { reason: string; until: string },
  now = new Date(),
): Promise<void> {
  return workOnCase(viewer, target, "hold", async (tx, { row }) => {
    const problem = problemOfHoldEnd(given.until, now);
    if (problem !== null) throw new AppError("invalid", problem, { field: "until" });
    const id = randomUUID();
    const key = await openKey(tx, row.id);
    await tx.insert(holds).values({
      ...{ id, caseId: row.id, placedBy: viewer.person.id, until: given.until },
      reason: key.seal(reasonPlace(id), given.reason),
    });
    await changeCase(tx, row.id);
    const isLeadLeft = await hasOtherLead(tx, row, viewer.person.id);
    await mailCase(tx, row, [isLeadLeft ? "leads" : "assigned"], { except: viewer, now });
    await note(tx, viewer, placedAct, row.id, id);
  });
}

/**
 * Confirms a hold as the second person: another lead or, where there is none without a conflict, somebody who handles
 * the case. Throws invalid for whoever placed it, conflict when it has ended, not_found for anybody else.
 */
export function confirmHold(viewer: Viewer, given: { case: string; hold: string }): Promise<void> {
  return workOnCase(viewer, { id: given.case }, "edit_case", async (tx, access) => {
    const hold = await requireHold(tx, access.row.id, given.hold);
    await requireSecond(tx, viewer, access, "hold", hold.placedBy);
    if (hold.confirmedBy !== null) return;
    await tx.update(holds).set({ confirmedBy: viewer.person.id }).where(eq(holds.id, hold.id));
    await changeCase(tx, access.row.id);
    await note(tx, viewer, "conduct.hold_confirmed", access.row.id, hold.id);
  });
}

/** Ends a hold, confirmed or not. For leads; throws conflict when it has ended, not_found for anybody else. */
export function endHold(viewer: Viewer, given: { case: string; hold: string }, now = new Date()): Promise<void> {
  return workOnCase(viewer, { id: given.case }, "hold", async (tx, { row }) => {
    const hold = await requireHold(tx, row.id, given.hold);
    await tx.update(holds).set({ endedAt: now }).where(eq(holds.id, hold.id));
    await changeCase(tx, row.id);
    await mailCase(tx, row, ["leads"], { except: viewer, now });
    await note(tx, viewer, "conduct.hold_ended", row.id, hold.id);
  });
}
