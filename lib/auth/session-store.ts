import "server-only";
import { createHash, randomBytes } from "node:crypto";
import { and, eq, isNull, ne, sql } from "drizzle-orm";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { getDatabase, type Database } from "@/lib/db/database";
import { isRole, type Role } from "./roles";
import { isOver, lifetimeFor } from "./session-lifetime";
import { roleGrants, sessions, users } from "./tables";
import { Viewer } from "./viewer";

/** What is known of a person who has just proved who they are. */
export type NewSession = {
  userId: string;
  provider: string;
  device: string;
  confirmedAt: Date;
  hasSecondFactor: boolean;
};

const tokenBytes = 32;
// A session's last use is noted this often, not at every request.
const noteMilliseconds = 5 * 60 * 1000;

const hashOf = (token: string) => createHash("sha256").update(token).digest("hex");

/** Makes the token of a session: 256 random bits. */
export const newSessionToken = (): string => randomBytes(tokenBytes).toString("base64url");

/** Writes a session for a token; its browser is signed in from now on. */
export async function createSession(database: Database, token: string, session: NewSession): Promise<void> {
  const { hasSecondFactor, ...columns } = session;
  const now = new Date();
  const expiresAt = new Date(now.getTime() + lifetimeFor([]).wholeMilliseconds);
  await database.insert(sessions).values({
    ...columns,
    tokenHash: hashOf(token),
    createdAt: now,
    lastSeenAt: now,
    expiresAt,
    secondFactorAt: hasSecondFactor ? now : null,
  });
}

// What a provider's groups give works in sessions that began there: whoever it lets in no more keeps it by no other way.
const activeRoles = sql<string[]>`array(
  select distinct ${roleGrants.role} from ${roleGrants}
  where ${roleGrants.userId} = ${users.id} and ${roleGrants.state} = 'active'
    and (${roleGrants.source} <> 'claim' or ${roleGrants.sourceKey} = ${sessions.provider}) order by 1)`;

// The only thing that the portal learns of a ban or timeout (features/conduct): that nobody signs in as them for now.
const isNotShutOut = sql`not exists (select 1 from person_restriction r where r.person_id = ${users.id}
  and r.kind in ('no_account', 'no_sessions') and (r.ends_at is null or r.ends_at > now()))`;

function rolesOf(names: string[]): Role[] {
  return names.filter(isRole);
}

/** Finds the viewer of a session's token; null when there is no such session, it is over, or its person is gone. */
export async function findViewerByToken(token: string, now = new Date()): Promise<Viewer | null> {
  const database = await getDatabase();
  const [row] = await database
    .select({
      ...{ id: users.id, name: users.name, email: users.email, zone: users.zone, language: users.language },
      ...{ isDemo: users.isDemo, roles: activeRoles, sessionId: sessions.id, createdAt: sessions.createdAt },
      ...{ lastSeenAt: sessions.lastSeenAt, expiresAt: sessions.expiresAt, confirmedAt: sessions.confirmedAt },
      secondFactorAt: sessions.secondFactorAt,
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(eq(sessions.tokenHash, hashOf(token)), isNull(users.deletedAt), isNotShutOut));
  if (row === undefined) return null;
  const roles = rolesOf(row.roles);
  // Demo people are nobody once the demo is over, even with a session from before.
  if (isOver(row, roles, now) || (row.isDemo && !env.isDemo)) {
    await database.delete(sessions).where(eq(sessions.id, row.sessionId));
    return null;
  }
  if (now.getTime() - row.lastSeenAt.getTime() > noteMilliseconds)
    await database.update(sessions).set({ lastSeenAt: now }).where(eq(sessions.id, row.sessionId));
  const { id, sessionId, name, email, zone, language, isDemo, confirmedAt, secondFactorAt } = row;
  const hasSecondFactor = secondFactorAt !== null;
  return Viewer.ofSession({ id, sessionId, name, email, zone, language, isDemo, roles, confirmedAt, hasSecondFactor });
}

/** Ends the session of a token, if there is one. */
export async function endSessionOfToken(token: string): Promise<void> {
  const database = await getDatabase();
  await database.delete(sessions).where(eq(sessions.tokenHash, hashOf(token)));
}

/** Ends every session of a person but the given one; with null, all of them. */
export async function endSessionsOf(database: Database, userId: string, exceptId: string | null): Promise<void> {
  const others = exceptId === null ? undefined : ne(sessions.id, exceptId);
  await database.delete(sessions).where(and(eq(sessions.userId, userId), others));
}

/** Notes that a session has just proved again who its person is, with a second factor. */
export async function confirmSession(database: Database, sessionId: string): Promise<void> {
  const now = new Date();
  await database.update(sessions).set({ confirmedAt: now, secondFactorAt: now }).where(eq(sessions.id, sessionId));
}

/**
 * Gives a session another token, so that one somebody may have planted or seen before opens it no longer (session
 * fixation), and returns it for the cookie. Throws forbidden when the session has ended meanwhile.
 */
export async function renewToken(database: Database, sessionId: string): Promise<string> {
  const token = newSessionToken();
  const renewed = await database
    .update(sessions)
    .set({ tokenHash: hashOf(token) })
    .where(eq(sessions.id, sessionId))
    .returning({ id: sessions.id });
  if (renewed.length === 0) throw new AppError("forbidden", "You are not signed in any more. Sign in again.");
  return token;
}
