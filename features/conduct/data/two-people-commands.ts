import "server-only";
import { asc, eq } from "drizzle-orm";
import { actorOf, audit } from "@/lib/audit/audit";
import type { Viewer } from "@/lib/auth/viewer";
import type { Database } from "@/lib/db/database";
import { AppError } from "@/lib/errors";
import { openKey } from "@/lib/vault/vault";
import { moveCase } from "../domain/case-state";
import { openProposal } from "../domain/desk-entry";
import { asDesk, requireCase, type CaseRow } from "./access";
import { caseFactsOf } from "./case-facts";
import { changeCase, isId, nothingHere, workOnCase, type Target } from "./desk-work";
import { readEntries, writeEntry } from "./entries";
import { mergeWithin, requireMergeable } from "./merge";
import { requireSecondPerson } from "./report-moves";
import { reports } from "./report-tables";

/** What two people decide about a case before there is a decision. */
export type PairedAct = "put_out_of_scope" | "merge";

const note = (tx: Database, viewer: Viewer, act: string, id: string, detail = {}) =>
  audit(tx, { act: `conduct.${act}`, actor: actorOf(viewer), object: { kind: "case", id }, detail });

async function requireTarget(tx: Database, viewer: Viewer, from: CaseRow, targetId: string | null): Promise<CaseRow> {
  if (targetId === null || !isId(targetId) || targetId === from.id)
    throw new AppError("invalid", "Choose the case that this one joins.", { field: "target" });
  const { row } = await requireCase(tx, viewer, targetId, "merge", "to change");
  await requireMergeable(tx, from, row);
  return row;
}

/**
 * Proposes to put a case out of scope, or to join it with another; a second person confirms. Whoever works on it – for
 * joining, on both – may; throws not_found for anybody else.
 */
export function proposePaired(
  viewer: Viewer,
  target: Target,
  given: { act: PairedAct; reason: string; joins: string | null },
): Promise<void> {
  return workOnCase(viewer, target, given.act, async (tx, { row }) => {
    if (given.reason === "") throw new AppError("invalid", "Say why.", { field: "reason" });
    const joined = given.act === "merge" ? await requireTarget(tx, viewer, row, given.joins) : null;
    if (given.act === "put_out_of_scope")
      moveCase(row.state, "put_out_of_scope", { ...(await caseFactsOf(tx, row)), by: "two_people" });
    const key = await openKey(tx, row.id);
    if (openProposal(await readEntries(tx, key, { caseId: row.id }), given.act) !== null)
      throw new AppError("conflict", "Somebody proposed this already. Load the page again to confirm or withdraw it.");
    const { act, reason } = given;
    const entry = { kind: "proposal", act, reason, message: "", target: joined?.id ?? null } as const;
    await writeEntry(tx, key, { caseId: row.id }, { authorId: viewer.person.id, entry });
    await changeCase(tx, row.id);
    await note(tx, viewer, `${act}_proposed`, row.id);
  });
}

/**
 * Confirms such a proposal as the second person, or ends it. Whoever may propose it may; throws not_found for anybody
 * else, conflict when there is none any more, and invalid for whoever proposed it or when something is missing.
 */
export function settlePaired(
  viewer: Viewer,
  target: Target,
  given: { act: PairedAct; isConfirmed: boolean },
): Promise<void> {
  if (!isId(target.id)) return Promise.reject(nothingHere());
  return asDesk(viewer, async (tx) => {
    // Reports before cases, as everywhere, so that two changes never wait for each other.
    await tx
      .select({ id: reports.id })
      .from(reports)
      .where(eq(reports.caseId, target.id))
      .orderBy(asc(reports.id))
      .for("update");
    const { row } = await requireCase(tx, viewer, target.id, given.act, "to change");
    const key = await openKey(tx, row.id);
    const open = openProposal(await readEntries(tx, key, { caseId: row.id }), given.act);
    if (open === null) throw new AppError("conflict", "Nobody proposes this any more. Load the page again.");
    const entry = { kind: "settled", proposal: open.id, isConfirmed: given.isConfirmed } as const;
    await writeEntry(tx, key, { caseId: row.id }, { authorId: viewer.person.id, entry });
    if (given.isConfirmed) {
      requireSecondPerson(viewer, open.authorId);
      const joined = given.act === "merge" ? await requireTarget(tx, viewer, row, open.entry.target) : null;
      if (joined !== null) await mergeWithin(tx, row, joined);
      const facts = { ...(await caseFactsOf(tx, row)), hasTargetCase: joined !== null, areConflictsUnited: true };
      const state = moveCase(row.state, given.act, { ...facts, by: "two_people" });
      await changeCase(tx, row.id, { state, closedAt: new Date(), mergedInto: joined?.id ?? null });
    } else await changeCase(tx, row.id);
    await note(tx, viewer, `${given.act}_${given.isConfirmed ? "confirmed" : "ended"}`, row.id);
  });
}
