import "server-only";
import { and, eq, inArray, isNull } from "drizzle-orm";
import { conductRoles, type Role } from "@/lib/auth/roles";
import { roleGrants, users } from "@/lib/auth/tables";
import type { Database } from "@/lib/db/database";
import { env } from "@/lib/env";

/** Somebody who holds a conduct role, whether it is awake just now or not. */
export type DeskPerson = { id: string; name: string; email: string | null; isLead: boolean };

/**
 * Returns everybody who holds a conduct role, by name. For the rules of conduct and for whoever is about to report,
 * who must see who will read it.
 */
export async function listDeskPeople(database: Database): Promise<DeskPerson[]> {
  const rows = await database
    .select({ id: users.id, name: users.name, email: users.email, role: roleGrants.role })
    .from(roleGrants)
    .innerJoin(users, eq(users.id, roleGrants.userId))
    .where(
      and(eq(roleGrants.state, "active"), inArray(roleGrants.role, conductRoles as Role[]), isNull(users.deletedAt)),
    )
    .orderBy(users.name, users.id);
  const people = new Map<string, DeskPerson>();
  for (const { role, ...person } of rows) {
    const isLead = role === "conduct_lead" || people.get(person.id)?.isLead === true;
    people.set(person.id, { ...person, isLead });
  }
  return [...people.values()];
}

/** Returns the person who gets cases when everybody at the desk is conflicted; null when there is none yet. */
export async function findEscalationPerson(database: Database): Promise<DeskPerson | null> {
  if (env.conductEscalation === null) return null;
  const [row] = await database
    .select({ id: users.id, name: users.name, email: users.email })
    .from(users)
    .where(and(eq(users.email, env.conductEscalation), isNull(users.deletedAt)));
  return row === undefined ? null : { ...row, isLead: false };
}

/** Returns the id of that person. */
export const findEscalationContact = async (database: Database): Promise<string | null> =>
  (await findEscalationPerson(database))?.id ?? null;
