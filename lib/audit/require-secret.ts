import "server-only";
import { desc } from "drizzle-orm";
import type { Database } from "@/lib/db/database";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { hasSecret, keysOf } from "@/lib/secrets";
import { auditEvents } from "./tables";

/**
 * Throws unavailable when the newest entry of the audit log was sealed with a secret that is not among those of this
 * process: with another one, authenticator apps and waiting mails could not be opened, and nobody would notice.
 */
export async function requireKnownSecret(database: Database): Promise<void> {
  const [last] = await database
    .select({ keyId: auditEvents.keyId })
    .from(auditEvents)
    .orderBy(desc(auditEvents.seq))
    .limit(1);
  if (last === undefined || env.isSecretLost) return;
  // Asking for a key would make a secret.
  if (hasSecret() && keysOf("audit").some(({ id }) => id === last.keyId)) return;
  throw new AppError(
    "unavailable",
    "This database was written with another secret: set PORTAL_SECRET (or the file secret of the data folder) to the " +
      "one it had, or name that one in PORTAL_SECRET_OLD. If it is lost for good, start with PORTAL_SECRET_LOST=on.",
  );
}
