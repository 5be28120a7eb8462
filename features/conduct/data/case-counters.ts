import "server-only";
import { and, eq, inArray, sql } from "drizzle-orm";
import { auditEvents } from "@/lib/audit/tables";
import type { Database } from "@/lib/db/database";
import { acknowledgeBucket, closeBucket, periodOf, type CounterEntry } from "../domain/counter";
import { acknowledgeHours } from "../domain/deadline";
import type { AppealOutcome } from "../domain/appeal-grounds";
import type { CaseRow } from "./access";
import { allegations, counters } from "./case-tables";
import { measures } from "./measure-tables";
import { reports } from "./report-tables";

async function add(tx: Database, period: string, entries: readonly CounterEntry[]): Promise<void> {
  for (const entry of entries)
    await tx
      .insert(counters)
      .values({ period, ...entry, count: 1 })
      .onConflictDoUpdate({
        target: [counters.period, counters.dimension, counters.bucket],
        set: { count: sql`${counters.count} + 1` },
      });
}

async function wasCounted(tx: Database, caseId: string): Promise<boolean> {
  const closed = and(
    ...[eq(auditEvents.objectKind, "case"), eq(auditEvents.objectId, caseId), eq(auditEvents.act, "conduct.closed")],
  );
  return (await tx.$count(auditEvents, closed)) > 0;
}

/**
 * Counts a case that is being closed, in the half-year of its end: the rules that were broken, the strongest tier, and
 * how long it took. One that was closed before and reopened is not counted again. In the transaction that closes it,
 * before that is written to the audit log.
 */
export async function countClosedCase(tx: Database, row: CaseRow & { closedAt: Date }): Promise<void> {
  if (await wasCounted(tx, row.id)) return;
  const broken = await tx
    .selectDistinct({ rule: allegations.ruleNumber })
    .from(allegations)
    .where(
      and(eq(allegations.caseId, row.id), inArray(allegations.finding, ["substantiated", "partly_substantiated"])),
    );
  const held = await tx
    .select({ tier: measures.tier })
    .from(measures)
    .where(and(eq(measures.caseId, row.id), sql`${measures.state} not in ('proposed', 'approved')`));
  const joined = await tx.select().from(reports).where(eq(reports.caseId, row.id));
  const submitted = (report: (typeof joined)[number]) =>
    new Date(report.acknowledgeBy.getTime() - acknowledgeHours * 60 * 60 * 1000);
  await add(tx, periodOf(row.closedAt), [
    ...broken.map(({ rule }): CounterEntry => ({ dimension: "rule", bucket: String(rule) })),
    { dimension: "tier", bucket: held.length === 0 ? "none" : String(Math.max(...held.map(({ tier }) => tier))) },
    ...joined.map((report): CounterEntry => ({
      dimension: "acknowledged",
      bucket: acknowledgeBucket(submitted(report), report.acknowledgedAt),
    })),
    { dimension: "closed", bucket: closeBucket(row.openedAt, row.closedAt) },
  ]);
}

/** Counts the answer to an appeal, in the transaction that writes it. */
export async function countAppeal(tx: Database, outcome: AppealOutcome, now: Date): Promise<void> {
  await add(tx, periodOf(now), [{ dimension: "appeal", bucket: outcome }]);
}
