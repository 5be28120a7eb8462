import "server-only";
import { inArray } from "drizzle-orm";
import type { Database } from "@/lib/db/database";
import { visit } from "@/lib/db/doors";
import { eraseDraft } from "./drafts";
import { drafts, identities, reports } from "./report-tables";
import { reporterRefsOf } from "./reporter-ref";

/**
 * Cuts what ties a person to the reports they sent, when their account is deleted: who they are is erased, and nobody
 * finds the reports by them any more. The reports stay, since others may be at risk. In the transaction that deletes
 * the account, whose person the caller has checked.
 */
export async function forgetReporter(tx: Database, personId: string): Promise<void> {
  const refs = reporterRefsOf(personId);
  await visit(tx, "system", "");
  const own = await tx.select({ id: drafts.id }).from(drafts).where(inArray(drafts.reporterRef, refs));
  for (const { id } of own) {
    await eraseDraft(tx, id);
    await visit(tx, "system", "");
  }
  const sent = await tx
    .update(reports)
    .set({ reporterRef: null })
    .where(inArray(reports.reporterRef, refs))
    .returning({ id: reports.id });
  const ids = sent.map(({ id }) => id);
  if (ids.length > 0) await tx.delete(identities).where(inArray(identities.reportId, ids));
}
