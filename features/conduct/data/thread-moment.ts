import "server-only";
import { and, eq, max } from "drizzle-orm";
import type { Database } from "@/lib/db/database";
import { messages } from "./case-tables";

const beginningOfDay = (now: Date) => new Date(Math.floor(now.getTime() / 86_400_000) * 86_400_000);

/**
 * Returns the time that a message between a reporter and the desk is written down with: now, or for an anonymous
 * reporter only the day. Never before the last one of the thread, so that a day's messages keep their order. In the
 * transaction that holds the report.
 */
export async function momentInThread(tx: Database, reportId: string, isVague: boolean, now: Date): Promise<Date> {
  const [row] = await tx
    .select({ last: max(messages.writtenAt) })
    .from(messages)
    .where(and(eq(messages.reportId, reportId), eq(messages.audience, "reporter")));
  const moment = isVague ? beginningOfDay(now) : now;
  const last = row?.last ?? null;
  return last === null || last < moment ? moment : new Date(last.getTime() + 1);
}
