import "server-only";
import { and, eq, inArray, isNotNull, or } from "drizzle-orm";
import type { Viewer } from "@/lib/auth/viewer";
import type { Database } from "@/lib/db/database";
import { atDesk } from "@/lib/db/doors";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { conductPseudonym } from "@/lib/vault/key-file";
import { conflictOf, type ConflictDeclaration } from "../domain/conflict";
import { may, type Act, type Relation, type Standing } from "../domain/policy";
import { assignments, cases, conflicts, parties } from "./case-tables";
import { appeals } from "./measure-tables";
import { exclusions, reports } from "./report-tables";
import { reporterRefsOf } from "./reporter-ref";

export type CaseRow = typeof cases.$inferSelect;
export type ReportRow = typeof reports.$inferSelect;
/** Something of the desk, what its viewer is to it, and what they may do. */
export type Access<Row> = { row: Row; relation: Relation; may: (act: Act) => boolean };

const missing = () => new AppError("not_found", "There is nothing here.");

/** Returns what a viewer is in the team, by roles that are awake. */
export const standingOf = (viewer: Viewer): Standing => ({
  isModerator: viewer.has("conduct_moderator"),
  isLead: viewer.has("conduct_lead"),
  isAdmin: viewer.has("admin"),
});

/** Tells whether a viewer is the person outside the team who gets what nobody at the desk may see. */
const isEscalationContact = (viewer: Viewer): boolean =>
  viewer.isSignedIn &&
  viewer.person.hasSecondFactor &&
  env.conductEscalation !== null &&
  viewer.person.email === env.conductEscalation;

/** Tells whether a viewer works at the desk at all; reviewers of appeals and native readers come in by their task. */
export function isOfDesk(viewer: Viewer): boolean {
  const { isModerator, isLead } = standingOf(viewer);
  return isModerator || isLead || isEscalationContact(viewer);
}

/**
 * Runs a transaction of the desk on a viewer's behalf, behind the second wall. Everything at the desk goes through
 * here; throws not_found for guests, as for whatever does not exist.
 */
export function asDesk<T>(viewer: Viewer, run: (tx: Database) => Promise<T>, database?: Database): Promise<T> {
  if (!viewer.isSignedIn) return Promise.reject(missing());
  return atDesk(viewer.person.id, run, database);
}

const nothing: Relation = {
  ...{ isAssigned: false, isInPool: false, hardConflict: false, softConflict: false, isExcluded: false },
  ...{ isParty: false, isReporter: false, isEscalated: false, isEscalationContact: false },
  ...{ isAppealReviewer: false, isNativeReader: false },
};

const personRef = (personId: string) => conductPseudonym("person", personId);

/** Everything that ties a viewer to cases; read once for any number of them. */
async function tiesOf(tx: Database, viewer: Viewer) {
  const personId = viewer.person.id;
  const declared = await tx.select().from(conflicts).where(eq(conflicts.personId, personId));
  const own = await tx.select().from(assignments).where(eq(assignments.personId, personId));
  const taken = await tx
    .selectDistinct({ caseId: assignments.caseId })
    .from(assignments)
    .where(inArray(assignments.role, ["coordinator", "handler"]));
  const asParty = await tx
    .select({ caseId: parties.caseId })
    .from(parties)
    .where(eq(parties.ref, personRef(personId)));
  const reported = await tx
    .select({ caseId: reports.caseId })
    .from(reports)
    .where(and(inArray(reports.reporterRef, reporterRefsOf(personId)), isNotNull(reports.caseId)));
  const reviews = await tx.select({ caseId: appeals.caseId }).from(appeals).where(eq(appeals.reviewerId, personId));
  const declarations = new Map<string, ConflictDeclaration[]>();
  for (const { caseId, kind, source } of declared)
    if (kind !== "none") declarations.set(caseId, [...(declarations.get(caseId) ?? []), { kind, source }]);
  const ids = (rows: { caseId: string | null }[]) => new Set(rows.map(({ caseId }) => caseId));
  const ownOf = (...roles: string[]) => ids(own.filter(({ role }) => roles.includes(role)));
  return {
    declarations,
    assigned: ownOf("coordinator", "handler"),
    nativeReader: ownOf("native_reader"),
    appealReviewer: new Set([...ownOf("appeal_reviewer"), ...ids(reviews)]),
    taken: ids(taken),
    party: ids(asParty),
    reporter: ids(reported),
  };
}

