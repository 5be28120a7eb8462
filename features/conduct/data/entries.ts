import "server-only";
import { randomUUID } from "node:crypto";
import { and, asc, eq } from "drizzle-orm";
import type { Database } from "@/lib/db/database";
import type { DataKey } from "@/lib/vault/data-key";
import type { DeskEntry } from "../domain/desk-entry";
import { messages } from "./case-tables";
import { openEntry, placeOf } from "./sealed";

/** Whose entries: of a case, or of a report that is in none. */
export type EntryOwner = { caseId: string } | { reportId: string };
/** What the desk wrote for itself, by whom and when. */
export type WrittenEntry = { id: string; authorId: string | null; at: Date; entry: DeskEntry };

/** Writes an entry of the desk; only the desk ever reads it. For commands, which audit it. */
export async function writeEntry(
  tx: Database,
  key: DataKey,
  owner: EntryOwner,
  written: { authorId: string; entry: DeskEntry },
  now = new Date(),
): Promise<string> {
  const id = randomUUID();
  await tx.insert(messages).values({
    ...{ id, ...owner, audience: "internal", from: "desk", authorId: written.authorId, writtenAt: now },
    body: key.seal(placeOf.message(id), JSON.stringify(written.entry)),
  });
  return id;
}

/** Returns the entries of the desk, the oldest first; for whoever may read notes, which the caller decides. */
export async function readEntries(tx: Database, key: DataKey, owner: EntryOwner): Promise<WrittenEntry[]> {
  const mine = "caseId" in owner ? eq(messages.caseId, owner.caseId) : eq(messages.reportId, owner.reportId);
  const rows = await tx
    .select()
    .from(messages)
    .where(and(mine, eq(messages.audience, "internal")))
    .orderBy(asc(messages.writtenAt), asc(messages.id));
  return rows.map((row) => ({
    ...{ id: row.id, authorId: row.authorId, at: row.writtenAt },
    entry: openEntry(key, row),
  }));
}
