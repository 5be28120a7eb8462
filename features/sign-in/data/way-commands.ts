import "server-only";
import { and, eq, ne } from "drizzle-orm";
import { actorOf, audit } from "@/lib/audit/audit";
import { requireAnotherAdmin } from "@/lib/auth/admins";
import { followClaims } from "@/lib/auth/grants";
import { requireProven } from "@/lib/auth/proof";
import { ifNotYou, mailAboutAccount } from "@/lib/auth/security-mail";
import { accounts, roleGrants, sessions, users } from "@/lib/auth/tables";
import type { Viewer } from "@/lib/auth/viewer";
import { getDatabase, type Database } from "@/lib/db/database";
import { AppError } from "@/lib/errors";
import { hasMailSignIn } from "./mail-sign-in";
import { providerLabel } from "./provider-label";

/** Throws conflict when the only admin would stop being one because a provider's claims hold no longer. */
async function requireAdminStays(tx: Database, userId: string, provider: string): Promise<void> {
  const held = await tx
    .select({ source: roleGrants.source, sourceKey: roleGrants.sourceKey })
    .from(roleGrants)
    .where(and(eq(roleGrants.userId, userId), eq(roleGrants.role, "admin"), eq(roleGrants.state, "active")));
  const isOfProvider = held.map(({ source, sourceKey }) => source === "claim" && sourceKey === provider);
  if (isOfProvider.length > 0 && isOfProvider.every(Boolean)) await requireAnotherAdmin(tx, userId);
}

/**
 * Removes one of the viewer's own ways to sign in, with the sessions that began with it and the roles that were given
 * because of it. Throws not_found for one that is not theirs, conflict for the last one, forbidden without a fresh proof.
 */
export async function removeWay(viewer: Viewer, provider: string, accountId: string): Promise<void> {
  const { id, sessionId } = viewer.person;
  const database = await getDatabase();
  await database.transaction(async (tx) => {
    await requireProven(viewer, tx);
    await requireAdminStays(tx, id, provider);
    // The row of the person is held, so that two ways cannot both be removed because the other is still there.
    const [person] = await tx.select({ email: users.email }).from(users).where(eq(users.id, id)).for("update");
    const ways = await tx.select().from(accounts).where(eq(accounts.userId, id));
    const isThis = (way: (typeof ways)[number]) => way.provider === provider && way.providerAccountId === accountId;
    if (!ways.some(isThis)) throw new AppError("not_found", "This way to sign in is not there any more.");
    if (ways.length === 1 && !hasMailSignIn(person?.email ?? null))
      throw new AppError("conflict", "This is your last way to sign in. Add another one before you remove it.");
    await tx
      .delete(accounts)
      .where(and(eq(accounts.userId, id), eq(accounts.provider, provider), eq(accounts.providerAccountId, accountId)));
    const isGone = !ways.some((way) => way.provider === provider && !isThis(way));
    if (isGone)
      await tx
        .delete(sessions)
        .where(and(eq(sessions.userId, id), eq(sessions.provider, provider), ne(sessions.id, sessionId)));
    const label = providerLabel(provider);
    await mailAboutAccount(tx, id, {
      subject: "A way to sign in was removed",
      paragraphs: [`${label} no longer signs you in to your account.`, ...ifNotYou],
    });
    if (isGone) await followClaims(tx, id, provider, []);
    await audit(tx, {
      actor: actorOf(viewer),
      act: "sign-in.unlinked",
      object: { kind: "person", id },
      detail: { provider },
    });
  });
}
