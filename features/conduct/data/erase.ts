import "server-only";
import { eq, inArray, lt } from "drizzle-orm";
import type { Database } from "@/lib/db/database";
import { destroyKey } from "@/lib/vault/vault";
import { cases, messages } from "./case-tables";
import { appeals, measures, restrictions } from "./measure-tables";
import { drafts, files, receipts, reports } from "./report-tables";

async function eraseFiles(tx: Database, ownerIds: string[]): Promise<void> {
  const rows = await tx.delete(files).where(inArray(files.ownerId, ownerIds)).returning({ id: files.id });
  for (const { id } of rows) await destroyKey(tx, id);
}

/** Erases a report with its files, messages, receipt, identity and key. In a transaction of the portal itself. */
export async function eraseReport(tx: Database, id: string): Promise<void> {
  await eraseFiles(tx, [id]);
  await tx.delete(messages).where(eq(messages.reportId, id));
  await tx.delete(receipts).where(eq(receipts.ownerId, id));
  await tx.delete(reports).where(eq(reports.id, id));
  await destroyKey(tx, id);
}

/**
 * Erases a case with its reports, and everything of both: what was written, files, receipts and keys. What was counted
 * stays, and so does the audit log, which holds ids only. In a transaction of the portal itself.
 */
export async function eraseCase(tx: Database, caseId: string): Promise<void> {
  const own = await tx.select({ id: reports.id }).from(reports).where(eq(reports.caseId, caseId));
  for (const { id } of own) await eraseReport(tx, id);
  const taken = await tx.select({ id: measures.id }).from(measures).where(eq(measures.caseId, caseId));
  const appealed = await tx.select({ id: appeals.id }).from(appeals).where(eq(appeals.caseId, caseId));
  const measureIds = taken.map(({ id }) => id);
  const owners = [caseId, ...measureIds, ...appealed.map(({ id }) => id)];
  await tx.delete(receipts).where(inArray(receipts.ownerId, owners));
  // None is left once nothing is in force any more; if one were, nobody could ever lift it.
  if (measureIds.length > 0) await tx.delete(restrictions).where(inArray(restrictions.sourceRef, measureIds));
  await eraseFiles(tx, owners);
  await tx.delete(messages).where(eq(messages.caseId, caseId));
  await tx.delete(cases).where(eq(cases.id, caseId));
  for (const id of owners) await destroyKey(tx, id);
}

/** Erases drafts and files that were never sent and whose two weeks are over. In a transaction of the portal itself. */
export async function eraseUnsent(tx: Database, now: Date): Promise<void> {
  const today = now.toISOString().slice(0, 10);
  const old = await tx.delete(drafts).where(lt(drafts.expiresOn, today)).returning({ id: drafts.id });
  const left = await tx.delete(files).where(lt(files.expiresOn, today)).returning({ id: files.id });
  for (const { id } of old) {
    await tx.delete(receipts).where(eq(receipts.ownerId, id));
    await eraseFiles(tx, [id]);
    await destroyKey(tx, id);
  }
  for (const { id } of left) await destroyKey(tx, id);
}
