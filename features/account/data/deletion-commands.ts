import "server-only";
import { and, eq, ne } from "drizzle-orm";
import { actorOf, audit } from "@/lib/audit/audit";
import { forgetReporter } from "@/features/conduct/data/forget-reporter";
import { requireAnotherAdmin } from "@/lib/auth/admins";
import { dropAuthenticator } from "@/lib/auth/authenticator";
import { endGrants } from "@/lib/auth/grants";
import { requireProven } from "@/lib/auth/proof";
import { mailAboutAccount } from "@/lib/auth/security-mail";
import { endSessionsOf } from "@/lib/auth/session-store";
import { accounts, roleGrants, users, verificationTokens } from "@/lib/auth/tables";
import type { Viewer } from "@/lib/auth/viewer";
import { getDatabase } from "@/lib/db/database";
import { removeDeadMails } from "./waiting-mails";

const goneName = "Former member";

/**
 * Deletes the viewer's own account: everything personal goes, and a row without a name stays for what refers to it.
 * Throws conflict for the only admin, forbidden without a fresh proof.
 */
export async function deleteAccount(viewer: Viewer): Promise<void> {
  const { id } = viewer.person;
  const database = await getDatabase();
  await database.transaction(async (tx) => {
    await requireProven(viewer, tx);
    const open = and(eq(roleGrants.userId, id), ne(roleGrants.state, "ended"));
    const isAdmin = and(open, eq(roleGrants.role, "admin"), eq(roleGrants.state, "active"));
    if ((await tx.select({ id: roleGrants.id }).from(roleGrants).where(isAdmin)).length > 0)
      await requireAnotherAdmin(tx, id);
    const [person] = await tx.select({ email: users.email }).from(users).where(eq(users.id, id)).for("update");
    await mailAboutAccount(tx, id, {
      subject: "Your account was deleted",
      paragraphs: [
        "Your account was deleted, as you asked. Everything personal is gone, and this is the last mail to this address.",
        "If it was not you, write to whoever runs this portal.",
      ],
    });
    await endSessionsOf(tx, id, null);
    await tx.delete(accounts).where(eq(accounts.userId, id));
    await dropAuthenticator(tx, id);
    await forgetReporter(tx, id);
    if (person?.email != null) {
      await tx.delete(verificationTokens).where(eq(verificationTokens.identifier, person.email));
      await removeDeadMails(tx, person.email);
    }
    await tx
      .update(users)
      .set({ name: goneName, email: null, zone: null, language: null, deletedAt: new Date() })
      .where(eq(users.id, id));
    const grants = await tx.select({ id: roleGrants.id }).from(roleGrants).where(open);
    await endGrants(
      tx,
      actorOf(viewer),
      grants.map((grant) => grant.id),
    );
    await audit(tx, { actor: actorOf(viewer), act: "person.deleted", object: { kind: "person", id } });
  });
}
