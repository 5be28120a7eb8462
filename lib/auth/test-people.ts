import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import type { Database, OpenDatabase } from "@/lib/db/database";
import type { Role } from "./roles";
import { createSession, findViewerByToken, newSessionToken } from "./session-store";
import { accounts, roleGrants, sessions, users } from "./tables";
import type { Viewer } from "./viewer";

const slot = globalThis as typeof globalThis & { portalDatabase?: Promise<OpenDatabase> };

/** Makes a database the one of this process; for tests only. */
export function serveDatabase(database: Database): void {
  slot.portalDatabase = Promise.resolve({ database, close: () => Promise.resolve() });
}

type NewPerson = { name?: string; email?: string; roles?: Role[]; hasSecondFactor?: boolean; isDemo?: boolean };

/** Writes a person, each with an address of their own unless told otherwise, and signs them in; for tests only. */
export async function signInNewPerson(database: Database, given: NewPerson = {}): Promise<Viewer> {
  const { name = "Ada", email = `${randomUUID()}@example.org`, roles = [], isDemo = false } = given;
  const [row] = await database.insert(users).values({ name, email, isDemo }).returning({ id: users.id });
  const userId = row?.id ?? "";
  for (const role of roles)
    await database.insert(roleGrants).values({ userId, role, source: "portal", state: "active" });
  return signInAgain(database, userId, given);
}

/** Signs a person in once more and returns their viewer in that session; for tests only. */
export async function signInAgain(
  database: Database,
  userId: string,
  given: { hasSecondFactor?: boolean; provider?: string; device?: string; confirmedAt?: Date } = {},
): Promise<Viewer> {
  const { hasSecondFactor = false, provider = "github", device = "Firefox on Linux", confirmedAt = new Date() } = given;
  const token = newSessionToken();
  await createSession(database, token, { userId, provider, device, confirmedAt, hasSecondFactor });
  return viewerOfToken(token);
}

/** Returns the viewer of a token; throws when it opens no session; for tests only. */
export async function viewerOfToken(token: string): Promise<Viewer> {
  const viewer = await findViewerByToken(token);
  if (viewer === null) throw new Error("This token opens no session.");
  return viewer;
}

/** Adds a way to sign in, as a provider's answer does; for tests only. */
export async function addWay(database: Database, viewer: Viewer, provider: string, account: string): Promise<void> {
  await database.insert(accounts).values({ provider, providerAccountId: account, userId: viewer.person.id });
}

/** Opens several connections, so that what is asked at once also runs at once; for tests only. */
export async function openConnections(database: Database): Promise<void> {
  await Promise.all(Array.from({ length: 4 }, () => database.execute(sql`select 1`)));
}

/** Tells whether a viewer's session is still there; for tests only. */
export async function isSignedIn(database: Database, viewer: Viewer): Promise<boolean> {
  const rows = await database.select().from(sessions).where(eq(sessions.id, viewer.person.sessionId));
  return rows.length > 0;
}
