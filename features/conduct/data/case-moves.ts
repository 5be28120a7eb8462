import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import type { Database } from "@/lib/db/database";
import { caseTable, moveCase, openCaseStates, type CaseContext, type CaseMove } from "../domain/case-state";
import type { Access, CaseRow } from "./access";
import { caseFactsOf, caseMoversOf } from "./case-facts";
import { changeCase } from "./desk-work";

/**
 * Moves a case as the first of the viewer's parts that may. For commands that hold the case; throws like
 * `moveCase`.
 */
export async function moveWithin(
  tx: Database,
  viewer: Viewer,
  access: Access<CaseRow>,
  move: CaseMove,
  facts: Omit<CaseContext, "by"> = {},
): Promise<void> {
  const movers = await caseMoversOf(tx, viewer, access);
  const by = movers.find((mover) => caseTable.moves[move].by.includes(mover)) ?? movers[0] ?? "handler";
  const known = await caseFactsOf(tx, access.row);
  const state = moveCase(access.row.state, move, { ...known, ...facts, by });
  await changeCase(tx, access.row.id, { state, closedAt: openCaseStates.includes(state) ? null : new Date() });
}
