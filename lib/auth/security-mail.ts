import "server-only";
import { eq } from "drizzle-orm";
import type { Database } from "@/lib/db/database";
import { isMailAddress } from "@/lib/mail/address";
import { queueMail, type Paragraph } from "@/lib/mail/queue";
import { signInOrigin } from "./session-cookie";
import { users } from "./tables";

/** What a person is told to do when something happened to their account and it was not them. */
export const ifNotYou: Paragraph[] = [
  "If it was not you, end the sessions you do not know, and write to whoever runs this portal.",
  { label: "Look at your sessions", href: `${signInOrigin}/account/sessions` },
];

/** Tells a person that somebody signed in with a browser that was not used for their account before. */
export async function mailAboutNewBrowser(tx: Database, userId: string, device: string): Promise<void> {
  const what = `Somebody, most likely you, signed in with ${device}, which was not used for your account before.`;
  await mailAboutAccount(tx, userId, { subject: "Signed in with a new browser", paragraphs: [what, ...ifNotYou] });
}

/**
 * Tells a person by mail what happened to their account, in the transaction in which it did; these mails cannot be
 * switched off. Whoever has no address that mail could be sent to is not told.
 */
export async function mailAboutAccount(
  tx: Database,
  userId: string,
  mail: { subject: string; paragraphs: Paragraph[] },
): Promise<void> {
  const [person] = await tx.select({ name: users.name, email: users.email }).from(users).where(eq(users.id, userId));
  if (person?.email == null || !isMailAddress(person.email)) return;
  await queueMail(tx, { to: { name: person.name, address: person.email }, ...mail });
}
