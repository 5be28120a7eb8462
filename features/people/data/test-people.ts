import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { insertGrant } from "@/lib/auth/grants";
import { createSession, findViewerByToken, newSessionToken } from "@/lib/auth/session-store";
import { users, type GrantSource } from "@/lib/auth/tables";
import type { Role } from "@/lib/auth/roles";
import type { Viewer } from "@/lib/auth/viewer";
import type { Database } from "@/lib/db/database";

/** Writes a person with roles that work, and returns the id; for tests only. */
export async function addPerson(database: Database, name: string, roles: Role[] = [], source: GrantSource = "command") {
  const id = randomUUID();
  await database.insert(users).values({ id, name, email: `${name.toLowerCase()}-${id}@example.org` });
  await database.transaction(async (tx) => {
    for (const role of roles)
      await insertGrant(tx, { kind: "operator" }, { userId: id, role, source, state: "active" });
  });
  return id;
}

/** Signs a person in with a second factor, and returns them as a viewer; for tests only. */
export async function signIn(database: Database, userId: string): Promise<Viewer> {
  const token = newSessionToken();
  const session = { userId, provider: "demo", device: "Test", confirmedAt: new Date(), hasSecondFactor: true };
  await createSession(database, token, session);
  const viewer = await findViewerByToken(token);
  if (viewer === null) throw new Error("The session is not there.");
  return viewer;
}

/** Deletes a person as their account page does, as far as roles are concerned; for tests only. */
export async function markDeleted(database: Database, userId: string): Promise<void> {
  await database
    .update(users)
    .set({ deletedAt: new Date(), email: null, name: "Former member" })
    .where(eq(users.id, userId));
}
