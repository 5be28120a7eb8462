import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import type { Database } from "@/lib/db/database";
import { AppError } from "@/lib/errors";
import type { Act } from "../domain/policy";
import type { Access, CaseRow } from "./access";
import { listCasePeople } from "./case-people";
import { nothingHere } from "./desk-work";
import { requireSecondPerson } from "./report-moves";

/** Tells whether anybody who leads, beside the first person, could be the second one for a case. */
export async function hasOtherLead(tx: Database, row: CaseRow, firstId: string): Promise<boolean> {
  const people = await listCasePeople(tx, row);
  return people.some(
    ({ id, isLead, isContact, isSoft }) => id !== firstId && !isSoft && (isLead || (row.isEscalated && isContact)),
  );
}

/**
 * Tells whether somebody may be the second of the two that a lead's act needs: another lead or, where there is none
 * without a conflict, somebody who handles the case.
 */
export async function maySecond(
  tx: Database,
  viewer: Viewer,
  access: Access<CaseRow>,
  act: Act,
  firstId: string,
): Promise<boolean> {
  if (firstId === viewer.person.id) return false;
  if (access.may(act)) return true;
  return access.relation.isAssigned && access.may("edit_case") && !(await hasOtherLead(tx, access.row, firstId));
}

/** Throws invalid for the first person themselves, and not_found for whoever may not be the second one. */
export async function requireSecond(
  tx: Database,
  viewer: Viewer,
  access: Access<CaseRow>,
  act: Act,
  firstId: string,
): Promise<void> {
  requireSecondPerson(viewer, firstId);
  if (!(await listCasePeople(tx, access.row)).some(({ id, isSoft }) => id === firstId && !isSoft))
    throw new AppError("conflict", "Whoever asked for this may not any more. End it, and ask anew.");
  if (!(await maySecond(tx, viewer, access, act, firstId))) throw nothingHere();
}
