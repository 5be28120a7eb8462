import "server-only";
import type { Role } from "@/lib/auth/roles";
import { roleLabels } from "@/lib/auth/roles";
import type { Viewer } from "@/lib/auth/viewer";
import { getDatabase } from "@/lib/db/database";
import { canManage, endingOf, mayEnd } from "../domain/grant";
import { isId } from "../domain/people-filter";
import { askerOf, nothingHere } from "./asker";
import { confirmGrant, endGrant, findOpenGrant, findPerson, giveRole, takeTurn } from "./role-changes";

/**
 * Gives a person a role at once, or proposes a conduct role; returns a sentence that says which. For admins, and for
 * conduct leads where the role is one of theirs; for anybody else, and for an unknown person, it throws not_found.
 */
export async function givePersonRole(viewer: Viewer, personId: string, role: Role): Promise<string> {
  const asker = askerOf(viewer);
  if (!canManage(asker, role) || !isId(personId)) throw nothingHere();
  const database = await getDatabase();
  return database.transaction(async (tx) => {
    const now = await takeTurn(tx, asker);
    const person = await findPerson(tx, { id: personId });
    if (person === null || !canManage(now, role)) throw nothingHere();
    const state = await giveRole(tx, now, person, { role, source: "portal" });
    return state === "active"
      ? `${roleLabels[role]}: given, and it works at once.`
      : `${roleLabels[role]}: proposed. It gives nothing until a second person confirms it.`;
  });
}

/**
 * Confirms a proposed role as the second person; returns a sentence that says so. For admins and conduct leads who
 * neither proposed it nor are the person concerned; throws not_found for whoever does not manage the role.
 */
export async function confirmPersonGrant(viewer: Viewer, grantId: string): Promise<string> {
  const asker = askerOf(viewer);
  if (!isId(grantId)) throw nothingHere();
  const database = await getDatabase();
  return database.transaction(async (tx) => {
    const now = await takeTurn(tx, asker);
    const grant = await findOpenGrant(tx, grantId);
    if (grant === null || !canManage(now, grant.role)) throw nothingHere();
    const person = await findPerson(tx, { id: grant.userId });
    if (person === null) throw nothingHere();
    await confirmGrant(tx, now, person, grant);
    return `${roleLabels[grant.role]}: confirmed, and it works at once.`;
  });
}

/**
 * Ends a role at once, or withdraws or declines a proposed one; returns a sentence that says which. For whoever manages
 * the role, and for the person who holds it; throws not_found for anybody else, and conflict for the last admin.
 */
export async function endPersonGrant(viewer: Viewer, grantId: string): Promise<string> {
  const asker = askerOf(viewer);
  if (!isId(grantId)) throw nothingHere();
  const database = await getDatabase();
  return database.transaction(async (tx) => {
    const now = await takeTurn(tx, asker);
    const grant = await findOpenGrant(tx, grantId);
    if (grant === null || !mayEnd(now, grant)) throw nothingHere();
    const person = await findPerson(tx, { id: grant.userId });
    if (person === null) throw nothingHere();
    await endGrant(tx, now, person, grant);
    const words = { end: "ended", "give up": "given up", withdraw: "proposal withdrawn", decline: "proposal declined" };
    return `${roleLabels[grant.role]}: ${words[endingOf(now, grant)]}.`;
  });
}
