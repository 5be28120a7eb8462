import "server-only";
import { and, eq, inArray } from "drizzle-orm";
import { audit } from "@/lib/audit/audit";
import type { Database } from "@/lib/db/database";
import { visit } from "@/lib/db/doors";
import { recipientsFor } from "./desk-recipients";
import { queueNeutralMail } from "./neutral-mail";
import { reports } from "./report-tables";

/**
 * Shows the desk all reports that came in since the last round, so that the moment of one tells nothing, and mails
 * whoever may read them. Done by the portal on nobody's behalf; returns how many there were.
 */
export async function releaseReports(tx: Database, now = new Date()): Promise<number> {
  await visit(tx, "system", "");
  const waiting = await tx
    .select()
    .from(reports)
    .where(eq(reports.isReleased, false))
    .for("update", { skipLocked: true });
  if (waiting.length === 0) return 0;
  const ids = waiting.map(({ id }) => id);
  await tx
    .update(reports)
    .set({ isReleased: true })
    .where(and(inArray(reports.id, ids), eq(reports.isReleased, false)));
  // One mail for each of them, however many reports there are.
  const recipients = new Set<string>();
  for (const report of waiting) for (const id of await recipientsFor(tx, report)) recipients.add(id);
  for (const id of recipients) await queueNeutralMail(tx, id, now);
  for (const id of ids)
    await audit(tx, {
      ...{ actor: { kind: "portal" }, act: "conduct.received", object: { kind: "report", id }, isVague: true },
    });
  return ids.length;
}
