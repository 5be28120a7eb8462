import "server-only";
import { eq } from "drizzle-orm";
import type { Database } from "@/lib/db/database";
import type { DataKey } from "@/lib/vault/data-key";
import { measureLabels } from "../domain/labels";
import { measureStateLabels, type MeasureType } from "../domain/measure";
import { partyLabel } from "../domain/party";
import { parties } from "./case-tables";
import { openTerms, stateOf, typeOf, type MeasureRow } from "./measure-sealed";
import { openWho } from "./sealed";

/** A measure as pages show it. */
export type ShownMeasure = {
  id: string;
  type: MeasureType;
  label: string;
  party: string;
  state: string;
  days: number | null;
  startsAt: Date | null;
  endsAt: Date | null;
  terms: string;
  isEmergency: boolean;
  isOverturned: boolean;
  /** Until when somebody else must look at it; null when nobody has to any more. */
  reviewBy: Date | null;
};

/** Returns a measure as pages show it; for queries that have checked access. */
export function showMeasure(key: DataKey, row: MeasureRow, party: string): ShownMeasure {
  const { text, isOverturned } = openTerms(key, row);
  return {
    ...{ id: row.id, type: typeOf(row), label: measureLabels[typeOf(row)], party },
    ...{ state: measureStateLabels[stateOf(row)], days: row.days, startsAt: row.startsAt, endsAt: row.endsAt },
    ...{ terms: text, isEmergency: row.isEmergency, isOverturned },
    reviewBy: row.reviewedBy === null ? row.reviewBy : null,
  };
}

/** Returns how the parties of a case are called at the desk, by their ids; for queries that have checked access. */
export async function partyNames(tx: Database, key: DataKey, caseId: string) {
  const rows = await tx.select().from(parties).where(eq(parties.caseId, caseId));
  return new Map(rows.map((row) => [row.id, { role: row.role, label: partyLabel(openWho(key, row)) }]));
}
