import "server-only";
import { and, eq, inArray, isNull } from "drizzle-orm";
import { auditEvents } from "@/lib/audit/tables";
import type { Database } from "@/lib/db/database";
import { AppError } from "@/lib/errors";
import type { Place } from "@/lib/vault/data-key";
import { holds } from "./case-tables";

type HoldRow = typeof holds.$inferSelect;
/** A hold that was not ended, when it was placed, and until when it keeps its case from being erased. */
export type Hold = HoldRow & { placedAt: Date | null; countsUntil: Date };

/** Hours in which a hold counts that only one person placed: evidence must not go while the second is looked for. */
const unconfirmedHours = 72;
export const placedAct = "conduct.hold_placed";

export const reasonPlace = (id: string): Place => ({ table: "conduct_hold", column: "reason", row: id });

const endOfDay = (day: string) => new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000);

function countsUntil({ confirmedBy, until }: HoldRow, placedAt: Date | null): Date {
  const end = endOfDay(until);
  // The audit log says when it was placed. Should it not, the evidence stays.
  if (confirmedBy !== null || placedAt === null) return end;
  const unconfirmed = new Date(placedAt.getTime() + unconfirmedHours * 3_600_000);
  return unconfirmed < end ? unconfirmed : end;
}

/** Throws invalid when a hold keeps a case as it is: nothing is moved out of it meanwhile. */
export async function requireNoHold(tx: Database, caseId: string, now = new Date()): Promise<void> {
  if ((await listHolds(tx, [caseId])).some((hold) => hold.countsUntil > now))
    throw new AppError("invalid", "A hold keeps this case as it is. End the hold first.");
}

/** Returns the holds of some cases that nobody ended. In a transaction of whoever may see the cases. */
export async function listHolds(tx: Database, caseIds: readonly string[]): Promise<Hold[]> {
  if (caseIds.length === 0) return [];
  const rows = await tx
    .select()
    .from(holds)
    .where(and(inArray(holds.caseId, [...caseIds]), isNull(holds.endedAt)));
  if (rows.length === 0) return [];
  const ids = [...new Set(rows.map(({ caseId }) => caseId))];
  const events = await tx
    .select({ at: auditEvents.at, detail: auditEvents.detail })
    .from(auditEvents)
    .where(
      and(...[eq(auditEvents.objectKind, "case"), inArray(auditEvents.objectId, ids), eq(auditEvents.act, placedAct)]),
    );
  const placed = new Map(events.map(({ at, detail }) => [detail["hold"], at]));
  return rows.map((row) => {
    const placedAt = placed.get(row.id) ?? null;
    return { ...row, placedAt, countsUntil: countsUntil(row, placedAt) };
  });
}
