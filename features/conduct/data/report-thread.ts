import "server-only";
import { and, asc, eq } from "drizzle-orm";
import type { Database } from "@/lib/db/database";
import { openKeys } from "@/lib/vault/vault";
import { messages } from "./case-tables";
import { openMessage, type MessageKind } from "./message-body";

/** A message between a reporter and the desk. Who of the desk wrote it is for the desk only. */
export type ThreadMessage = {
  id: string;
  from: "desk" | "reporter";
  authorId: string | null;
  text: string;
  kind: MessageKind;
  writtenAt: Date;
};

/**
 * Returns the messages between the desk and the reporter of a report, the oldest first; none of an erased one. Whoever
 * calls may read the report; throws unavailable while the keys are away.
 */
export async function readReportThread(tx: Database, reportId: string): Promise<ThreadMessage[]> {
  const rows = await tx
    .select()
    .from(messages)
    .where(and(eq(messages.reportId, reportId), eq(messages.audience, "reporter")))
    .orderBy(asc(messages.writtenAt), asc(messages.id));
  const key = (await openKeys(tx, [reportId])).get(reportId);
  if (key === undefined) return [];
  return rows.map(({ id, from, authorId, body, writtenAt }) => ({
    ...{ id, authorId, writtenAt },
    from: from === "reporter" ? "reporter" : "desk",
    ...openMessage(key, id, body),
  }));
}
