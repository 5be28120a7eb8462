import "server-only";
import { and, asc, eq } from "drizzle-orm";
import { getPublishedFacts } from "@/features/facts/data/facts-store";
import type { Database } from "@/lib/db/database";
import type { DataKey } from "@/lib/vault/data-key";
import { findingLabels, type FindingValue } from "../domain/labels";
import { partyLabel } from "../domain/party";
import { ruleLabel } from "../domain/rules";
import { allegations, evidence, handovers, messages, parties } from "./case-tables";
import { openEvidence, openHandover, openMessage, openWho, placeOf } from "./sealed";

// Each of these opens a part of a case for whoever was found to be allowed to read it.

/** Returns the people of a case, and what they are called. */
export async function openParties(tx: Database, key: DataKey, caseId: string) {
  const rows = await tx.select().from(parties).where(eq(parties.caseId, caseId)).orderBy(asc(parties.codeName));
  return rows.map((row) => ({
    ...{ id: row.id, role: row.role, codeName: row.codeName, ref: row.ref },
    label: partyLabel(openWho(key, row)),
  }));
}

/** Returns the allegations of a case, with their rules as they are named in their versions. */
export async function openAllegations(tx: Database, key: DataKey, caseId: string) {
  const rows = await tx.select().from(allegations).where(eq(allegations.caseId, caseId)).orderBy(asc(allegations.id));
  const { conductRules } = getPublishedFacts().facts;
  return rows.map(({ id, partyId, ruleNumber, ruleVersion, description, finding }) => ({
    ...{ id, partyId, description: key.open(placeOf.description(id), description) },
    rule: ruleLabel(conductRules, { number: ruleNumber, version: ruleVersion }),
    finding: finding === null ? null : findingLabels[finding as FindingValue],
  }));
}

/** Returns the evidence of a case, the oldest first. */
export async function openAllEvidence(tx: Database, key: DataKey, caseId: string) {
  const rows = await tx
    .select()
    .from(evidence)
    .where(eq(evidence.caseId, caseId))
    .orderBy(asc(evidence.capturedAt), asc(evidence.id));
  return rows.map((row) => ({
    ...{ id: row.id, kind: row.kind, sha256: row.sha256, capturedAt: row.capturedAt, capturedBy: row.capturedBy },
    ...openEvidence(key, row),
  }));
}

/** Returns the threads with the reported persons of a case, the oldest message first. */
export async function openReportedThreads(tx: Database, key: DataKey, caseId: string) {
  const rows = await tx
    .select()
    .from(messages)
    .where(and(eq(messages.caseId, caseId), eq(messages.audience, "reported")))
    .orderBy(asc(messages.writtenAt), asc(messages.id));
  return rows.map((row) => ({
    ...{ id: row.id, partyId: row.partyId, isOwn: row.from === "desk", authorId: row.authorId, at: row.writtenAt },
    text: openMessage(key, row),
  }));
}

/** Returns the hand-overs of a case. */
export async function openHandovers(tx: Database, key: DataKey, caseId: string) {
  const rows = await tx.select().from(handovers).where(eq(handovers.caseId, caseId)).orderBy(asc(handovers.at));
  return rows.map((row) => ({
    ...{ id: row.id, direction: row.direction, counterpart: row.counterpart, state: row.state, at: row.at },
    reference: openHandover(key, row),
  }));
}
