import "server-only";
import { randomUUID } from "node:crypto";
import { and, eq, min } from "drizzle-orm";
import type { Database } from "@/lib/db/database";
import { unseal } from "@/lib/secrets";
import { openKey } from "@/lib/vault/vault";
import { nextUpdateBy } from "../domain/deadline";
import type { ReportRow } from "./access";
import { cases, messages } from "./case-tables";
import { changeReport } from "./desk-work";
import { queueNeutralMail } from "./neutral-mail";
import { identities, reports } from "./report-tables";
import { placeOf } from "./sealed";
import { momentInThread } from "./thread-moment";

async function mailReporter(tx: Database, reportId: string, now: Date): Promise<void> {
  const [row] = await tx
    .select({ mailTo: identities.mailTo })
    .from(identities)
    .where(eq(identities.reportId, reportId));
  if (row === undefined || row.mailTo === null) return;
  await queueNeutralMail(tx, unseal("conduct-mail", reportId, row.mailTo), now);
}

/** The promise of a case to its reporters is the earliest of theirs. */
async function promiseInCase(tx: Database, caseId: string): Promise<void> {
  const [row] = await tx
    .select({ earliest: min(reports.nextUpdateBy) })
    .from(reports)
    .where(and(eq(reports.caseId, caseId), eq(reports.isAnswerWanted, true)));
  if (row?.earliest != null) await tx.update(cases).set({ nextUpdateBy: row.earliest }).where(eq(cases.id, caseId));
}

/**
 * Writes a message of the Conduct Team to a reporter: sealed under the report's key, with a neutral mail where there is
 * an address, and a new date by which they hear again. For commands of the desk, which audit it.
 */
export async function tellReporter(
  tx: Database,
  report: ReportRow,
  message: { authorId: string | null; text: string },
  now = new Date(),
): Promise<void> {
  const id = randomUUID();
  const key = await openKey(tx, report.id);
  await tx.insert(messages).values({
    ...{ id, reportId: report.id, audience: "reporter", from: "desk", authorId: message.authorId },
    body: key.seal(placeOf.message(id), message.text),
    writtenAt: await momentInThread(tx, report.id, report.mode === "anonymous", now),
  });
  await changeReport(tx, report.id, { nextUpdateBy: nextUpdateBy(now) });
  if (report.caseId !== null) await promiseInCase(tx, report.caseId);
  await mailReporter(tx, report.id, now);
}
