import "server-only";
import { randomInt } from "node:crypto";
import { and, eq, isNotNull, isNull } from "drizzle-orm";
import { getPublishedFacts } from "@/features/facts/data/facts-store";
import { getPublishedOrigin } from "@/features/facts/data/site-frame";
import { users } from "@/lib/auth/tables";
import type { Database } from "@/lib/db/database";
import { queueMail } from "@/lib/mail/queue";

const longestDelayMs = 15 * 60 * 1000;

/**
 * Queues the one mail that conduct ever sends: the same words for everybody and everything, so that a mailbox, or
 * whoever looks over a shoulder, learns only that there is news. It leaves at a random moment of a quarter of an hour.
 * In the transaction of its cause; nothing happens for a person without an address.
 */
export async function queueNeutralMail(tx: Database, personId: string, now = new Date()): Promise<void> {
  const [person] = await tx
    .select({ address: users.email })
    .from(users)
    .where(and(eq(users.id, personId), isNotNull(users.email), isNull(users.deletedAt)));
  if (person?.address === undefined || person.address === null) return;
  await queueMail(tx, {
    to: { name: "", address: person.address },
    subject: `You have an update on ${getPublishedFacts().facts.site.name}`,
    paragraphs: [
      "There is something new for you.",
      { label: "Open your inbox", href: `${getPublishedOrigin()}/inbox` },
    ],
    notBefore: new Date(now.getTime() + randomInt(longestDelayMs)),
  });
}
