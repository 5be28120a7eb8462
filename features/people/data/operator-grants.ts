import "server-only";
import { and, asc, eq, isNull, ne } from "drizzle-orm";
import { requireAnotherAdmin } from "@/lib/auth/admins";
import type { Role } from "@/lib/auth/roles";
import { roleGrants, users } from "@/lib/auth/tables";
import type { Database } from "@/lib/db/database";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { whyItReturns } from "../domain/grant";
import { endGrant, findPerson, giveRole, takeTurn } from "./role-changes";

/** A person as the operator's list shows them. */
export type PersonLine = { name: string; email: string | null; roles: string[] };

async function requirePerson(tx: Database, email: string) {
  const person = await findPerson(tx, { email: email.toLowerCase() });
  if (person === null)
    throw new AppError(
      "not_found",
      `Nobody has signed in with the address ${email} yet. Roles are given to people who have; name the first admin in PORTAL_ADMINS, which takes effect when that person signs in.`,
    );
  return person;
}

/**
 * Gives a person a role at once, or proposes a conduct role, which somebody in the portal confirms. For the operator's
 * command; throws not_found for an unknown address and conflict when the role is held already.
 */
export async function grantByOperator(database: Database, email: string, role: Role): Promise<"active" | "proposed"> {
  return database.transaction(async (tx) => {
    const asker = await takeTurn(tx, "operator");
    return giveRole(tx, asker, await requirePerson(tx, email), { role, source: "command" });
  });
}

/**
 * Ends a role of a person wherever it comes from, and returns why it will come back, if it will. For the operator's
 * command; throws not_found when the person does not hold it, and conflict for the last admin.
 */
export async function revokeByOperator(database: Database, email: string, role: Role): Promise<string[]> {
  return database.transaction(async (tx) => {
    const asker = await takeTurn(tx, "operator");
    const person = await requirePerson(tx, email);
    const open = await tx
      .select()
      .from(roleGrants)
      .where(and(eq(roleGrants.userId, person.id), eq(roleGrants.role, role), ne(roleGrants.state, "ended")))
      .orderBy(asc(roleGrants.proposedAt));
    if (open.length === 0) throw new AppError("not_found", `${email} does not hold this role.`);
    // Before the first audit entry, which the second grant of an admin would come after.
    if (role === "admin") await requireAnotherAdmin(tx, person.id);
    for (const grant of open) await endGrant(tx, asker, person, grant);
    return open.flatMap(({ source, sourceKey }) => whyItReturns(source, sourceKey) ?? []);
  });
}

/** Lists everybody who has an account, with the roles they hold, in the order of their names; for the operator's command. */
export async function listPeople(database: Database): Promise<PersonLine[]> {
  const isListed = and(isNull(users.deletedAt), env.isDemo ? undefined : eq(users.isDemo, false));
  const rows = await database
    .select({ id: users.id, name: users.name, email: users.email, role: roleGrants.role, state: roleGrants.state })
    .from(users)
    .leftJoin(roleGrants, and(eq(roleGrants.userId, users.id), ne(roleGrants.state, "ended")))
    .where(isListed)
    .orderBy(asc(users.name), asc(users.id), asc(roleGrants.role));
  const people = new Map<string, PersonLine>();
  for (const { id, name, email, role, state } of rows) {
    const person = people.get(id) ?? { name, email, roles: [] };
    people.set(id, person);
    const shown = state === "proposed" ? `${role} (proposed)` : role;
    if (shown !== null && !person.roles.includes(shown)) person.roles.push(shown);
  }
  return [...people.values()];
}
