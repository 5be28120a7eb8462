import "server-only";
import { and, eq, isNull } from "drizzle-orm";
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

/** Counts the mails to an address that were not sent yet; for whoever has that address. */
export async function countWaitingMails(database: Database, address: string | null): Promise<number> {
  if (address === null) return 0;
  const rows = await database
    .select({ payload: jobs.payload })
    .from(jobs)
    .where(and(eq(jobs.kind, mailKind), isNull(jobs.doneAt)));
  return rows.filter(({ payload }) => isTo(payload, address)).length;
}
