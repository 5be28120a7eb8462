import "server-only";
import { and, eq } from "drizzle-orm";
import { actorOf, audit } from "@/lib/audit/audit";
import type { Viewer } from "@/lib/auth/viewer";
import { AppError } from "@/lib/errors";
import { openKey } from "@/lib/vault/vault";
import { mayAct } from "../domain/approval";
import { openCaseStates } from "../domain/case-state";
import { reviewBy } from "../domain/deadline";
import { emergencyEnd, whyNotRenew, whyNotReview, type EmergencyType } from "../domain/emergency";
import { moveMeasure, tierOf } from "../domain/measure";
import { mailCase } from "./case-people";
import { parties } from "./case-tables";
import { isId, nothingHere, workOnCase } from "./desk-work";
import { writeEntry } from "./entries";
import { endMeasure, restrict, setReviewClock } from "./measure-effects";
import { isInForce, openTerms, sealTerms, stateOf, type MeasureRow } from "./measure-sealed";
import { measures } from "./measure-tables";
import { workOnMeasure, type MeasureTarget } from "./measure-work";

/** `act` is made with the form, so that it is one act however often it is sent. */
type Emergency = { case: string; act: string; party: string; type: EmergencyType; terms: string };

/**
 * Records what one person stopped at once because it could not wait: it holds for two weeks at most, and somebody else
 * must look at it within a day. For whoever handles the case; throws not_found for others, invalid in a closed case.
 */
export function imposeEmergency(viewer: Viewer, given: Emergency, now = new Date()): Promise<void> {
  if (![given.act, given.party].every(isId)) return Promise.reject(nothingHere());
  return workOnCase(viewer, { id: given.case }, "impose_interim", async (tx, { row }) => {
    if (!openCaseStates.includes(row.state))
      throw new AppError("invalid", "This case is not open: reopen it before anything is done in it.");
    const [party] = await tx
      .select({ id: parties.id })
      .from(parties)
      .where(and(eq(parties.id, given.party), eq(parties.caseId, row.id)));
    if (party === undefined) throw nothingHere();
    const key = await openKey(tx, row.id);
    const act = mayAct({ hasCase: true, hasSealedSnapshot: false, isEmergency: true });
    const approved = moveMeasure("proposed", "approve", { by: "system", areVotesFulfilled: true });
    const measure: typeof measures.$inferInsert = {
      ...{ id: given.act, caseId: row.id, partyId: party.id, type: given.type, tier: tierOf(given.type) },
      state: moveMeasure(approved, "activate", { by: "executor", mayAct: act.ok, isEmergency: true }),
      ...{ startsAt: now, endsAt: emergencyEnd(now), isEmergency: true, reviewBy: reviewBy(now) },
      terms: sealTerms(key, given.act, { text: given.terms }),
      ...{ proposedBy: viewer.person.id, executedBy: viewer.person.id },
    };
    const [written] = await tx.insert(measures).values(measure).onConflictDoNothing().returning();
    if (written === undefined) return;
    await restrict(tx, written);
    await setReviewClock(tx, row.id);
    await mailCase(tx, row, ["assigned", "leads"], { except: viewer, now });
    const detail = { measure: written.id };
    await audit(tx, {
      actor: actorOf(viewer),
      act: "conduct.acted_at_once",
      object: { kind: "case", id: row.id },
      detail,
    });
  });
}

type Review = MeasureTarget & { answer: "keep" | "lift" | "renew"; reason: string };

const reviewLabels = {
  keep: "A second person looked at a measure: it stays.",
  lift: "A second person lifted a measure.",
  renew: "A measure was renewed.",
};

const hands = ({ proposedBy, executedBy, reviewedBy }: MeasureRow) => ({
  imposedBy: executedBy ?? proposedBy,
  reviewedBy,
});

/**
 * Looks as a second person at what one person did alone – an emergency act, an interim measure, a short timeout –: it
 * stays, or is lifted with a reason; once it was looked at, it can be renewed for two weeks. For whoever may vote in
 * the case; throws not_found for others, forbidden for whoever did it, invalid when there is nothing to look at.
 */
export function reviewMeasure(viewer: Viewer, given: Review, now = new Date()): Promise<void> {
  return workOnMeasure(viewer, given, "vote", async (tx, { row }, measure) => {
    const why = (given.answer === "renew" ? whyNotRenew : whyNotReview)(viewer.person.id, hands(measure));
    if (why !== null) throw new AppError("forbidden", why);
    if (!isInForce(measure) || measure.reviewBy === null)
      throw new AppError("invalid", "This does not wait for a second person. Load the page again.");
    if (given.answer === "renew" && !measure.isEmergency)
      throw new AppError("invalid", "Only what was done at once is renewed; a decision has its own end.");
    if (given.answer === "lift" && given.reason === "")
      throw new AppError("invalid", "Say why it is lifted.", { field: "reason" });
    const reviewedBy = viewer.person.id;
    const key = await openKey(tx, row.id);
    if (given.answer === "lift") {
      const state = moveMeasure(stateOf(measure), "lift", { by: "reviewer", hasReason: true });
      const terms = sealTerms(key, measure.id, { ...openTerms(key, measure), ended: given.reason });
      await endMeasure(tx, measure, state, now, { terms, reviewedBy });
    } else if (given.answer === "renew") {
      const endsAt = emergencyEnd(now);
      await tx.update(measures).set({ endsAt }).where(eq(measures.id, measure.id));
      await restrict(tx, { ...measure, endsAt });
    } else await tx.update(measures).set({ reviewedBy }).where(eq(measures.id, measure.id));
    if (given.reason !== "") {
      const entry = { kind: "reason" as const, about: reviewLabels[given.answer], text: given.reason };
      await writeEntry(tx, key, { caseId: row.id }, { authorId: reviewedBy, entry }, now);
    }
    await setReviewClock(tx, row.id);
    await mailCase(tx, row, ["assigned", "leads"], { except: viewer, now });
    const detail = { measure: measure.id, answer: given.answer };
    await audit(tx, { actor: actorOf(viewer), act: "conduct.reviewed", object: { kind: "case", id: row.id }, detail });
  });
}
