import "server-only";
import { and, inArray } from "drizzle-orm";
import { conductRoles, type Role } from "@/lib/auth/roles";
import { roleGrants } from "@/lib/auth/tables";
import type { Database } from "@/lib/db/database";
import { findEscalationContact } from "./desk-people";

/** Returns which of some people are of the desk or ever were, or are the escalation contact. */
export async function conductStaff(tx: Database, ids: readonly (string | null)[]): Promise<Set<string>> {
  const asked = [...new Set(ids.filter((id) => id !== null))];
  if (asked.length === 0) return new Set();
  const granted = await tx
    .selectDistinct({ id: roleGrants.userId })
    .from(roleGrants)
    .where(and(inArray(roleGrants.userId, asked), inArray(roleGrants.role, conductRoles as Role[])));
  const contact = await findEscalationContact(tx);
  return new Set([...granted.map(({ id }) => id), ...(contact === null ? [] : [contact])]);
}
