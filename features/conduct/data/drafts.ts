import "server-only";
import { eq } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "@/lib/db/database";
import { visit } from "@/lib/db/doors";
import type { Place } from "@/lib/vault/data-key";
import { destroyKey } from "@/lib/vault/vault";
import { dayIn } from "./form-uploads";
import { drafts, files, receipts } from "./report-tables";
import { draftIdOf, uploadOwnerOf } from "./uploads";

/** Days for which a draft is kept. */
const draftDays = 14;
/** What the fields of a form held when it was saved. */
export type DraftValues = Record<string, string>;

const draftValues = z.record(z.string(), z.string());
/** Returns what a draft held; throws when it is none. */
export const readDraft = (content: string): DraftValues => draftValues.parse(JSON.parse(content));

/** Where a draft is sealed. */
export const draftPlace = (id: string): Place => ({ table: "conduct_draft", column: "content", row: id });

/** Writes a draft whole, and has its files wait as long as it. In the transaction of whoever saves it. */
export async function writeDraft(
  tx: Database,
  token: string,
  row: { reporterRef: string | null; content: string },
  now: Date,
): Promise<string> {
  const id = draftIdOf(token);
  const expiresOn = dayIn(draftDays, now);
  await tx
    .insert(drafts)
    .values({ id, ...row, expiresOn })
    .onConflictDoUpdate({ target: drafts.id, set: { ...row, expiresOn } });
  const owner = uploadOwnerOf(token);
  await visit(tx, "inbox", owner);
  await tx.update(files).set({ expiresOn }).where(eq(files.ownerId, owner));
  await visit(tx, "inbox", id);
  return expiresOn;
}

/** Erases a draft with its key and its way back, if there is one. */
export async function eraseDraft(tx: Database, id: string): Promise<void> {
  await visit(tx, "inbox", id);
  await tx.delete(drafts).where(eq(drafts.id, id));
  await tx.delete(receipts).where(eq(receipts.ownerId, id));
  await destroyKey(tx, id);
}
