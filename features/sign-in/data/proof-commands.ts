import "server-only";
import { actorOf, audit } from "@/lib/audit/audit";
import { findAuthenticator, takeCode } from "@/lib/auth/authenticator";
import { requireDemo } from "@/lib/auth/demo-people";
import { countRecoveryCodes, takeRecoveryCode } from "@/lib/auth/recovery-codes";
import { ifNotYou, mailAboutAccount } from "@/lib/auth/security-mail";
import { confirmSession, renewToken } from "@/lib/auth/session-store";
import type { Viewer } from "@/lib/auth/viewer";
import { getDatabase, type Database } from "@/lib/db/database";
import { AppError } from "@/lib/errors";

async function mailAboutRecoveryCode(tx: Database, userId: string): Promise<void> {
  const left = await countRecoveryCodes(tx, userId);
  await mailAboutAccount(tx, userId, {
    subject: "A recovery code was used",
    paragraphs: [
      `One of your recovery codes was used in place of your authenticator app. It is worth nothing now; ${left} of them are left.`,
      ...ifNotYou,
    ],
  });
}

/**
 * Notes that the viewer has shown a code of their authenticator, or a recovery code, and returns the session's new
 * token for the cookie. Each code works once. Throws invalid for a wrong or used one, which is noted as well.
 */
export async function confirmByCode(viewer: Viewer, typed: string, now = new Date()): Promise<string> {
  const { id, sessionId } = viewer.person;
  const digits = typed.replace(/\s/g, "");
  const isOfApp = /^\d{6}$/.test(digits);
  const object = { kind: "person", id };
  const detail = { with: isOfApp ? "authenticator" : "recovery-code" };
  const database = await getDatabase();
  const token = await database.transaction(async (tx) => {
    const isRight = isOfApp ? await takeCode(tx, id, digits, now) : await takeRecoveryCode(tx, id, typed, now);
    if (isRight) {
      await confirmSession(tx, sessionId);
      const renewed = await renewToken(tx, sessionId);
      if (!isOfApp) await mailAboutRecoveryCode(tx, id);
      await audit(tx, { actor: actorOf(viewer), act: "session.confirmed", object, detail });
      return renewed;
    }
    await audit(tx, { actor: actorOf(viewer), act: "session.confirmed", object, detail, outcome: "refused" });
    return null;
  });
  if (token === null)
    throw new AppError("invalid", "This code does not fit, or was used already. Wait for the next one and type that.", {
      field: "code",
    });
  return token;
}

/**
 * Notes that a person of the demo has confirmed, and returns the session's new token; throws not_found where there is
 * no demo, and for whoever has set up an authenticator there, which is asked for then.
 */
export async function confirmInDemo(viewer: Viewer): Promise<string> {
  await requireDemo();
  const { id, sessionId, isDemo } = viewer.person;
  const database = await getDatabase();
  return database.transaction(async (tx) => {
    if (!isDemo || (await findAuthenticator(tx, id)) !== null)
      throw new AppError("not_found", "This is not the way to confirm here.");
    await confirmSession(tx, sessionId);
    const token = await renewToken(tx, sessionId);
    const object = { kind: "person", id };
    await audit(tx, { actor: actorOf(viewer), act: "session.confirmed", object, detail: { with: "demo" } });
    return token;
  });
}
