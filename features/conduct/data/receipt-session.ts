import "server-only";
import { eq } from "drizzle-orm";
import { z } from "zod";
import { sessionCookie } from "@/lib/auth/session-cookie";
import type { Database } from "@/lib/db/database";
import { asPortal } from "@/lib/db/doors";
import { AppError } from "@/lib/errors";
import { limits } from "@/lib/rate-limit/limits";
import { requireWithinFleeting } from "@/lib/rate-limit/fleeting";
import { seal, unseal } from "@/lib/secrets";
import type { InboxViewer } from "./inbox-door";
import { checkReceipt } from "./receipt-hash";
import { receipts, reports } from "./report-tables";

type ReceiptViewer = Extract<InboxViewer, { kind: "receipt" }>;

const minutes = 30;
const purpose = "receipt-session";

/** Cookie that keeps an inbox open for whoever showed its receipt; no other page of the portal is sent it. */
export const receiptCookie = {
  name: "portal-receipt",
  options: {
    httpOnly: true,
    sameSite: "strict",
    path: "/conduct/receipt",
    secure: sessionCookie.options.secure,
    maxAge: minutes * 60,
  },
} as const;
/** Takes the cookie away. */
export const endedReceiptCookie = { ...receiptCookie.options, maxAge: 0 } as const;

const shape = z.object({ reportId: z.uuid(), until: z.number() });

/** Returns the value of the cookie from now on; nothing about it is stored here. For whoever holds an open inbox. */
export function receiptCookieValue({ reportId }: ReceiptViewer, now = new Date()): string {
  return seal(purpose, "cookie", JSON.stringify({ reportId, until: now.getTime() + minutes * 60_000 }));
}

/** Returns who holds a cookie; null when it was changed or its time is over. */
export function readReceiptCookie(value: string | undefined, now = new Date()): ReceiptViewer | null {
  if (value === undefined || value === "") return null;
  try {
    const { reportId, until } = shape.parse(JSON.parse(unseal(purpose, "cookie", value)));
    return now.getTime() < until ? { kind: "receipt", reportId } : null;
  } catch {
    // Whatever somebody made up, or was sealed with a secret that is gone.
    return null;
  }
}

/** Like `readReceiptCookie`, for acts: throws a sentence that says how to go on when the inbox is closed. */
export function requireReceiptCookie(value: string | undefined, now = new Date()): ReceiptViewer {
  const viewer = readReceiptCookie(value, now);
  if (viewer !== null) return viewer;
  throw new AppError(
    "invalid",
    "This inbox closed, because nothing was sent for half an hour. Open it with your receipt in a second window, then send this again.",
  );
}

/**
 * Opens the inbox of an anonymous report by its receipt. Anybody may try, a few times for each locator; a locator that
 * nobody has takes the same work and gets the same answer as a wrong secret. Throws limited or invalid.
 */
export async function openByReceipt(locator: string, secret: Uint8Array, database?: Database): Promise<ReceiptViewer> {
  requireWithinFleeting(limits.receipt, locator);
  const { kept, report } = await asPortal(async (tx) => {
    const [receipt] = await tx.select().from(receipts).where(eq(receipts.locator, locator));
    // Asked in any case; a receipt may also be one of a saved form or of an appeal, which open elsewhere.
    const owner = receipt?.ownerId ?? crypto.randomUUID();
    const [found] = await tx.select({ id: reports.id }).from(reports).where(eq(reports.id, owner));
    return { kept: receipt ?? null, report: found };
  }, database);
  const isRight = await checkReceipt(secret, kept);
  if (isRight && report !== undefined) return { kind: "receipt", reportId: report.id };
  throw new AppError(
    "invalid",
    "These two do not open an inbox together. Compare both with your receipt, letter by letter.",
  );
}
