import "server-only";
import type { DataKey, Place } from "@/lib/vault/data-key";
import type { evidence, handovers, messages, parties } from "./case-tables";
import { readDeskEntry, type DeskEntry } from "../domain/desk-entry";
import { partyIdentity, type PartyIdentity } from "../domain/party";
import { snapshotSchema, type Snapshot } from "../domain/snapshot";

const place =
  (table: string, column: string) =>
  (row: string): Place => ({ table, column, row });

/** Where each sealed value of the desk stands; whoever seals or opens one asks here. */
export const placeOf = {
  summary: place("conduct_case", "summary"),
  notHeardReason: place("conduct_case", "not_heard_reason"),
  who: place("conduct_party", "who"),
  description: place("conduct_allegation", "description"),
  reasoning: place("conduct_allegation", "reasoning"),
  evidence: place("conduct_evidence", "content"),
  message: place("conduct_message", "body"),
  handover: place("conduct_handover", "reference"),
  identityReason: place("conduct_identity_request", "reason"),
};

type Row<Table extends { $inferSelect: unknown }> = Table["$inferSelect"];

/** Returns who a party is. */
export const openWho = (key: DataKey, { id, who }: Row<typeof parties>): PartyIdentity =>
  partyIdentity.parse(JSON.parse(key.open(placeOf.who(id), who)));

/** Returns what evidence holds, and the canonical text that its hash is of. */
export function openEvidence(key: DataKey, row: Row<typeof evidence>): { snapshot: Snapshot; canonical: string } {
  const canonical = key.open(placeOf.evidence(row.id), row.content);
  return { snapshot: snapshotSchema.parse(JSON.parse(canonical)), canonical };
}

/** Returns the text of a message of a thread. */
export const openMessage = (key: DataKey, { id, body }: Row<typeof messages>): string =>
  key.open(placeOf.message(id), body);

/** Returns what the desk wrote for itself. */
export const openEntry = (key: DataKey, row: Row<typeof messages>): DeskEntry => readDeskEntry(openMessage(key, row));

/** Returns what a hand-over says of its other side. */
export const openHandover = (key: DataKey, { id, reference }: Row<typeof handovers>): string =>
  key.open(placeOf.handover(id), reference);
