import "server-only";
import { inArray } from "drizzle-orm";
import type { Viewer } from "@/lib/auth/viewer";
import type { Database } from "@/lib/db/database";
import { openCaseStates } from "../domain/case-state";
import { may, type Act } from "../domain/policy";
import { relationsOf, standingOf } from "./access";
import { cases } from "./case-tables";

/** Returns the open cases for which a viewer may do an act, by code name. In a transaction of the desk. */
export async function listWorkedCases(
  tx: Database,
  viewer: Viewer,
  act: Act,
): Promise<{ id: string; codeName: string }[]> {
  const rows = await tx
    .select()
    .from(cases)
    .where(inArray(cases.state, [...openCaseStates]));
  const relations = await relationsOf(tx, viewer, rows);
  return rows
    .filter(({ id }) => {
      const relation = relations.get(id);
      return relation !== undefined && may(act, standingOf(viewer), relation);
    })
    .map(({ id, codeName }) => ({ id, codeName }))
    .toSorted((one, other) => one.codeName.localeCompare(other.codeName));
}
