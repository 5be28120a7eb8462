import "server-only";
import { and, asc, eq, or } from "drizzle-orm";
import { actorOf, audit } from "@/lib/audit/audit";
import { auditEvents } from "@/lib/audit/tables";
import { findAuthenticator } from "@/lib/auth/authenticator";
import { countRecoveryCodes } from "@/lib/auth/recovery-codes";
import { accounts, roleGrants, sessions, users } from "@/lib/auth/tables";
import type { Viewer } from "@/lib/auth/viewer";
import { getDatabase, type Database } from "@/lib/db/database";
import { countWaitingMails } from "./waiting-mails";

/** Everything that is kept about a person, as they get it. */
export type PersonExport = Record<
  "profile" | "waysToSignIn" | "sessions" | "roles" | "secondFactor" | "waitingMails" | "log",
  unknown
>;

async function readLog(tx: Database, id: string) {
  const { actorId, objectKind, objectId } = auditEvents;
  const events = await tx
    .select()
    .from(auditEvents)
    .where(or(eq(actorId, id), and(eq(objectKind, "person"), eq(objectId, id))))
    .orderBy(asc(auditEvents.seq));
  return events.map(({ at, act, outcome, detail, ...event }) => ({
    at,
    // Who else acted is their data: it is enough that it was somebody else.
    by: event.actorId === id ? "you" : event.actorKind === "person" ? "another person" : event.actorKind,
    act,
    on: event.objectId === id ? "you" : { kind: event.objectKind, id: event.objectId },
    ...{ outcome, detail },
  }));
}

/**
 * Returns everything that is kept about the viewer, and writes down that it was read; throws forbidden for a guest.
 * What would open the account – hashes of tokens and codes, the authenticator's key – is left out.
 */
export async function exportPerson(viewer: Viewer): Promise<PersonExport> {
  const { id } = viewer.person;
  const database = await getDatabase();
  return database.transaction(async (tx) => {
    const [profile] = await tx.select().from(users).where(eq(users.id, id));
    const waysToSignIn = await tx
      .select({ provider: accounts.provider, accountThere: accounts.providerAccountId, linkedAt: accounts.linkedAt })
      .from(accounts)
      .where(eq(accounts.userId, id))
      .orderBy(asc(accounts.linkedAt));
    const { device, provider, createdAt, lastSeenAt, expiresAt, confirmedAt, secondFactorAt } = sessions;
    const ownSessions = await tx
      .select({ device, provider, createdAt, lastSeenAt, expiresAt, confirmedAt, secondFactorAt })
      .from(sessions)
      .where(eq(sessions.userId, id))
      .orderBy(asc(createdAt));
    const { role, source, state, proposedAt, endedAt } = roleGrants;
    const roles = await tx
      .select({ role, source, state, proposedAt, givenAt: roleGrants.confirmedAt, endedAt })
      .from(roleGrants)
      .where(eq(roleGrants.userId, id))
      .orderBy(asc(proposedAt));
    const authenticator = await findAuthenticator(tx, id);
    const person: PersonExport = {
      ...{ profile, waysToSignIn, sessions: ownSessions, roles },
      secondFactor: { since: authenticator?.since ?? null, recoveryCodesLeft: await countRecoveryCodes(tx, id) },
      waitingMails: await countWaitingMails(tx, profile?.email ?? null),
      log: await readLog(tx, id),
    };
    await audit(tx, { actor: actorOf(viewer), act: "person.exported", object: { kind: "person", id } });
    return person;
  });
}
