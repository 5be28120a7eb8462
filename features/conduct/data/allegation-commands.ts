import "server-only";
import { randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { getPublishedFacts } from "@/features/facts/data/facts-store";
import { actorOf, audit } from "@/lib/audit/audit";
import type { Viewer } from "@/lib/auth/viewer";
import { AppError } from "@/lib/errors";
import { openKey } from "@/lib/vault/vault";
import { findRule, type RuleReference } from "../domain/rules";
import { allegations, parties } from "./case-tables";
import { changeCase, isId, nothingHere, workOnCase, type Target } from "./desk-work";
import { placeOf } from "./sealed";

/** Throws invalid while a decision is proposed or made: it is about these allegations and no others. */
function requireUndecided(state: string): void {
  if (state === "decision_proposed" || state === "decided" || state === "measures_active")
    throw new AppError("invalid", "A decision about this case is under way. Send it back first.");
}

/**
 * Writes down one behaviour of one reported person against one rule of the code of conduct, by its number and version.
 * Whoever works on the case may; throws invalid for anybody who is not reported in it.
 */
export function addAllegation(
  viewer: Viewer,
  target: Target,
  given: { partyId: string; rule: RuleReference; description: string },
): Promise<void> {
  return workOnCase(viewer, target, "edit_case", async (tx, { row }) => {
    requireUndecided(row.state);
    if (!isId(given.partyId)) throw nothingHere();
    const [party] = await tx
      .select({ role: parties.role })
      .from(parties)
      .where(and(eq(parties.id, given.partyId), eq(parties.caseId, row.id)));
    if (party === undefined) throw nothingHere();
    if (party.role !== "reported")
      throw new AppError("invalid", "Only what a reported person did can be an allegation.", { field: "party" });
    if (findRule(getPublishedFacts().facts.conductRules, given.rule) === null)
      throw new AppError("invalid", "Choose a rule of the code of conduct.", { field: "rule" });
    const key = await openKey(tx, row.id);
    const id = randomUUID();
    await tx.insert(allegations).values({
      ...{ id, caseId: row.id, partyId: given.partyId },
      ...{ ruleNumber: given.rule.number, ruleVersion: given.rule.version },
      description: key.seal(placeOf.description(id), given.description),
    });
    await changeCase(tx, row.id);
    await audit(tx, {
      ...{ act: "conduct.allegation_added", actor: actorOf(viewer), object: { kind: "case", id: row.id } },
      detail: { allegation: id, rule: given.rule.number },
    });
  });
}

/** Takes back an allegation that nobody has answered with a finding. Whoever works on the case may. */
export function removeAllegation(viewer: Viewer, target: Target, allegationId: string): Promise<void> {
  return workOnCase(viewer, target, "edit_case", async (tx, { row }) => {
    requireUndecided(row.state);
    if (!isId(allegationId)) throw nothingHere();
    const mine = and(eq(allegations.id, allegationId), eq(allegations.caseId, row.id));
    const [found] = await tx.select().from(allegations).where(mine);
    if (found === undefined) throw nothingHere();
    if (found.finding !== null) throw new AppError("invalid", "This allegation has a finding, so it stays.");
    await tx.delete(allegations).where(mine);
    await changeCase(tx, row.id);
    await audit(tx, {
      ...{ act: "conduct.allegation_removed", actor: actorOf(viewer), object: { kind: "case", id: row.id } },
      detail: { allegation: allegationId },
    });
  });
}
