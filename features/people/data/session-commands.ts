import "server-only";
import { and, count, eq, ne } from "drizzle-orm";
import { actorOf, audit } from "@/lib/audit/audit";
import { endSessionsOf } from "@/lib/auth/session-store";
import { sessions } from "@/lib/auth/tables";
import type { Viewer } from "@/lib/auth/viewer";
import { getDatabase } from "@/lib/db/database";
import { isId } from "../domain/people-filter";
import { askerOf, nothingHere } from "./asker";
import { findPerson } from "./role-changes";

/**
 * Signs a person out of every browser, but for the one the viewer is using; returns in how many. For admins; throws
 * not_found for anybody else and for an unknown person.
 */
export async function endPersonSessions(viewer: Viewer, personId: string): Promise<number> {
  if (!askerOf(viewer).isAdmin || !isId(personId)) throw nothingHere();
  const { sessionId } = viewer.person;
  const database = await getDatabase();
  return database.transaction(async (tx) => {
    if ((await findPerson(tx, { id: personId })) === null) throw nothingHere();
    const others = and(eq(sessions.userId, personId), ne(sessions.id, sessionId));
    const [row] = await tx.select({ browsers: count() }).from(sessions).where(others);
    const browsers = row?.browsers ?? 0;
    await endSessionsOf(tx, personId, sessionId);
    const object = { kind: "person", id: personId };
    await audit(tx, { actor: actorOf(viewer), act: "sessions.ended", object, detail: { browsers } });
    return browsers;
  });
}
