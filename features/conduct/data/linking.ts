import "server-only";
import type { Database } from "@/lib/db/database";
import type { ReportRow } from "./access";
import { copyExclusions, escalate } from "./conflict-rules";
import { changeCase, changeReport } from "./desk-work";

/** Puts a report into a case, its exclusions first. Only for commands that checked both; the case is held already. */
export async function linkWithin(
  tx: Database,
  row: ReportRow,
  into: { id: string; isEscalated: boolean },
): Promise<void> {
  await copyExclusions(tx, row.id, into.id);
  await changeReport(tx, row.id, { state: "linked", caseId: into.id });
  await changeCase(tx, into.id, row.isUrgent ? { isSafetyRisk: true } : {});
  if (row.isEscalated && !into.isEscalated) await escalate(tx, into.id);
}
