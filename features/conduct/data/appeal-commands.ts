import "server-only";
import { randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { actorOf, audit } from "@/lib/audit/audit";
import type { Viewer } from "@/lib/auth/viewer";
import type { Database } from "@/lib/db/database";
import { AppError } from "@/lib/errors";
import { openKey } from "@/lib/vault/vault";
import { mayReview } from "../domain/appeal";
import { appealMessage, type AppealOutcome } from "../domain/appeal-grounds";
import { moveAppeal } from "../domain/appeal-state";
import {
  isStrictlyWeaker,
  measureTypes,
  moveMeasure,
  requireDuration,
  tierOf,
  type MeasureType,
} from "../domain/measure";
import { appealStateOf, handsOf, leftToUndo, listCompanions, workOnAppeal, type AppealTarget } from "./appeal-work";
import { countAppeal } from "./case-counters";
import { listCasePeople, mailCase } from "./case-people";
import { assignments } from "./case-tables";
import { isId, nothingHere } from "./desk-work";
import { endMeasure, restrict, setReviewClock } from "./measure-effects";
import { isInForce, openTerms, sealAnswer, sealTerms, stateOf, typeOf, type AppealRow } from "./measure-sealed";
import type { MeasureRow } from "./measure-sealed";
import { appeals, measures } from "./measure-tables";
import { queueNeutralMail } from "./neutral-mail";
import { reports } from "./report-tables";
import { tellReporter } from "./tell-reporter";

const day = 24 * 60 * 60 * 1000;
const event = (viewer: Viewer, act: string, appeal: AppealRow, detail = {}) => ({
  ...{ actor: actorOf(viewer), act: `conduct.${act}`, object: { kind: "case", id: appeal.caseId } },
  detail: { appeal: appeal.id, ...detail },
});

/**
 * Chooses who answers an appeal, or somebody else in their place: of the desk or the escalation contact, without any
 * conflict, and without a hand in the measure. For leads; throws not_found for others, invalid for somebody who may not.
 */
export function chooseReviewer(
  viewer: Viewer,
  given: AppealTarget & { reviewer: string },
  now = new Date(),
): Promise<void> {
  if (!isId(given.reviewer)) return Promise.reject(nothingHere());
  return workOnAppeal(viewer, given, "assign_appeal", async (tx, { row }, appeal, measure) => {
    const people = await listCasePeople(tx, row);
    const isFree = people.some(({ id, isSoft }) => id === given.reviewer && !isSoft);
    const isReviewer = isFree && mayReview(given.reviewer, await handsOf(tx, measure));
    const before = appealStateOf(appeal);
    const state = moveAppeal(before, before === "admissible" ? "assign" : "reassign", {
      ...{ by: "lead", mayReview: isReviewer },
    });
    if (appeal.reviewerId !== null) {
      const former = and(eq(assignments.caseId, row.id), eq(assignments.personId, appeal.reviewerId));
      await tx.delete(assignments).where(and(former, eq(assignments.role, "appeal_reviewer")));
    }
    await tx.update(appeals).set({ state, reviewerId: given.reviewer }).where(eq(appeals.id, appeal.id));
    await tx
      .insert(assignments)
      .values({ caseId: row.id, personId: given.reviewer, role: "appeal_reviewer", assignedBy: viewer.person.id })
      .onConflictDoNothing();
    await queueNeutralMail(tx, given.reviewer, now);
    await audit(tx, event(viewer, "appeal_assigned", appeal, { reviewer: given.reviewer }));
  });
}

async function mayDecide(tx: Database, viewer: Viewer, appeal: AppealRow, measure: MeasureRow): Promise<boolean> {
  return appeal.reviewerId === viewer.person.id && mayReview(viewer.person.id, await handsOf(tx, measure));
}

/** Begins the review of an appeal. For its reviewer; throws not_found for others, invalid when they had a hand in it. */
export function startReview(viewer: Viewer, target: AppealTarget): Promise<void> {
  return workOnAppeal(viewer, target, "decide_appeal", async (tx, _access, appeal, measure) => {
    if (appeal.reviewerId !== viewer.person.id) throw nothingHere();
    const facts = { mayReview: await mayDecide(tx, viewer, appeal, measure) };
    const state = moveAppeal(appealStateOf(appeal), "start_review", { by: "reviewer", ...facts });
    await tx.update(appeals).set({ state }).where(eq(appeals.id, appeal.id));
    await audit(tx, event(viewer, "appeal_review_started", appeal));
  });
}

type Answer = AppealTarget & {
  outcome: "uphold" | "reduce" | "lift" | "refuse";
  reasons: string;
  type: MeasureType | "";
  days: number | null;
};
type Replacement = { type: MeasureType; startsAt: Date; endsAt: Date | null; days: number | null };

// What takes its place began when the old one did, so that the time that has passed counts.
function replacementOf({ type, days }: Answer, measure: MeasureRow, now: Date): Replacement {
  if (type === "" || !measureTypes.includes(type))
    throw new AppError("invalid", "Choose what takes its place.", { field: "type" });
  const startsAt = measure.startsAt ?? now;
  const endsAt = days === null ? null : new Date(startsAt.getTime() + days * day);
  try {
    requireDuration({ type, startsAt, endsAt });
  } catch (error) {
    throw error instanceof AppError ? new AppError("invalid", error.message, { field: "days" }) : error;
  }
  return { type, startsAt, endsAt, days };
}

async function replace(
  tx: Database,
  viewer: Viewer,
  measure: MeasureRow,
  replacement: Replacement,
  now: Date,
): Promise<string> {
  const { type, startsAt, endsAt, days } = replacement;
  const id = randomUUID();
  const key = await openKey(tx, measure.caseId);
  const [written] = await tx
    .insert(measures)
    .values({
      ...{ id, caseId: measure.caseId, partyId: measure.partyId, type, tier: tierOf(type), state: "active" },
      ...{ startsAt, endsAt, days, terms: sealTerms(key, id, { text: openTerms(key, measure).text }) },
      ...{ proposedBy: viewer.person.id, executedBy: viewer.person.id, replaces: measure.id },
    })
    .returning();
  const facts = { by: "reviewer" as const, hasReplacement: true };
  if (isInForce(measure)) await endMeasure(tx, measure, moveMeasure(stateOf(measure), "supersede", facts), now);
  if (written !== undefined) await restrict(tx, written);
  return id;
}

/** Lifts a measure and those that were decided with it about the same person; the note of it stays, as overturned. */
async function overturn(tx: Database, measure: MeasureRow, reasons: string, now: Date): Promise<void> {
  const key = await openKey(tx, measure.caseId);
  for (const each of [measure, ...(await listCompanions(tx, measure))]) {
    const terms = sealTerms(key, each.id, { ...openTerms(key, each), ended: reasons, isOverturned: true });
    if (isInForce(each)) {
      const state = moveMeasure(stateOf(each), "lift", { by: "reviewer", hasReason: true });
      await endMeasure(tx, each, state, now, { terms });
    } else await tx.update(measures).set({ terms }).where(eq(measures.id, each.id));
  }
}

/**
 * Answers an appeal, with reasons that the person concerned reads: the measure stays, is replaced by a strictly weaker
 * one, or is lifted with everything that was decided with it; one that brings nothing new a second time is refused. The
 * person concerned sees it at once. For the reviewer, who still must have had no hand in the measure; throws not_found
 * for others, and invalid with what is missing.
 */
export function decideAppeal(viewer: Viewer, given: Answer, now = new Date()): Promise<void> {
  return workOnAppeal(viewer, given, "decide_appeal", async (tx, { row }, appeal, measure) => {
    if (appeal.reviewerId !== viewer.person.id) throw nothingHere();
    const isUntouched = await mayDecide(tx, viewer, appeal, measure);
    const replacement = given.outcome === "reduce" ? replacementOf(given, measure, now) : null;
    const old = { type: typeOf(measure), startsAt: measure.startsAt ?? now, endsAt: measure.endsAt };
    const state = moveAppeal(appealStateOf(appeal), given.outcome, {
      ...{ by: "reviewer", mayReview: isUntouched, isUntouched, hasReasons: given.reasons !== "" },
      mayNotAppeal: appeal.isFurther,
      isReplacementWeaker: replacement !== null && isStrictlyWeaker(replacement, old),
    });
    const replacementId = replacement === null ? null : await replace(tx, viewer, measure, replacement, now);
    if (given.outcome === "lift") await overturn(tx, measure, given.reasons, now);
    const key = await openKey(tx, appeal.id);
    const reasoning = sealAnswer(key, appeal.id, { outcome: outcomeOf(state), reasons: given.reasons });
    await tx.update(appeals).set({ state, reasoning, replacementId, decidedAt: now }).where(eq(appeals.id, appeal.id));
    await setReviewClock(tx, row.id);
    await countAppeal(tx, outcomeOf(state), now);
    await mailCase(tx, row, ["assigned", "leads"], { except: viewer, now });
    await audit(tx, event(viewer, "appeal_decided", appeal, { outcome: state }));
  });
}

const outcomesOfAppeal: readonly AppealOutcome[] = ["upheld", "reduced", "lifted", "inadmissible"];
const outcomeOf = (state: string): AppealOutcome => outcomesOfAppeal.find((each) => each === state) ?? "upheld";

const ways = {
  upheld: "communicate",
  inadmissible: "communicate",
  reduced: "communicate_reduced",
  lifted: "communicate_lifted",
} as const;

/**
 * Tells everybody else how an appeal was answered: the reporters who want to hear, and the desk. Only once all that the
 * measure did outside is taken back. For leads and the reviewer; throws not_found for others, invalid with what is
 * missing.
 */
export function communicateAppeal(viewer: Viewer, target: AppealTarget, now = new Date()): Promise<void> {
  return workOnAppeal(viewer, target, "read_text", async (tx, access, appeal, measure) => {
    const isReviewer = appeal.reviewerId === viewer.person.id;
    if (!isReviewer && !access.may("assign_appeal")) throw nothingHere();
    const before = appealStateOf(appeal);
    const way = before in ways ? ways[outcomeOf(before)] : "communicate";
    const isUndone = (await leftToUndo(tx, appeal, measure)).length === 0;
    const state = moveAppeal(before, way, {
      by: isReviewer ? "reviewer" : "lead",
      ...{ isReplacementActive: isUndone, isEveryEffectReversed: isUndone, isEverybodyTold: true },
    });
    const text = appealMessage(outcomeOf(before));
    const joined = await tx.select().from(reports).where(eq(reports.caseId, access.row.id));
    for (const report of joined.filter(({ isAnswerWanted }) => isAnswerWanted))
      await tellReporter(tx, report, { authorId: viewer.person.id, text }, now);
    await tx.update(appeals).set({ state }).where(eq(appeals.id, appeal.id));
    await mailCase(tx, access.row, ["assigned", "leads"], { except: viewer, now });
    await audit(tx, event(viewer, "appeal_told", appeal));
  });
}
