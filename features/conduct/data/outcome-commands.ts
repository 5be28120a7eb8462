import "server-only";
import { eq } from "drizzle-orm";
import { getPublishedFacts } from "@/features/facts/data/facts-store";
import { actorOf, audit } from "@/lib/audit/audit";
import type { Viewer } from "@/lib/auth/viewer";
import { AppError } from "@/lib/errors";
import { moveCase } from "../domain/case-state";
import { outcomeMessage, type Outcome } from "../domain/notice";
import type { CaseRow } from "./access";
import { countClosedCase } from "./case-counters";
import { keepCase } from "./case-retention";
import { conductContact } from "./conduct-contact";
import { strongestMover } from "./strongest-mover";
import { changeCase, workOnCase } from "./desk-work";
import { measures } from "./measure-tables";
import { rulesBroken } from "./rules-broken";
import { tellReporter } from "./tell-reporter";
import { findDecision, listUntold, outcomeSent } from "./untold";

const answered: readonly CaseRow["state"][] = ["decided", "measures_active", "closed"];

/**
 * Tells every reporter of a decided case how it ended, except those who asked not to be contacted and those who were
 * told; returns how many. It never says which measure somebody got. For whoever may write to people of the case.
 */
export function sendOutcome(
  viewer: Viewer,
  given: { case: string; outcome: Outcome },
  now = new Date(),
): Promise<number> {
  return workOnCase(viewer, { id: given.case }, "write_message", async (tx, { row }) => {
    if (!answered.includes(row.state)) throw new AppError("invalid", "The outcome is told once the case is decided.");
    const { untold } = await listUntold(tx, row);
    const { facts } = getPublishedFacts();
    const rule = await rulesBroken(tx, row.id, null, facts.conductRules);
    const text = outcomeMessage(given.outcome, { rule, contact: conductContact() });
    for (const report of untold) await tellReporter(tx, report, { authorId: viewer.person.id, text }, now);
    if (untold.length === 0) return 0;
    await changeCase(tx, row.id);
    for (const { id } of untold)
      await audit(tx, { actor: actorOf(viewer), act: outcomeSent, object: { kind: "report", id } });
    return untold.length;
  });
}

/**
 * Closes a case whose reporters were told, says how long it is kept, and counts it, once. For the coordinator and
 * leads; throws not_found for others, conflict for an older version, invalid with what is missing.
 */
export function closeCase(viewer: Viewer, given: { case: string; version: number }, now = new Date()): Promise<void> {
  return workOnCase(viewer, { id: given.case, version: given.version }, "edit_case", async (tx, access) => {
    const { row } = access;
    const { untold, isNobodyWanting } = await listUntold(tx, row);
    const decision = await findDecision(tx, row.id);
    const planned = decision === null ? 0 : await tx.$count(measures, eq(measures.decisionId, decision.id));
    const state = moveCase(row.state, planned > 0 ? "close" : "close_without_measure", {
      by: await strongestMover(tx, viewer, access),
      hasNoMeasure: planned === 0,
      isOutcomeSent: !isNobodyWanting && untold.length === 0,
      isNotToBeContacted: isNobodyWanting,
    });
    await changeCase(tx, row.id, { state, closedAt: now });
    await keepCase(tx, row.id);
    await countClosedCase(tx, { ...row, closedAt: now });
    await audit(tx, { actor: actorOf(viewer), act: "conduct.closed", object: { kind: "case", id: row.id } });
  });
}
