import { sql } from "drizzle-orm";
import type { Database } from "@/lib/db/database";
import { queryRows } from "@/lib/db/query-rows";
import { getKeyring } from "@/lib/vault/key-file";
import { listKeysInUse } from "@/lib/vault/vault";

/** What must be there as often as something else, because one transaction writes both. */
const pairs: Record<string, [one: string, other: string]> = {
  "cases and entries of their opening": [
    "select count(*) from conduct_case",
    "select count(*) from audit_event where act = 'conduct.case_opened'",
  ],
  "evidence and entries of its sealing": [
    "select count(*) from conduct_evidence",
    "select count(*) from audit_event where act = 'conduct.evidence_sealed'",
  ],
  "decisions and entries of their proposal": [
    "select count(*) from conduct_decision",
    "select count(*) from audit_event where act = 'conduct.proposed'",
  ],
  "votes and entries of them": [
    "select count(*) from conduct_vote",
    "select count(*) from audit_event where act = 'conduct.voted'",
  ],
  "checked letters and entries of it": [
    "select count(*) from conduct_notice where checked_by is not null",
    "select count(*) from audit_event where act = 'conduct.letter_checked'",
  ],
  "measures in force and entries of their start": [
    "select count(*) from conduct_measure where state = 'active'",
    "select count(*) from audit_event where act = 'conduct.measure_started'",
  ],
  "restrictions and measures in force": [
    "select count(*) from person_restriction",
    "select count(*) from conduct_measure where state = 'active'",
  ],
  "queued mails and what people are told": [
    "select count(*) from job where kind = 'mail.send'",
    `select (select count(*) from conduct_decision) + (select count(*) from conduct_decision where state = 'approved')
      + (select count(*) from conduct_notice where checked_by is not null)`,
  ],
  "keys and what they are for": [
    "select count(*) from data_key",
    `select count(*) from data_key k where exists (select 1 from conduct_report r where r.id = k.id)
      or exists (select 1 from conduct_case c where c.id = k.id)`,
  ],
  "receipts and what they open": [
    "select count(*) from conduct_receipt",
    `select (select count(*) from conduct_report where mode = 'anonymous')
      + (select count(*) from conduct_notice where checked_by is not null)`,
  ],
};

/** Returns a problem where two things are not there equally often that belong together, and for keys that are gone. */
export async function totalProblems(tx: Database): Promise<string[]> {
  const problems: string[] = [];
  for (const [what, [one, other]] of Object.entries(pairs)) {
    const [row] = await queryRows<{ one: string; other: string }>(
      tx,
      sql.raw(`select (${one})::text as one, (${other})::text as other`),
    );
    if (row?.one !== row?.other) problems.push(`Of ${what} there are ${row?.one} and ${row?.other}.`);
  }
  const known = getKeyring().keys.map(({ id }) => id);
  const used = await listKeysInUse(tx);
  return [...problems, ...used.filter((id) => !known.includes(id)).map((id) => `The keys ${id} are gone.`)];
}
