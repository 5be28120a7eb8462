import "server-only";
import { and, eq, inArray, lte } from "drizzle-orm";
import { audit } from "@/lib/audit/audit";
import type { Database } from "@/lib/db/database";
import { visit } from "@/lib/db/doors";
import { moveMeasure } from "../domain/measure";
import { mailCase } from "./case-people";
import { cases } from "./case-tables";
import { endMeasure, setReviewClock } from "./measure-effects";
import { stateOf } from "./measure-sealed";
import { measures } from "./measure-tables";

const inForce = ["active", "breached"];

/**
 * Ends every measure whose time has passed: what the portal stopped is free again, and whoever handles the case is told
 * that it is over and what to take back elsewhere. Done by the portal on nobody's behalf; returns how many ended.
 */
export async function endMeasures(tx: Database, now = new Date()): Promise<number> {
  await visit(tx, "system", "");
  const isDue = and(inArray(measures.state, inForce), lte(measures.endsAt, now));
  const due = await tx.selectDistinct({ caseId: measures.caseId }).from(measures).where(isDue);
  if (due.length === 0) return 0;
  // The case first, as every command holds it; a case that somebody works on just now has its turn the next time.
  const held = await tx
    .select()
    .from(cases)
    .where(
      inArray(
        cases.id,
        due.map(({ caseId }) => caseId),
      ),
    )
    .orderBy(cases.id)
    .for("update", { skipLocked: true });
  const ended: { id: string; caseId: string }[] = [];
  for (const row of held) {
    const over = await tx
      .select()
      .from(measures)
      .where(and(eq(measures.caseId, row.id), isDue));
    for (const measure of over) {
      const state = moveMeasure(stateOf(measure), "expire", { by: "system", isEndPassed: true });
      await endMeasure(tx, measure, state, now);
      ended.push({ id: measure.id, caseId: row.id });
    }
    if (over.length === 0) continue;
    await setReviewClock(tx, row.id);
    await mailCase(tx, row, ["assigned"], { now });
  }
  for (const { id, caseId } of ended)
    await audit(tx, {
      ...{ actor: { kind: "portal" }, act: "conduct.measure_ended", object: { kind: "case", id: caseId } },
      detail: { measure: id },
    });
  return ended.length;
}
