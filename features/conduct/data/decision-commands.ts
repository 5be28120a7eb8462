import "server-only";
import { randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { actorOf, audit } from "@/lib/audit/audit";
import type { Viewer } from "@/lib/auth/viewer";
import type { Database } from "@/lib/db/database";
import { AppError } from "@/lib/errors";
import { openKey } from "@/lib/vault/vault";
import { approvalsNeeded, mayAct } from "../domain/approval";
import { moveCase } from "../domain/case-state";
import type { ProposedMeasure } from "../domain/decision-form";
import type { FindingValue } from "../domain/labels";
import { moveMeasure, requireDuration, tierOf } from "../domain/measure";
import type { CaseRow } from "./access";
import { missingVotes } from "./approvals";
import { mailCase } from "./case-people";
import { allegations, parties } from "./case-tables";
import { changeCase, isId, nothingHere, workOnCase } from "./desk-work";
import { placeOfMeasure, sealTerms, stateOf, voteRow } from "./measure-sealed";
import { decisions, measures, votes } from "./measure-tables";
import { hasSnapshot } from "./has-snapshot";
import { placeOf } from "./sealed";
import { strongestMover } from "./strongest-mover";

const day = 24 * 60 * 60 * 1000;

type Finding = { case: string; version: number; allegation: string; finding: FindingValue; reasoning: string };

/**
 * Records what was found about an allegation, with the reasons, while the case is being investigated. For whoever
 * handles the case; throws not_found for others, conflict when the case has changed, invalid in another state.
 */
export function recordFinding(viewer: Viewer, given: Finding): Promise<void> {
  if (!isId(given.allegation)) return Promise.reject(nothingHere());
  return workOnCase(viewer, { id: given.case, version: given.version }, "propose", async (tx, { row }) => {
    if (row.state !== "investigating")
      throw new AppError("invalid", "Findings are recorded while the case is being investigated.");
    const reasoning = (await openKey(tx, row.id)).seal(placeOf.reasoning(given.allegation), given.reasoning);
    const written = await tx
      .update(allegations)
      .set({ finding: given.finding, reasoning, foundBy: viewer.person.id })
      .where(and(eq(allegations.id, given.allegation), eq(allegations.caseId, row.id)))
      .returning({ id: allegations.id });
    if (written.length === 0) throw nothingHere();
    await changeCase(tx, row.id);
    const detail = { finding: given.finding };
    await audit(tx, { actor: actorOf(viewer), act: "conduct.found", object: { kind: "case", id: row.id }, detail });
  });
}

type Proposal = { case: string; version: number; rationale: string; legal: boolean; measures: ProposedMeasure[] };

async function requireFitting(tx: Database, row: CaseRow, given: Proposal, now: Date): Promise<void> {
  const found = await tx.select().from(allegations).where(eq(allegations.caseId, row.id));
  const reported = await tx
    .select({ id: parties.id })
    .from(parties)
    .where(and(eq(parties.caseId, row.id), eq(parties.role, "reported")));
  for (const { slot, type, partyId, days } of given.measures) {
    const refuse = (field: string, sentence: string) => new AppError("invalid", sentence, { field: `${field}${slot}` });
    if (!reported.some(({ id }) => id === partyId)) throw refuse("party", "Choose whom the measure is about.");
    if (
      !found.some(
        (each) =>
          each.partyId === partyId && each.finding?.endsWith("substantiated") && !each.finding.startsWith("not"),
      )
    )
      throw refuse("party", "Nothing was found that this person did: a measure needs such a finding.");
    const endsAt = days === null ? null : new Date(now.getTime() + days * day);
    try {
      requireDuration({ type, startsAt: now, endsAt });
    } catch (error) {
      if (error instanceof AppError) throw refuse("days", error.message);
      throw error;
    }
    if (approvalsNeeded({ type, startsAt: now, endsAt }).needsLegalConsulted && !given.legal)
      throw new AppError("invalid", "Ask legal first, and record that you did: this holds for more than 60 days.", {
        field: "legal",
      });
  }
}

/** Decides what has every approval it needs; returns whether it did. The case is held by whoever calls. */
async function decideIfApproved(tx: Database, row: CaseRow, decisionId: string, now: Date): Promise<boolean> {
  const [decision] = await tx.select().from(decisions).where(eq(decisions.id, decisionId));
  if (decision === undefined) throw nothingHere();
  const planned = await tx.select().from(measures).where(eq(measures.decisionId, decisionId));
  if ((await missingVotes(tx, row, decision, planned, now)).length > 0) return false;
  await tx.update(decisions).set({ state: "approved" }).where(eq(decisions.id, decisionId));
  for (const measure of planned) {
    const state = moveMeasure(stateOf(measure), "approve", { by: "system", areVotesFulfilled: true });
    await tx.update(measures).set({ state }).where(eq(measures.id, measure.id));
  }
  const state = moveCase("decision_proposed", "decide", { by: "system", areVotesFulfilled: true });
  await changeCase(tx, row.id, { state });
  return true;
}

/**
 * Proposes what to do about a case, with any measures; what one person may decide is decided at once, and the answer
 * tells whether it was. For the coordinator and leads; throws not_found, conflict for an older version, and invalid
 * with everything that is missing: findings, a hearing, a sealed snapshot, an end, or the word of legal.
 */
export function proposeDecision(viewer: Viewer, given: Proposal, now = new Date()): Promise<{ isDecided: boolean }> {
  return workOnCase(viewer, { id: given.case, version: given.version }, "propose", async (tx, access) => {
    const { row } = access;
    const found = await tx.select().from(allegations).where(eq(allegations.caseId, row.id));
    const state = moveCase(row.state, "propose", {
      by: await strongestMover(tx, viewer, access),
      hasAllegation: found.length > 0,
      hasEveryFinding: found.every(({ finding }) => finding !== null),
      isReportedPersonHeard: row.isHeard === true,
      isReasonNotHeardRecorded: row.notHeardReason !== null,
    });
    await requireFitting(tx, row, given, now);
    const act = mayAct({ hasCase: true, hasSealedSnapshot: await hasSnapshot(tx, row.id), isEmergency: false });
    if (given.measures.length > 0 && !act.ok) throw new AppError("invalid", act.why);

    const key = await openKey(tx, row.id);
    const id = randomUUID();
    await tx.insert(decisions).values({
      ...{ id, caseId: row.id, proposedBy: viewer.person.id, proposedAt: now, isLegalConsulted: given.legal },
      rationale: key.seal(placeOfMeasure.rationale(id), given.rationale),
    });
    for (const { type, partyId, days, terms } of given.measures) {
      const measureId = randomUUID();
      await tx.insert(measures).values({
        ...{ id: measureId, caseId: row.id, decisionId: id, partyId, type, tier: tierOf(type), days },
        ...{ terms: sealTerms(key, measureId, { text: terms }), proposedBy: viewer.person.id },
      });
    }
    await changeCase(tx, row.id, { state });
    const isDecided = await decideIfApproved(tx, row, id, now);
    await mailCase(tx, row, ["assigned", "leads"], { except: viewer, now });
    const detail = { decision: id, measures: given.measures.length, isDecided };
    await audit(tx, { actor: actorOf(viewer), act: "conduct.proposed", object: { kind: "case", id: row.id }, detail });
    return { isDecided };
  });
}

type Ballot = { case: string; decision: string; vote: "approve" | "reject" | "abstain"; comment: string };
export type VoteResult = "decided" | "sent back" | "counted";

/**
 * Votes on a proposed decision: the last approval that it needs decides it, and whoever rejects it, with a comment,
 * sends it back. For whoever handles the case without any conflict and did not propose it; throws not_found for
 * others, forbidden for the proposer, invalid when it is not to be voted on any more.
 */
export function castVote(viewer: Viewer, given: Ballot, now = new Date()): Promise<VoteResult> {
  if (!isId(given.decision)) return Promise.reject(nothingHere());
  return workOnCase(viewer, { id: given.case }, "vote", async (tx, access) => {
    const { row } = access;
    const [decision] = await tx
      .select()
      .from(decisions)
      .where(and(eq(decisions.id, given.decision), eq(decisions.caseId, row.id)));
    if (decision === undefined) throw nothingHere();
    if (decision.state !== "proposed" || row.state !== "decision_proposed")
      throw new AppError("invalid", "This is not to be voted on any more. Load the page again.");
    if (decision.proposedBy === viewer.person.id)
      throw new AppError("forbidden", "You proposed this: somebody else must say whether it is right.");
    if (given.vote === "reject" && given.comment === "")
      throw new AppError("invalid", "Write what is missing in the proposal.", { field: "comment" });
    const personId = viewer.person.id;
    const key = await openKey(tx, row.id);
    const sealed = key.seal(placeOfMeasure.comment(voteRow(decision.id, personId)), given.comment);
    const vote = {
      ...{ decisionId: decision.id, personId, value: given.vote, votedAt: now },
      isLead: (await strongestMover(tx, viewer, access)) === "lead",
      comment: given.comment === "" ? null : sealed,
    };
    await tx
      .insert(votes)
      .values(vote)
      .onConflictDoUpdate({ target: [votes.decisionId, votes.personId], set: vote });
    let result: VoteResult = "counted";
    if (given.vote === "reject") {
      const state = moveCase(row.state, "send_back", { by: "approver", hasComment: true });
      await tx.update(decisions).set({ state: "rejected" }).where(eq(decisions.id, decision.id));
      await changeCase(tx, row.id, { state });
      result = "sent back";
    } else if (await decideIfApproved(tx, row, decision.id, now)) result = "decided";
    if (result !== "counted") await mailCase(tx, row, ["assigned", "leads"], { except: viewer, now });
    const detail = { decision: decision.id, vote: given.vote, result };
    await audit(tx, { actor: actorOf(viewer), act: "conduct.voted", object: { kind: "case", id: row.id }, detail });
    return result;
  });
}
