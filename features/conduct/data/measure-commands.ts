import "server-only";
import { and, eq } from "drizzle-orm";
import { actorOf, audit } from "@/lib/audit/audit";
import type { Viewer } from "@/lib/auth/viewer";
import type { Database } from "@/lib/db/database";
import { AppError } from "@/lib/errors";
import { openKey } from "@/lib/vault/vault";
import { approvalsNeeded, mayAct } from "../domain/approval";
import { moveCase } from "../domain/case-state";
import { reviewBy } from "../domain/deadline";
import { moveMeasure } from "../domain/measure";
import { stepsOf, stepsToUndo, undoKey } from "../domain/measure-steps";
import { asRuled } from "./approvals";
import { mailCase } from "./case-people";
import { hasSnapshot } from "./has-snapshot";
import { strongestMover } from "./strongest-mover";
import { changeCase } from "./desk-work";
import { writeEntry } from "./entries";
import { endMeasure, restrict, setReviewClock } from "./measure-effects";
import { isInForce, openTerms, sealTerms, stateOf, typeOf, type MeasureRow } from "./measure-sealed";
import { measures, measureSteps, notices } from "./measure-tables";
import { workOnMeasure, type MeasureTarget } from "./measure-work";

const event = (viewer: Viewer, act: string, measure: MeasureRow) => ({
  ...{ actor: actorOf(viewer), act: `conduct.${act}`, object: { kind: "case", id: measure.caseId } },
  detail: { measure: measure.id },
});

/** Tells how the letter about a measure went; one letter about a person stands for all measures of a decision. */
async function deliveryOf(tx: Database, measure: MeasureRow): Promise<"handed_over" | "failed" | null> {
  const together =
    measure.decisionId === null
      ? eq(measures.id, measure.id)
      : and(eq(measures.decisionId, measure.decisionId), eq(measures.partyId, measure.partyId));
  const rows = await tx
    .select({ delivery: notices.delivery, of: notices.measureId })
    .from(notices)
    .innerJoin(measures, eq(measures.id, notices.measureId))
    .where(together);
  const own = rows.find(({ of }) => of === measure.id);
  if (own !== undefined) return own.delivery;
  return rows.find(({ delivery }) => delivery !== null)?.delivery ?? null;
}

/**
 * Puts an approved measure into force, once its letter is delivered or could not be, and starts its time; what the
 * portal can stop by itself it stops. For whoever handles the case; throws not_found for others, and invalid with what
 * is missing or when it is in force already.
 */
export function activateMeasure(viewer: Viewer, target: MeasureTarget, now = new Date()): Promise<void> {
  return workOnMeasure(viewer, target, "execute_measure", async (tx, { row }, measure) => {
    const type = typeOf(measure);
    const delivery = await deliveryOf(tx, measure);
    const hasSealedSnapshot = await hasSnapshot(tx, row.id);
    const isNoticeDelivered = delivery === "handed_over";
    // Nobody is written to about a report to a platform: it does nothing to the person itself.
    const isDeliveryFailureRecorded = delivery === "failed" || type === "platform_referral";
    const { isEmergency } = measure;
    const state = moveMeasure(stateOf(measure), "activate", {
      ...{ by: "executor", isNoticeDelivered, isDeliveryFailureRecorded, isEmergency },
      mayAct: mayAct({ hasCase: true, hasSealedSnapshot, isEmergency }).ok,
    });
    const ruled = asRuled(measure, false, now);
    const { reviewWithinHours } = approvalsNeeded(ruled);
    const active: MeasureRow = {
      ...{ ...measure, state, startsAt: now, endsAt: ruled.endsAt, executedBy: viewer.person.id },
      reviewBy: reviewWithinHours === null ? null : reviewBy(now),
    };
    await tx.update(measures).set(active).where(eq(measures.id, measure.id));
    await restrict(tx, active);
    if (row.state === "decided") {
      const facts = { hasMeasure: true, isEvidenceSealed: hasSealedSnapshot, isNoticeDelivered };
      const next = moveCase(row.state, "activate", { by: "system", ...facts, isDeliveryFailureRecorded });
      await changeCase(tx, row.id, { state: next });
    }
    await setReviewClock(tx, row.id);
    if (active.reviewBy !== null) await mailCase(tx, row, ["assigned", "leads"], { except: viewer, now });
    await audit(tx, event(viewer, "measure_started", measure));
  });
}

/**
 * Records what was done by hand for a measure that holds, or taken back for one that does not any more. Recorded
 * twice, the first stays. For whoever handles the case; throws not_found for others, invalid for unknown steps.
 */
export function recordSteps(viewer: Viewer, given: MeasureTarget & { step: string[] }): Promise<void> {
  return workOnMeasure(viewer, given, "execute_measure", async (tx, _row, measure) => {
    if (["proposed", "approved"].includes(measure.state))
      throw new AppError("invalid", "This measure is not in force yet: put it into force first.");
    const rows = await tx.select().from(measureSteps).where(eq(measureSteps.measureId, measure.id));
    const done = rows.map(({ step }) => step);
    const open = isInForce(measure)
      ? stepsOf(typeOf(measure)).map(({ key }) => key)
      : stepsToUndo(typeOf(measure), done).map(({ key }) => undoKey(key));
    const fresh = given.step.filter((step) => !done.includes(step));
    if (given.step.length === 0) throw new AppError("invalid", "Tick what was done.");
    if (!fresh.every((step) => open.includes(step)))
      throw new AppError("invalid", "This list has changed. Load the page again.");
    for (const step of fresh)
      await tx.insert(measureSteps).values({ measureId: measure.id, step, doneBy: viewer.person.id });
    await audit(tx, event(viewer, "measure_steps_done", measure));
  });
}

type Ending = MeasureTarget & { move: "lift" | "breach"; reason: string };

/**
 * Lifts a measure before its end, which a lead does, or records that it was not kept. The reason goes to the notes of
 * the case. Throws not_found for whoever does not handle the case, forbidden for a moderator who lifts, and invalid
 * when the measure does not hold.
 */
export function endOrBreach(viewer: Viewer, given: Ending, now = new Date()): Promise<void> {
  return workOnMeasure(viewer, given, "execute_measure", async (tx, access, measure) => {
    const { row } = access;
    const mover = await strongestMover(tx, viewer, access);
    const by = mover === "lead" ? "lead" : "handler";
    const state = moveMeasure(stateOf(measure), given.move, { by, hasReason: given.reason !== "" });
    const key = await openKey(tx, row.id);
    const terms = sealTerms(key, measure.id, { ...openTerms(key, measure), ended: given.reason });
    if (given.move === "lift") await endMeasure(tx, measure, state, now, { terms });
    else await tx.update(measures).set({ state, terms }).where(eq(measures.id, measure.id));
    const entry = {
      kind: "reason" as const,
      about: given.move === "lift" ? "A measure was lifted." : "A measure was not kept.",
      text: given.reason,
    };
    await writeEntry(tx, key, { caseId: row.id }, { authorId: viewer.person.id, entry }, now);
    await setReviewClock(tx, row.id);
    await mailCase(tx, row, ["assigned", "leads"], { except: viewer, now });
    await audit(tx, event(viewer, given.move === "lift" ? "measure_lifted" : "measure_breached", measure));
  });
}
