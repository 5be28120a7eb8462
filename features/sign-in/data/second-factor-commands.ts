import "server-only";
import { eq } from "drizzle-orm";
import { actorOf, audit } from "@/lib/audit/audit";
import { dropAuthenticator, keepAuthenticator, stepOfCode } from "@/lib/auth/authenticator";
import { requireProven } from "@/lib/auth/proof";
import { replaceRecoveryCodes } from "@/lib/auth/recovery-codes";
import { guardedRoles, roleLabels } from "@/lib/auth/roles";
import { ifNotYou, mailAboutAccount } from "@/lib/auth/security-mail";
import { confirmSession, renewToken } from "@/lib/auth/session-store";
import { accounts, authenticators, sessions } from "@/lib/auth/tables";
import type { Viewer } from "@/lib/auth/viewer";
import { getDatabase, type Database } from "@/lib/db/database";
import { AppError } from "@/lib/errors";

/** Throws forbidden when somebody with a guarded role and a provider came in by their mailbox alone. */
async function requireMoreThanMailbox(viewer: Viewer, tx: Database): Promise<void> {
  const { id, sessionId } = viewer.person;
  if (viewer.sleepingRoles.length === 0) return;
  const [session] = await tx.select({ provider: sessions.provider }).from(sessions).where(eq(sessions.id, sessionId));
  const linked = await tx.select({ provider: accounts.provider }).from(accounts).where(eq(accounts.userId, id));
  if (session?.provider === "email" && linked.length > 0)
    throw new AppError("forbidden", "Sign in with your provider first: a mailbox alone does not wake this role.");
}

/**
 * Keeps the viewer's new authenticator, in place of one they have, once it has shown a right code; returns the
 * session's new token for the cookie. Throws invalid for a wrong or used code, forbidden without a fresh proof.
 */
export async function setUpAuthenticator(
  viewer: Viewer,
  secret: string,
  typed: string,
  now = new Date(),
): Promise<string> {
  const { id, sessionId } = viewer.person;
  const step = stepOfCode(secret, typed.replace(/\s/g, ""), now);
  const database = await getDatabase();
  return database.transaction(async (tx) => {
    await requireProven(viewer, tx);
    await requireMoreThanMailbox(viewer, tx);
    if (step === null || !(await keepAuthenticator(tx, id, secret, { step, now })))
      throw new AppError(
        "invalid",
        "This code does not fit, or was used already. Wait for the next one and type that.",
        { field: "code" },
      );
    await confirmSession(tx, sessionId);
    const token = await renewToken(tx, sessionId);
    await mailAboutAccount(tx, id, {
      subject: "An authenticator app was set up",
      paragraphs: ["From now on, codes of an authenticator app are your second factor.", ...ifNotYou],
    });
    await audit(tx, { actor: actorOf(viewer), act: "second-factor.set-up", object: { kind: "person", id } });
    return token;
  });
}

/**
 * Makes the viewer's recovery codes anew and returns them, for the only time. Throws conflict for whoever has no
 * authenticator, forbidden without a fresh proof.
 */
export async function makeRecoveryCodes(viewer: Viewer): Promise<string[]> {
  const { id } = viewer.person;
  const database = await getDatabase();
  return database.transaction(async (tx) => {
    await requireProven(viewer, tx);
    // The row is held, so that of two requests at once the later one's codes are all there are.
    const [row] = await tx.select().from(authenticators).where(eq(authenticators.userId, id)).for("update");
    if (row === undefined) throw new AppError("conflict", "Set up an authenticator app first.");
    const codes = await replaceRecoveryCodes(tx, id);
    await audit(tx, { actor: actorOf(viewer), act: "second-factor.codes-made", object: { kind: "person", id } });
    return codes;
  });
}

/**
 * Removes the viewer's authenticator and recovery codes. Throws conflict for whoever holds a role that needs it or has
 * none, forbidden without a fresh proof.
 */
export async function removeAuthenticator(viewer: Viewer): Promise<void> {
  const { id, roles } = viewer.person;
  const guarded = roles.filter((role) => guardedRoles.includes(role)).map((role) => roleLabels[role]);
  const database = await getDatabase();
  await database.transaction(async (tx) => {
    await requireProven(viewer, tx);
    if (guarded.length > 0)
      throw new AppError(
        "conflict",
        `Your role needs a second factor (${guarded.join(", ")}). Set up another app instead: it takes the place of this one.`,
      );
    if (!(await dropAuthenticator(tx, id))) throw new AppError("conflict", "There is no authenticator app to remove.");
    await mailAboutAccount(tx, id, {
      subject: "Your authenticator app was removed",
      paragraphs: [
        "Your account has no second factor any more, and your recovery codes are worth nothing.",
        ...ifNotYou,
      ],
    });
    await audit(tx, { actor: actorOf(viewer), act: "second-factor.removed", object: { kind: "person", id } });
  });
}
