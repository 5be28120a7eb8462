import "server-only";
import { eq } from "drizzle-orm";
import type { Database } from "@/lib/db/database";
import { AppError } from "@/lib/errors";
import type { DataKey, Place } from "@/lib/vault/data-key";
import { openKey } from "@/lib/vault/vault";
import { openCaseStates } from "../domain/case-state";
import type { CaseRow } from "./access";
import { allegations, evidence, handovers, messages, parties } from "./case-tables";
import { escalate, uniteConflicts } from "./conflict-rules";
import { changeCase } from "./desk-work";
import { requireNoHold } from "./holds";
import { decisions, measures } from "./measure-tables";
import { reports } from "./report-tables";
import { placeOf } from "./sealed";

/** Throws invalid when a case cannot join another: what was decided in it stays with it. */
export async function requireMergeable(tx: Database, from: CaseRow, into: CaseRow): Promise<void> {
  if (!openCaseStates.includes(into.state))
    throw new AppError("invalid", "The case that this one joins is not open any more.", { field: "target" });
  await requireNoHold(tx, from.id);
  const measured = await tx.select({ id: measures.id }).from(measures).where(eq(measures.caseId, from.id)).limit(1);
  const decided = await tx.select({ id: decisions.id }).from(decisions).where(eq(decisions.caseId, from.id)).limit(1);
  if (measured.length + decided.length > 0)
    throw new AppError("invalid", "This case has a proposal or a measure. Join the other one to this one instead.");
}

/**
 * Moves everything of a case to another one: conflicts first, then reports, people, allegations, evidence and what was
 * written, each sealed anew under the key of the other. For a command that holds both and has two people's word.
 */
export async function mergeWithin(tx: Database, from: CaseRow, into: CaseRow): Promise<void> {
  await uniteConflicts(tx, from.id, into.id);
  const [old, fresh] = [await openKey(tx, from.id), await openKey(tx, into.id)];
  const again = sealedAgain(old, fresh);
  const caseId = into.id;
  await tx.update(reports).set({ caseId }).where(eq(reports.caseId, from.id));
  for (const row of await tx.select().from(parties).where(eq(parties.caseId, from.id)))
    await tx
      .update(parties)
      .set({ caseId, who: again(placeOf.who(row.id), row.who) })
      .where(eq(parties.id, row.id));
  for (const row of await tx.select().from(allegations).where(eq(allegations.caseId, from.id))) {
    const reasoning = row.reasoning === null ? null : again(placeOf.reasoning(row.id), row.reasoning);
    const description = again(placeOf.description(row.id), row.description);
    await tx.update(allegations).set({ caseId, description, reasoning }).where(eq(allegations.id, row.id));
  }
  for (const row of await tx.select().from(evidence).where(eq(evidence.caseId, from.id)))
    await tx
      .update(evidence)
      .set({ caseId, content: again(placeOf.evidence(row.id), row.content) })
      .where(eq(evidence.id, row.id));
  for (const row of await tx.select().from(messages).where(eq(messages.caseId, from.id)))
    await tx
      .update(messages)
      .set({ caseId, body: again(placeOf.message(row.id), row.body) })
      .where(eq(messages.id, row.id));
  for (const row of await tx.select().from(handovers).where(eq(handovers.caseId, from.id)))
    await tx
      .update(handovers)
      .set({ caseId, reference: again(placeOf.handover(row.id), row.reference) })
      .where(eq(handovers.id, row.id));
  await changeCase(tx, into.id, {
    ...(from.isSafetyRisk === true ? { isSafetyRisk: true } : {}),
    ...(from.nextUpdateBy < into.nextUpdateBy ? { nextUpdateBy: from.nextUpdateBy } : {}),
  });
  if (from.isEscalated && !into.isEscalated) await escalate(tx, into.id);
}

const sealedAgain =
  (old: DataKey, fresh: DataKey) =>
  (place: Place, sealed: string): string =>
    fresh.seal(place, old.open(place, sealed));