/** Returns what a viewer is to each of some cases. In a transaction of the desk. */
export async function relationsOf(
  tx: Database,
  viewer: Viewer,
  rows: readonly Pick<CaseRow, "id" | "isEscalated">[],
): Promise<Map<string, Relation>> {
  const ties = await tiesOf(tx, viewer);
  return new Map(
    rows.map(({ id, isEscalated }) => {
      const conflict = conflictOf(ties.declarations.get(id) ?? []);
      const relation: Relation = {
        ...nothing,
        isAssigned: ties.assigned.has(id),
        isInPool: !ties.taken.has(id),
        hardConflict: conflict === "hard",
        softConflict: conflict === "soft",
        isParty: ties.party.has(id),
        isReporter: ties.reporter.has(id),
        isEscalated,
        isEscalationContact: isEscalationContact(viewer),
        isAppealReviewer: ties.appealReviewer.has(id),
        isNativeReader: ties.nativeReader.has(id),
      };
      return [id, relation];
    }),
  );
}

/** Whether the row is held until the transaction ends, for whoever changes it. */
type Use = "to read" | "to change";

/** Returns a case for an act, with what else its viewer may do; throws not_found when it is not there for them. */
export async function requireCase(
  tx: Database,
  viewer: Viewer,
  caseId: string,
  act: Act,
  use: Use = "to read",
): Promise<Access<CaseRow>> {
  const query = tx.select().from(cases).where(eq(cases.id, caseId));
  const [row] = await (use === "to change" ? query.for("update") : query);
  if (row === undefined) throw missing();
  const relation = (await relationsOf(tx, viewer, [row])).get(caseId) ?? nothing;
  const mayDo = (each: Act) => may(each, standingOf(viewer), relation);
  if (!mayDo(act)) throw missing();
  return { row, relation, may: mayDo };
}

/**
 * Returns a report for an act at the desk, with what else its viewer may do; the rules of its case hold where it has
 * one. Throws not_found when it is not there for them.
 */
export async function requireReport(
  tx: Database,
  viewer: Viewer,
  reportId: string,
  act: Act,
  use: Use = "to read",
): Promise<Access<ReportRow>> {
  const query = tx.select().from(reports).where(eq(reports.id, reportId));
  const [row] = await (use === "to change" ? query.for("update") : query);
  if (row === undefined || !row.isReleased) throw missing();
  if (row.caseId !== null) {
    const { relation, may: mayDo } = await requireCase(tx, viewer, row.caseId, act, use);
    return { row, relation, may: mayDo };
  }
  const [excluded] = await tx
    .select({ personId: exclusions.personId })
    .from(exclusions)
    .where(and(eq(exclusions.reportId, reportId), eq(exclusions.personId, viewer.person.id)));
  const relation: Relation = {
    ...nothing,
    // Until it belongs to a case, nobody is assigned, and whoever takes it up is.
    ...{ isInPool: true, isAssigned: !row.isEscalated },
    isExcluded: excluded !== undefined,
    isReporter: row.reporterRef !== null && reporterRefsOf(viewer.person.id).includes(row.reporterRef),
    isEscalated: row.isEscalated,
    isEscalationContact: isEscalationContact(viewer),
  };
  const mayDo = (each: Act) => may(each, standingOf(viewer), relation);
  if (!mayDo(act)) throw missing();
  return { row, relation, may: mayDo };
}

/** Returns the reports that are in no case and that a viewer may see. In a transaction of the desk. */
export async function listVisibleReports(tx: Database, viewer: Viewer): Promise<ReportRow[]> {
  const rows = await tx
    .select()
    .from(reports)
    .where(and(eq(reports.isReleased, true), or(...openReportStates)));
  const excluded = await tx
    .select({ reportId: exclusions.reportId })
    .from(exclusions)
    .where(eq(exclusions.personId, viewer.person.id));
  const hidden = new Set(excluded.map(({ reportId }) => reportId));
  const refs = reporterRefsOf(viewer.person.id);
  return rows.filter((row) => {
    if (row.caseId !== null || hidden.has(row.id)) return false;
    if (row.reporterRef !== null && refs.includes(row.reporterRef)) return false;
    const relation = { ...nothing, isInPool: true, isAssigned: !row.isEscalated, isEscalated: row.isEscalated };
    return may("list", standingOf(viewer), { ...relation, isEscalationContact: isEscalationContact(viewer) });
  });
}

const openReportStates = (["held", "submitted", "acknowledged", "withdrawal_requested"] as const).map((state) =>
  eq(reports.state, state),
);
