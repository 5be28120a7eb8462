import { randomUUID } from "node:crypto";
import type { PgTable } from "drizzle-orm/pg-core";
import { assignments, cases, conflicts, parties } from "@/features/conduct/data/case-tables";
import { handleRefOf } from "@/features/conduct/data/person-ref";
import { identities, reports } from "@/features/conduct/data/report-tables";
import { placeOf } from "@/features/conduct/data/sealed";
import { openCaseStates } from "@/features/conduct/domain/case-state";
import type { Database } from "@/lib/db/database";
import { asPortal } from "@/lib/db/doors";
import { DataKey } from "@/lib/vault/data-key";
import { getPublicKeys } from "@/lib/vault/key-file";
import { dataKeys } from "@/lib/vault/tables";
import { sealKey, sealToCustodian } from "@/lib/vault/wrapping";
import { pick, seededRandom, wholeBetween } from "./random.mjs";

const rowsAtOnce = 400;
const hour = 3_600_000;
const random = seededRandom(4712);
const timeWithin = (fromHours: number, toHours: number) =>
  new Date(Date.now() + wholeBetween(random, fromHours, toHours) * hour);

/** Collects rows of several tables and writes them many at once, in the order in which the tables are given. */
class Rows {
  readonly #waiting = new Map<PgTable, Record<string, unknown>[]>();

  add<Table extends PgTable>(table: Table, row: Table["$inferInsert"]): void {
    this.#waiting.set(table, [...(this.#waiting.get(table) ?? []), row]);
  }

  async write(tx: Database, tables: readonly PgTable[]): Promise<void> {
    for (const table of tables) {
      const rows = this.#waiting.get(table) ?? [];
      if (rows.length > 0) await tx.insert(table).values(rows as PgTable["$inferInsert"][]);
    }
    this.#waiting.clear();
  }
}

async function addCase(rows: Rows, number: number, moderators: readonly string[]): Promise<void> {
  const id = randomUUID();
  const key = DataKey.fresh(id);
  rows.add(dataKeys, { id, wrapped: await sealKey(getPublicKeys(), key) });
  rows.add(cases, {
    ...{ id, codeName: `case-${number}`, state: pick(random, openCaseStates), isSafetyRisk: random() < 0.05 },
    ...{ severity: pick(random, ["low", "moderate", "serious", "critical", null]) },
    ...{ nextUpdateBy: timeWithin(-48, 168), openedAt: timeWithin(-2000, -1) },
    summary: key.seal(
      placeOf.summary(id),
      `Somebody was talked down to in thread ${number}, twice, in front of others.`,
    ),
  });
  const handle = `somebody-${wholeBetween(random, 1, 3000)}`;
  const who = JSON.stringify({ platform: "discord", handle, name: "" });
  const partyId = randomUUID();
  rows.add(parties, {
    ...{ id: partyId, caseId: id, role: "reported", ref: handleRefOf("discord", handle), codeName: `party-${number}` },
    who: key.seal(placeOf.who(partyId), who),
  });
  // Seven of ten have somebody, and in three of a hundred somebody stands too close.
  if (random() < 0.7) {
    const personId = pick(random, moderators);
    rows.add(assignments, { caseId: id, personId, role: "coordinator", assignedBy: personId });
    rows.add(conflicts, { caseId: id, personId, source: "self", kind: "none" });
  }
  if (random() < 0.03)
    rows.add(conflicts, { caseId: id, personId: pick(random, moderators), source: "lead_imposed", kind: "hard" });
}

/** Adds so many open cases, as busy a desk as there can be. */
export async function fillCases(database: Database, count: number, moderators: readonly string[]): Promise<void> {
  const rows = new Rows();
  for (let number = 0; number < count;) {
    const end = Math.min(count, number + rowsAtOnce);
    for (; number < end; number += 1) await addCase(rows, number, moderators);
    await asPortal((tx) => rows.write(tx, [dataKeys, cases, parties, assignments, conflicts]), database);
  }
}

async function addReport(rows: Rows, state: "submitted" | "linked", caseId: string | null): Promise<void> {
  const id = randomUUID();
  const key = DataKey.fresh(id);
  rows.add(dataKeys, { id, wrapped: await sealKey(getPublicKeys(), key) });
  rows.add(reports, {
    ...{ id, mode: "confidential", state, caseId, submissionRef: id, reporterRef: id, isReleased: true },
    content: key.seal(
      { table: "conduct_report", column: "content", row: id },
      JSON.stringify({ what: "It was said twice, in front of others. ".repeat(20) }),
    ),
    ...{ submittedOn: "2026-11-20", acknowledgeBy: timeWithin(-24, 24), nextUpdateBy: timeWithin(0, 168) },
  });
  const identity = JSON.stringify({ personId: id, name: "Somebody" });
  rows.add(identities, {
    ...{ reportId: id, mailTo: null },
    identity: await sealToCustodian(getPublicKeys(), `report ${id}`, identity),
  });
}

/** Adds so many reports, each in none of the cases or in one of them. */
export async function fillReports(
  database: Database,
  count: number,
  state: "submitted" | "linked",
  caseIds: readonly string[],
): Promise<void> {
  const rows = new Rows();
  for (let number = 0; number < count;) {
    const end = Math.min(count, number + rowsAtOnce);
    for (; number < end; number += 1) await addReport(rows, state, caseIds.length === 0 ? null : pick(random, caseIds));
    await asPortal((tx) => rows.write(tx, [dataKeys, reports, identities]), database);
  }
}
