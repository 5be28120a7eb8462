import "server-only";
import { createHash } from "node:crypto";
import { eq } from "drizzle-orm";
import type { Database } from "@/lib/db/database";
import { newToken, printSecret, receiptOf, type PrintedSecret } from "../domain/receipt";
import { hashReceipt } from "./receipt-hash";
import { receipts } from "./report-tables";

const digest = (text: string) => createHash("sha256").update(text).digest();

/** Returns what the link in a letter carries: it only fills in the locator, and opens nothing without the secret. */
export const linkOf = (token: string): string => digest(`appeal link ${token}`).toString("base64url");

/** Returns what is kept of a link. */
export const hashOfLink = (link: string): string => digest(link).toString("hex");

/**
 * Makes the receipt by which the person concerned appeals a measure, in place of a former one, and returns the token
 * that it is made of. For commands of the desk.
 */
export async function makeAppealReceipt(tx: Database, measureId: string): Promise<string> {
  await dropAppealReceipts(tx, measureId);
  const token = newToken();
  for (let attempt = 0; ; attempt += 1) {
    const { locator, secret } = receiptOf(token, attempt);
    const written = await tx
      .insert(receipts)
      .values({ locator, ownerId: measureId, ...(await hashReceipt(secret)) })
      .onConflictDoNothing()
      .returning({ locator: receipts.locator });
    if (written.length > 0) return token;
  }
}

/** Takes the receipts of a measure away, so that nothing opens it any more. */
export async function dropAppealReceipts(tx: Database, measureId: string): Promise<void> {
  await tx.delete(receipts).where(eq(receipts.ownerId, measureId));
}

export type PrintedReceipt = PrintedSecret & { locator: string; link: string };

/** Returns the receipt of a measure as its letter prints it; null when there is none. */
export async function printAppealReceipt(
  tx: Database,
  measureId: string,
  token: string,
): Promise<PrintedReceipt | null> {
  const [row] = await tx.select().from(receipts).where(eq(receipts.ownerId, measureId));
  if (row === undefined) return null;
  return { locator: row.locator, link: linkOf(token), ...printSecret(receiptOf(token).secret) };
}
