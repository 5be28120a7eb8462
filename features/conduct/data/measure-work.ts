import "server-only";
import { and, eq } from "drizzle-orm";
import type { Viewer } from "@/lib/auth/viewer";
import type { Database } from "@/lib/db/database";
import type { Act } from "../domain/policy";
import type { Access, CaseRow } from "./access";
import { isId, nothingHere, workOnCase } from "./desk-work";
import type { MeasureRow } from "./measure-sealed";
import { measures } from "./measure-tables";

/** A measure of a case, as a form names it. */
export type MeasureTarget = { case: string; measure: string };

/** Returns a measure of a case; throws not_found for one of another case. The case is held by whoever calls. */
export async function requireMeasure(tx: Database, caseId: string, measureId: string): Promise<MeasureRow> {
  if (!isId(measureId)) throw nothingHere();
  const [measure] = await tx
    .select()
    .from(measures)
    .where(and(eq(measures.id, measureId), eq(measures.caseId, caseId)))
    .for("update");
  if (measure === undefined) throw nothingHere();
  return measure;
}

/** Runs a change of a measure by somebody who may do this act in its case; throws not_found for others. */
export function workOnMeasure<T>(
  viewer: Viewer,
  target: MeasureTarget,
  act: Act,
  run: (tx: Database, access: Access<CaseRow>, measure: MeasureRow) => Promise<T>,
): Promise<T> {
  return workOnCase(viewer, { id: target.case }, act, async (tx, access) =>
    run(tx, access, await requireMeasure(tx, access.row.id, target.measure)),
  );
}
