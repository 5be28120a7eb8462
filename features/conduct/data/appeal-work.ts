import "server-only";
import { and, eq } from "drizzle-orm";
import type { Viewer } from "@/lib/auth/viewer";
import type { Database } from "@/lib/db/database";
import type { MeasureHands } from "../domain/appeal";
import { appealStates, type AppealState } from "../domain/appeal-state";
import { stepsToUndo } from "../domain/measure-steps";
import type { Act } from "../domain/policy";
import type { Access, CaseRow } from "./access";
import { isId, nothingHere, workOnCase } from "./desk-work";
import { typeOf, type AppealRow, type MeasureRow } from "./measure-sealed";
import { appeals, measures, measureSteps, votes } from "./measure-tables";
import { requireMeasure } from "./measure-work";

/** An appeal of a case, as a form names it. */
export type AppealTarget = { case: string; appeal: string };

/** Which state a stored appeal is in. */
export const appealStateOf = ({ state }: Pick<AppealRow, "state">): AppealState =>
  appealStates.find((each) => each === state) ?? "filed";

/** Returns who had a hand in a measure: proposed it, approved or reviewed it, put it into force, or did a step of it. */
export async function handsOf(tx: Database, measure: MeasureRow): Promise<MeasureHands> {
  const approved =
    measure.decisionId === null
      ? []
      : await tx
          .select({ id: votes.personId })
          .from(votes)
          .where(and(eq(votes.decisionId, measure.decisionId), eq(votes.value, "approve")));
  const steps = await tx
    .select({ id: measureSteps.doneBy })
    .from(measureSteps)
    .where(eq(measureSteps.measureId, measure.id));
  const present = (ids: (string | null)[]) => ids.filter((id) => id !== null);
  return {
    proposedBy: measure.proposedBy,
    approvedBy: present([...approved.map(({ id }) => id), measure.reviewedBy]),
    executedBy: present([...steps.map(({ id }) => id), measure.executedBy]),
  };
}

/** Returns the measures that end with one: of the same decision, about the same person. */
export async function listCompanions(tx: Database, measure: MeasureRow): Promise<MeasureRow[]> {
  if (measure.decisionId === null) return [];
  const rows = await tx
    .select()
    .from(measures)
    .where(and(eq(measures.decisionId, measure.decisionId), eq(measures.partyId, measure.partyId)));
  return rows.filter(({ id }) => id !== measure.id);
}

/** Returns what outside platforms still have of the measures that an appeal ended. */
export async function leftToUndo(tx: Database, appeal: AppealRow, measure: MeasureRow): Promise<string[]> {
  if (appeal.state !== "lifted" && appeal.state !== "reduced") return [];
  const ended = appeal.state === "lifted" ? [measure, ...(await listCompanions(tx, measure))] : [measure];
  const open: string[] = [];
  for (const each of ended) {
    const rows = await tx.select().from(measureSteps).where(eq(measureSteps.measureId, each.id));
    const done = rows.map(({ step }) => step);
    open.push(...stepsToUndo(typeOf(each), done).map(({ undo, label }) => undo ?? label));
  }
  return open;
}

/** Runs a change of an appeal by somebody who may do this act in its case; throws not_found for others. */
export function workOnAppeal<T>(
  viewer: Viewer,
  target: AppealTarget,
  act: Act,
  run: (tx: Database, access: Access<CaseRow>, appeal: AppealRow, measure: MeasureRow) => Promise<T>,
): Promise<T> {
  if (!isId(target.appeal)) return Promise.reject(nothingHere());
  return workOnCase(viewer, { id: target.case }, act, async (tx, access) => {
    const [appeal] = await tx
      .select()
      .from(appeals)
      .where(and(eq(appeals.id, target.appeal), eq(appeals.caseId, access.row.id)))
      .for("update");
    if (appeal === undefined) throw nothingHere();
    return run(tx, access, appeal, await requireMeasure(tx, access.row.id, appeal.measureId));
  });
}
