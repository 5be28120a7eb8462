import "server-only";
import { and, eq } from "drizzle-orm";
import { actorOf, audit } from "@/lib/audit/audit";
import { findAuthenticator } from "@/lib/auth/authenticator";
import { findDemoPerson } from "@/lib/auth/demo-people";
import { createSession, endSessionsOf, newSessionToken } from "@/lib/auth/session-store";
import { sessions } from "@/lib/auth/tables";
import type { Viewer } from "@/lib/auth/viewer";
import { getDatabase } from "@/lib/db/database";

/** Makes a session for a person of the demo and returns its token; throws not_found where there is no demo. */
export async function startDemoSession(viewer: Viewer, personKey: string, device: string): Promise<string> {
  const userId = await findDemoPerson(personKey);
  const database = await getDatabase();
  const token = newSessionToken();
  await database.transaction(async (tx) => {
    if (viewer.isSignedIn) await tx.delete(sessions).where(eq(sessions.id, viewer.person.sessionId));
    const confirmedAt = new Date();
    // The demo asks for no second factor, because its people reach nobody else's portal, unless one was set up to try it.
    const hasSecondFactor = (await findAuthenticator(tx, userId)) === null;
    await createSession(tx, token, { userId, provider: "demo", device, confirmedAt, hasSecondFactor });
    const object = { kind: "person", id: userId };
    await audit(tx, {
      actor: { kind: "person", id: userId },
      act: "session.started",
      object,
      detail: { provider: "demo" },
    });
  });
  return token;
}

/** Ends the viewer's own session, in this browser only; a guest has none to end. */
export async function endOwnSession(viewer: Viewer): Promise<void> {
  if (!viewer.isSignedIn) return;
  const { id, sessionId } = viewer.person;
  const database = await getDatabase();
  await database.transaction(async (tx) => {
    await tx.delete(sessions).where(eq(sessions.id, sessionId));
    await audit(tx, { actor: actorOf(viewer), act: "session.ended", object: { kind: "person", id } });
  });
}

/** Ends one of the viewer's own sessions by its id; somebody else's is left alone without a word. */
export async function endSession(viewer: Viewer, sessionId: string): Promise<void> {
  const { id } = viewer.person;
  const database = await getDatabase();
  await database.transaction(async (tx) => {
    const ended = await tx
      .delete(sessions)
      .where(and(eq(sessions.id, sessionId), eq(sessions.userId, id)))
      .returning({ id: sessions.id });
    if (ended.length > 0)
      await audit(tx, { actor: actorOf(viewer), act: "session.ended", object: { kind: "person", id } });
  });
}

/** Ends every session of the viewer but the current one. */
export async function endOtherSessions(viewer: Viewer): Promise<void> {
  const { id, sessionId } = viewer.person;
  const database = await getDatabase();
  await database.transaction(async (tx) => {
    await endSessionsOf(tx, id, sessionId);
    await audit(tx, { actor: actorOf(viewer), act: "session.ended-others", object: { kind: "person", id } });
  });
}

/** Ends every session of the viewer, the current one included. */
export async function endEverySession(viewer: Viewer): Promise<void> {
  const { id } = viewer.person;
  const database = await getDatabase();
  await database.transaction(async (tx) => {
    await endSessionsOf(tx, id, null);
    await audit(tx, { actor: actorOf(viewer), act: "session.ended-all", object: { kind: "person", id } });
  });
}
