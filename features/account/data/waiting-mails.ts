import "server-only";
import { and, eq, inArray, isNotNull, isNull } from "drizzle-orm";
import type { Database } from "@/lib/db/database";
import { jobs } from "@/lib/jobs/tables";
import { mailKind, openMail } from "@/lib/mail/queue";

function isTo(payload: Record<string, unknown>, address: string): boolean {
  try {
    return openMail(payload).mail.to.address === address;
  } catch {
    // Sealed with a secret that is gone: nobody can say whose it was.
    return false;
  }
}

async function findWaitingMails(database: Database, address: string): Promise<number[]> {
  const rows = await database
    .select({ id: jobs.id, payload: jobs.payload })
    .from(jobs)
    .where(and(eq(jobs.kind, mailKind), isNull(jobs.doneAt)));
  return rows.filter(({ payload }) => isTo(payload, address)).map(({ id }) => id);
}

/** Counts the mails to an address that were not sent yet; for whoever has that address. */
export async function countWaitingMails(database: Database, address: string | null): Promise<number> {
  return address === null ? 0 : (await findWaitingMails(database, address)).length;
}

/** Removes the mails to an address that were given up, in the caller's transaction: nobody else would. */
export async function removeDeadMails(tx: Database, address: string): Promise<void> {
  const ids = await findWaitingMails(tx, address);
  if (ids.length > 0) await tx.delete(jobs).where(and(inArray(jobs.id, ids), isNotNull(jobs.deadAt)));
}
