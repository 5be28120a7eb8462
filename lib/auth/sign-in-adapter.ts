import "server-only";
import { and, eq, gt, sql } from "drizzle-orm";
import type { Adapter, AdapterUser } from "next-auth/adapters";
import { audit } from "@/lib/audit/audit";
import type { Database } from "@/lib/db/database";
import type { Claims } from "./claims";
import { guardedRoles } from "./roles";
import { followClaims, insertGrant } from "./grants";
import { ifNotYou, mailAboutAccount, mailAboutNewBrowser } from "./security-mail";
import { createSession } from "./session-store";
import { accounts, roleGrants, users, verificationTokens } from "./tables";

/** What one request to sign in learns on its way; next-auth hands its adapter ids only. */
export type SignInAttempt = {
  provider: string;
  claims: Claims | null;
  device: string;
  /** The person who asked, in their session, for another way to sign in; null for an ordinary sign-in. */
  linkTo: string | null;
  /** People who have signed in with this browser before. */
  known: string[];
  /** Set when this attempt has made the account: its person needs no mail about what they just did. */
  hasJoined: boolean;
  admins: string[];
};

type UserRow = { id: string; email: string | null };

// next-auth wants an address of everybody; whoever has none here gets one that reaches nobody.
const asUser = ({ id, email }: UserRow): AdapterUser => ({
  id,
  email: email ?? `${id}@none.invalid`,
  emailVerified: null,
});

const isAlive = sql`${users.deletedAt} is null and not ${users.isDemo}`;

/** Tells whether a person holds a guarded role: nothing is linked to such a person by an e-mail address alone. */
async function isGuarded(database: Database, userId: string): Promise<boolean> {
  const rows = await database
    .select({ role: roleGrants.role })
    .from(roleGrants)
    .where(and(eq(roleGrants.userId, userId), eq(roleGrants.state, "active")));
  return rows.some(({ role }) => guardedRoles.includes(role));
}

/** Says why an e-mail address does not lead to an account, or returns the account it leads to; null when it is new. */
export async function findLinkable(
  database: Database,
  attempt: SignInAttempt,
  email: string,
): Promise<UserRow | "guarded" | null> {
  const [row] = await database
    .select({ id: users.id, email: users.email })
    .from(users)
    .where(and(eq(users.email, email), isAlive));
  if (row === undefined) return null;
  return attempt.provider !== "email" && (await isGuarded(database, row.id)) ? "guarded" : row;
}

/** Gives what settings and claims say a person is, at each sign-in; a guarded role never by an unconfirmed address. */
async function followRoles(tx: Database, userId: string, attempt: SignInAttempt): Promise<void> {
  const { claims, provider, admins } = attempt;
  // A provider that says nothing of roles (any more) gives none.
  if (claims !== null) await followClaims(tx, userId, provider, claims.roles ?? []);
  const [person] = await tx.select({ email: users.email }).from(users).where(eq(users.id, userId));
  if (person?.email != null && admins.includes(person.email))
    await insertGrant(tx, { kind: "portal" }, { userId, role: "admin", source: "setting", state: "active" });
}

/**
 * The tables as next-auth sees them, for one attempt to sign in. Written here and not taken from a package: tokens are
 * kept as hashes only, those of the provider not at all, and every act has its audit entry in the same transaction.
 */
export function signInAdapter(database: Database, attempt: SignInAttempt): Adapter {
  return {
    async createUser({ email }) {
      const { claims } = attempt;
      const address = claims === null ? email.toLowerCase() : (claims.email ?? "");
      const name = claims?.name ?? "Community member";
      const id = await database.transaction(async (tx) => {
        const [row] = await tx.insert(users).values({ name, email: address }).returning({ id: users.id });
        if (row === undefined) throw new Error("A person could not be written.");
        const actor = { kind: "person", id: row.id } as const;
        await audit(tx, { actor, act: "person.joined", object: { kind: "person", id: row.id } });
        return row.id;
      });
      attempt.hasJoined = true;
      return asUser({ id, email: address });
    },
    async getUser(id) {
      const [row] = await database
        .select({ id: users.id, email: users.email })
        .from(users)
        .where(and(eq(users.id, id), isAlive));
      return row === undefined ? null : asUser(row);
    },
    async getUserByEmail(email) {
      const found = await findLinkable(database, attempt, attempt.claims?.email ?? email.toLowerCase());
      return found === null || found === "guarded" ? null : asUser(found);
    },
    async getUserByAccount({ provider, providerAccountId }) {
      const [row] = await database
        .select({ id: users.id, email: users.email })
        .from(accounts)
        .innerJoin(users, eq(users.id, accounts.userId))
        .where(and(eq(accounts.provider, provider), eq(accounts.providerAccountId, providerAccountId), isAlive));
      return row === undefined ? null : asUser(row);
    },
    async updateUser({ id }) {
      const [row] = await database.select({ id: users.id, email: users.email }).from(users).where(eq(users.id, id));
      if (row === undefined) throw new Error("A person is gone.");
      return asUser(row);
    },
    async linkAccount({ provider, providerAccountId, userId }) {
      await database.transaction(async (tx) => {
        await tx.insert(accounts).values({ provider, providerAccountId, userId });
        const paragraphs = [`From now on, ${provider} signs you in to your account, too.`, ...ifNotYou];
        if (!attempt.hasJoined)
          await mailAboutAccount(tx, userId, { subject: "A way to sign in was added", paragraphs });
        const actor = { kind: "person", id: userId } as const;
        await audit(tx, { actor, act: "sign-in.linked", object: { kind: "person", id: userId }, detail: { provider } });
      });
    },
    async createSession({ sessionToken, userId, expires }) {
      const { provider, device, claims } = attempt;
      const now = new Date();
      const provedAt = claims?.provedAt ?? now;
      const confirmedAt = provedAt < now ? provedAt : now;
      const hasSecondFactor = claims?.hasSecondFactor ?? false;
      await database.transaction(async (tx) => {
        if (!attempt.hasJoined && !attempt.known.includes(userId)) await mailAboutNewBrowser(tx, userId, device);
        await createSession(tx, sessionToken, { userId, provider, device, confirmedAt, hasSecondFactor });
        // After everything that waits for the row of the person: what follows writes to the audit log.
        await followRoles(tx, userId, attempt);
        const actor = { kind: "person", id: userId } as const;
        await audit(tx, {
          actor,
          act: "session.started",
          object: { kind: "person", id: userId },
          detail: { provider },
        });
      });
      return { sessionToken, userId, expires };
    },
    // Signing in always makes a new session; only who asked to link another way keeps the one they have.
    async getSessionAndUser(sessionToken) {
      if (attempt.linkTo === null) return null;
      const expires = new Date(Date.now() + 60_000);
      return {
        session: { sessionToken, userId: attempt.linkTo, expires },
        user: asUser({ id: attempt.linkTo, email: null }),
      };
    },
    async updateSession() {
      return null;
    },
    async deleteSession() {
      return null;
    },
    async createVerificationToken({ identifier, token, expires }) {
      await database.insert(verificationTokens).values({ identifier, tokenHash: token, expiresAt: expires });
      return { identifier, token, expires };
    },
    async useVerificationToken({ identifier, token }) {
      // One statement: of two uses at once, one gets the row.
      const [row] = await database
        .delete(verificationTokens)
        .where(
          and(
            eq(verificationTokens.identifier, identifier),
            eq(verificationTokens.tokenHash, token),
            gt(verificationTokens.expiresAt, new Date()),
          ),
        )
        .returning();
      return row === undefined ? null : { identifier, token, expires: row.expiresAt };
    },
  };
}
