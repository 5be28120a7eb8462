import "server-only";
import { and, desc, eq, gte, inArray } from "drizzle-orm";
import { auditEvents } from "@/lib/audit/tables";
import type { Database } from "@/lib/db/database";
import type { CaseRow, ReportRow } from "./access";
import { decisions } from "./measure-tables";
import { reports } from "./report-tables";

/** The act by which it is remembered that a reporter heard how it ended. */
export const outcomeSent = "conduct.outcome_sent";

/** Returns the decision that holds in a case; null while none does. */
export async function findDecision(tx: Database, caseId: string) {
  const [row] = await tx
    .select()
    .from(decisions)
    .where(and(eq(decisions.caseId, caseId), eq(decisions.state, "approved")))
    .orderBy(desc(decisions.proposedAt))
    .limit(1);
  return row ?? null;
}

const lastsFor = ["linked", "withdrawal_requested"] as const;

/** Returns the reporters who are still to hear how a case ended: those who want an answer and had none since the decision. */
export async function listUntold(
  tx: Database,
  row: CaseRow,
): Promise<{ untold: ReportRow[]; isNobodyWanting: boolean }> {
  const joined = await tx
    .select()
    .from(reports)
    .where(and(eq(reports.caseId, row.id), inArray(reports.state, lastsFor)));
  const wanting = joined.filter(({ isAnswerWanted }) => isAnswerWanted);
  const ids = wanting.map(({ id }) => id);
  if (ids.length === 0) return { untold: [], isNobodyWanting: true };
  const decision = await findDecision(tx, row.id);
  const events = await tx
    .select({ reportId: auditEvents.objectId })
    .from(auditEvents)
    .where(
      and(
        ...[eq(auditEvents.objectKind, "report"), inArray(auditEvents.objectId, ids), eq(auditEvents.act, outcomeSent)],
        decision === null ? undefined : gte(auditEvents.at, decision.proposedAt),
      ),
    );
  const told = new Set(events.map(({ reportId }) => reportId));
  return { untold: wanting.filter(({ id }) => !told.has(id)), isNobodyWanting: false };
}
