import "server-only";
import { randomBytes } from "node:crypto";
import type { Database } from "@/lib/db/database";
import { AppError } from "@/lib/errors";
import { PermanentFailure } from "@/lib/jobs/failure";
import { enqueue } from "@/lib/jobs/queue";
import { seal, unseal } from "@/lib/secrets";
import { isMailAddress } from "./address";
import { isLink } from "./link";

/** A paragraph of a mail: text, or a link that stands by itself. */
export type Paragraph = string | { label: string; href: string };
/**
 * A mail to one person, in plain words. `unsubscribe` is the address by which its reader ends mails of this sort, and
 * `notBefore` the time until which it waits.
 */
export type Mail = {
  to: { name: string; address: string };
  subject: string;
  paragraphs: Paragraph[];
  key?: string;
  unsubscribe?: string;
  notBefore?: Date;
};

/** The kind of job that sends a mail. */
export const mailKind = "mail.send";

const purpose = "mail";
const place = (mark: string) => `${mailKind} ${mark}`;

function requireSendable(mail: Mail): void {
  if (!isMailAddress(mail.to.address)) {
    throw new AppError("invalid", "Mail cannot be sent to this address: write it like name@example.org.");
  }
  const links = mail.paragraphs.flatMap((each) => (typeof each === "string" ? [] : [each.href]));
  if (![...links, ...(mail.unsubscribe === undefined ? [] : [mail.unsubscribe])].every(isLink)) {
    throw new Error("A mail links to full http, https and mailto addresses only.");
  }
}

/**
 * Queues a mail, best in the transaction of its cause, so that it is sent when that holds and only then. Until it was
 * sent it lies sealed in the queue. Throws invalid when the recipient's address is not one that mail may be sent to.
 */
export async function queueMail(database: Database, mail: Mail): Promise<void> {
  requireSendable(mail);
  const { key, notBefore, ...letter } = mail;
  const mark = randomBytes(12).toString("hex");
  const sealed = seal(purpose, place(mark), JSON.stringify(letter));
  await enqueue(database, { kind: mailKind, key, payload: { mark, sealed }, runAt: notBefore });
}

/**
 * Opens a queued mail; the mark tells it from every other mail ever sent. Throws when it cannot be read, and
 * PermanentFailure when what was queued may not be sent.
 */
export function openMail(payload: Record<string, unknown>): { mark: string; mail: Mail } {
  const { mark, sealed } = payload;
  if (typeof mark !== "string" || typeof sealed !== "string") throw new PermanentFailure("This job holds no mail.");
  const mail = JSON.parse(unseal(purpose, place(mark), sealed)) as Mail;
  if (!isMailAddress(mail.to.address)) throw new PermanentFailure("Mail may not be sent to this address.");
  return { mark, mail };
}
