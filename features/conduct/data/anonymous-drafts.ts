import "server-only";
import { hkdfSync } from "node:crypto";
import { and, eq, gte } from "drizzle-orm";
import type { Database } from "@/lib/db/database";
import { atInbox } from "@/lib/db/doors";
import { AppError } from "@/lib/errors";
import { DataKey } from "@/lib/vault/data-key";
import { receiptOf, type Receipt } from "../domain/receipt";
import { draftPlace, readDraft, writeDraft, type DraftValues } from "./drafts";
import { dayIn } from "./form-uploads";
import { checkReceipt, hashReceipt } from "./receipt-hash";
import { drafts, receipts } from "./report-tables";
import { draftIdOf } from "./uploads";

// Another receipt than the one of the report that the form becomes.
const comeBackToken = (token: string) =>
  Buffer.from(hkdfSync("sha256", token, "devrel-portal", "come back", 32)).toString("base64url");

// The secret has 100 random bits, so no slow derivation is needed; it is stored nowhere, nor is this key.
const keyOf = (id: string, secret: Uint8Array) =>
  DataKey.ofBytes(id, Buffer.from(hkdfSync("sha256", secret, id, "devrel-portal draft", 32)));

async function writeWayBack(tx: Database, id: string, token: string): Promise<Receipt> {
  for (let attempt = 0; ; attempt += 1) {
    const receipt = receiptOf(comeBackToken(token), attempt);
    const [kept] = await tx.select().from(receipts).where(eq(receipts.locator, receipt.locator));
    if (kept?.ownerId === id) return receipt;
    if (kept !== undefined) continue;
    const written = await tx
      .insert(receipts)
      .values({ locator: receipt.locator, ownerId: id, ...(await hashReceipt(receipt.secret)) })
      .onConflictDoNothing()
      .returning({ locator: receipts.locator });
    if (written.length > 0) return receipt;
  }
}

/**
 * Keeps what somebody has typed who stays anonymous, and returns what opens it again and the day until which it is
 * kept. Anybody may. It is sealed under what is returned: the portal itself cannot read it. The same form saved again
 * replaces it and opens with the same.
 */
export async function saveAnonymousDraft(
  token: string,
  values: DraftValues,
  now = new Date(),
  database?: Database,
): Promise<{ receipt: Receipt; until: string }> {
  const id = draftIdOf(token);
  return atInbox(
    id,
    async (tx) => {
      const receipt = await writeWayBack(tx, id, token);
      const content = keyOf(id, receipt.secret).seal(draftPlace(id), JSON.stringify(values));
      const until = await writeDraft(tx, token, { reporterRef: null, content }, now);
      return { receipt, until };
    },
    database,
  );
}

/**
 * Returns what a draft holds, by what opens it. Anybody may try, within the limits of the caller; throws invalid with
 * the same answer, after the same work, for whatever opens nothing.
 */
export async function openAnonymousDraft(
  locator: string,
  secret: Uint8Array,
  now = new Date(),
  database?: Database,
): Promise<DraftValues> {
  // Only the draft's own door would show its key; there is none, for the secret is the key.
  const visitor = "00000000-0000-4000-8000-000000000000";
  const kept = await atInbox(
    visitor,
    async (tx) => {
      const [receipt] = await tx.select().from(receipts).where(eq(receipts.locator, locator));
      const [draft] = await tx
        .select()
        .from(drafts)
        .where(and(eq(drafts.id, receipt?.ownerId ?? visitor), gte(drafts.expiresOn, dayIn(0, now))));
      return { receipt: receipt ?? null, draft: draft ?? null };
    },
    database,
  );
  const isRight = await checkReceipt(secret, kept.receipt);
  if (!isRight || kept.draft === null)
    throw new AppError("invalid", "This opens no saved form. It may have been sent, or its two weeks are over.", {
      field: "backSecret",
    });
  const { id, content } = kept.draft;
  return readDraft(keyOf(id, secret).open(draftPlace(id), content));
}
