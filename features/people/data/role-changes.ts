import "server-only";
import { and, eq, ne } from "drizzle-orm";
import { audit, type Actor } from "@/lib/audit/audit";
import { requireAnotherAdmin } from "@/lib/auth/admins";
import { endGrants, insertGrant } from "@/lib/auth/grants";
import type { Role } from "@/lib/auth/roles";
import { signInOrigin } from "@/lib/auth/session-cookie";
import { roleGrants, users, type GrantSource } from "@/lib/auth/tables";
import type { Database } from "@/lib/db/database";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { isMailAddress } from "@/lib/mail/address";
import { queueMail } from "@/lib/mail/queue";
import { endingOf, stateOfNew, whyNotConfirm, whyNotGive, type Asker } from "../domain/grant";
import { roleMail, type RoleChange } from "../domain/role-mail";
import { takeLock } from "@/lib/db/locks";

/** A person whose roles change. */
export type ChangedPerson = { id: string; name: string; email: string | null; isDeleted: boolean };
/** A grant that is not over. */
export type OpenGrant = typeof roleGrants.$inferSelect;

const overtaken = () =>
  new AppError("conflict", "Somebody else has decided this in the meantime. Nothing was changed.");
const actorOfAsker = (asker: Asker): Actor =>
  asker === "operator" ? { kind: "operator" } : { kind: "person", id: asker.id };

/**
 * Lets people change roles one at a time – signing in follows claims beside that –, and returns the asker with the roles they hold now that it is their turn:
 * whoever has just lost a role decides nothing by it any more.
 */
export async function takeTurn(tx: Database, asker: Asker): Promise<Asker> {
  await tx.execute(takeLock("roles"));
  if (asker === "operator") return asker;
  // A statement of its own: its snapshot must be younger than the lock.
  const held = await tx
    .select({ role: roleGrants.role })
    .from(roleGrants)
    .where(and(eq(roleGrants.userId, asker.id), eq(roleGrants.state, "active")));
  const holds = (role: Role) => held.some((grant) => grant.role === role);
  return { id: asker.id, isAdmin: asker.isAdmin && holds("admin"), isLead: asker.isLead && holds("conduct_lead") };
}

/** Finds a person whose roles could change; null when there is none. People of the demo exist only while there is one. */
export async function findPerson(
  tx: Database,
  where: { id: string } | { email: string },
): Promise<ChangedPerson | null> {
  const [row] = await tx
    .select()
    .from(users)
    .where("id" in where ? eq(users.id, where.id) : eq(users.email, where.email));
  if (row === undefined || (row.isDemo && !env.isDemo)) return null;
  const { id, name, email, deletedAt } = row;
  return { id, name, email, isDeleted: deletedAt !== null };
}

async function tell(tx: Database, person: ChangedPerson, change: RoleChange, role: Role): Promise<void> {
  const { name, email } = person;
  // What a provider calls an address is not always one that mail reaches; that must not hold up the change.
  if (email === null || !isMailAddress(email)) return;
  await queueMail(tx, { to: { name, address: email }, ...roleMail(change, role, signInOrigin) });
}

const isOpenGrantOf = (userId: string, role: Role) =>
  and(eq(roleGrants.userId, userId), eq(roleGrants.role, role), ne(roleGrants.state, "ended"));

/**
 * Gives a role, or proposes it where a second person must agree, in the transaction of a turn; returns which. Whether
 * the asker manages the role is the caller's to check. Throws forbidden or conflict with the reason.
 */
export async function giveRole(
  tx: Database,
  asker: Asker,
  person: ChangedPerson,
  { role, source }: { role: Role; source: GrantSource },
): Promise<"active" | "proposed"> {
  const reason = whyNotGive(asker, person);
  if (reason !== null) throw new AppError("forbidden", reason);
  const [held] = await tx.select({ state: roleGrants.state }).from(roleGrants).where(isOpenGrantOf(person.id, role));
  if (held !== undefined)
    throw new AppError(
      "conflict",
      held.state === "active"
        ? "This person holds the role already."
        : "This role is proposed already, and waits for a second person.",
    );
  const state = stateOfNew(role);
  await tell(tx, person, state === "active" ? "granted" : "proposed", role);
  await insertGrant(tx, actorOfAsker(asker), { userId: person.id, role, source, state });
  return state;
}

/** Confirms a proposed role as the second person, in the transaction of a turn; the checks are as in giveRole. */
export async function confirmGrant(tx: Database, asker: Asker, person: ChangedPerson, grant: OpenGrant): Promise<void> {
  const reason = whyNotConfirm(asker, grant, person);
  if (reason !== null || asker === "operator") throw new AppError("forbidden", reason ?? "");
  const { id, role, source } = grant;
  const confirmed = await tx
    .update(roleGrants)
    .set({ state: "active", confirmedBy: asker.id, confirmedAt: new Date() })
    .where(and(eq(roleGrants.id, id), eq(roleGrants.state, "proposed")))
    .returning({ id: roleGrants.id });
  if (confirmed.length === 0) throw overtaken();
  await tell(tx, person, "confirmed", role);
  const object = { kind: "person", id: person.id };
  await audit(tx, { actor: actorOfAsker(asker), act: "role.confirmed", object, detail: { role, source } });
}

/** Withdraws or declines a proposed role, in the transaction of a turn; that it may be done is the caller's to check. */
async function dropProposal(tx: Database, asker: Asker, person: ChangedPerson, grant: OpenGrant): Promise<void> {
  const { id, role, source } = grant;
  const change = endingOf(asker, grant) === "withdraw" ? "withdrawn" : "declined";
  await tx
    .update(roleGrants)
    .set({ state: "ended", endedAt: new Date(), endedBy: asker === "operator" ? null : asker.id })
    .where(eq(roleGrants.id, id));
  await tell(tx, person, change, role);
  const object = { kind: "person", id: person.id };
  await audit(tx, { actor: actorOfAsker(asker), act: `role.${change}`, object, detail: { role, source } });
}

/**
 * Ends a role at once, or drops it while it is only proposed, in the transaction of a turn; that the asker may is the
 * caller's to check. Throws conflict when nobody would be admin any more.
 */
export async function endGrant(tx: Database, asker: Asker, person: ChangedPerson, grant: OpenGrant): Promise<void> {
  if (grant.state === "proposed") return dropProposal(tx, asker, person, grant);
  if (grant.role === "admin") {
    const held = await tx.select({ state: roleGrants.state }).from(roleGrants).where(isOpenGrantOf(person.id, "admin"));
    if (held.length === 1) await requireAnotherAdmin(tx, person.id);
  }
  await tell(tx, person, "ended", grant.role);
  await endGrants(tx, actorOfAsker(asker), [grant.id]);
}

/** Finds a grant that is not over; null when there is none. Called in the transaction of a turn, it stays as it is. */
export async function findOpenGrant(tx: Database, id: string): Promise<OpenGrant | null> {
  const [row] = await tx
    .select()
    .from(roleGrants)
    .where(and(eq(roleGrants.id, id), ne(roleGrants.state, "ended")));
  return row ?? null;
}
