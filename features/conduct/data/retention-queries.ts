import "server-only";
import { inArray } from "drizzle-orm";
import { actorOf, audit } from "@/lib/audit/audit";
import type { Viewer } from "@/lib/auth/viewer";
import type { Database } from "@/lib/db/database";
import { AppError } from "@/lib/errors";
import { openKeys } from "@/lib/vault/vault";
import { noActionDays } from "../domain/retention";
import { may } from "../domain/policy";
import { asDesk, isOfDesk, relationsOf, requireCase, requireReport, standingOf } from "./access";
import { cases } from "./case-tables";
import { isId, nothingHere } from "./desk-work";
import { listEndedReports, mayReportSecond } from "./ended-reports";
import { openErasures } from "./erasure-state";
import { listHolds, reasonPlace, type Hold } from "./holds";
import { namesOf } from "./people-names";
import { planRetention, planRetentionOf, type RetentionLine } from "./retention";
import { maySecond } from "./second-person";

/** A closed report in no case, and what the viewer may do about erasing it before its time. */
export type EndedReport = {
  id: string;
  version: number;
  submittedOn: string;
  state: string;
  keepUntil: Date;
  erasure: ErasureState;
};
/** Who proposed to erase something, and what the viewer may do about it. */
export type ErasureState = { proposedBy: string | null; mayPropose: boolean; mayConfirm: boolean; mayEnd: boolean };
/** What would be erased and when, and what is kept and why; `more` is how many closed cases are not shown. */
export type RetentionPlan = { lines: RetentionLine[]; more: number; heldCases: HeldCase[]; reports: EndedReport[] };
export type HeldCase = { caseId: string; codeName: string; until: string; isConfirmed: boolean; countsUntil: Date };

const shownLines = 200;
const timeOf = (date: Date | null) => date?.getTime() ?? Number.MAX_SAFE_INTEGER;

async function visibleCases(tx: Database, viewer: Viewer, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.select().from(cases).where(inArray(cases.id, ids));
  const relations = await relationsOf(tx, viewer, rows);
  const standing = standingOf(viewer);
  const isVisible = (id: string) => {
    const relation = relations.get(id);
    return relation !== undefined && may("list", standing, relation);
  };
  return new Map(rows.filter(({ id }) => isVisible(id)).map(({ id, codeName }) => [id, codeName]));
}

async function endedReportsFor(tx: Database, viewer: Viewer, now: Date): Promise<EndedReport[]> {
  const rows = await listEndedReports(tx);
  const open = await openErasures(tx, "report", rows, now);
  const found: EndedReport[] = [];
  const names = await namesOf(
    tx,
    [...open.values()].map(({ proposedBy }) => proposedBy),
  );
  for (const row of rows) {
    const access = await requireReport(tx, viewer, row.id, "list").catch((error: unknown) => {
      if (error instanceof AppError && error.kind === "not_found") return null;
      throw error;
    });
    if (access === null) continue;
    const proposal = open.get(row.id);
    const mayConfirm = proposal !== undefined && (await mayReportSecond(tx, viewer, access, proposal.proposedBy));
    if (!access.may("hold") && !mayConfirm) continue;
    found.push({
      ...{ id: row.id, version: row.version, submittedOn: row.submittedOn, state: row.state },
      keepUntil: new Date(row.nextUpdateBy.getTime() + noActionDays * 86_400_000),
      erasure: {
        ...{ proposedBy: proposal === undefined ? null : (names.get(proposal.proposedBy) ?? ""), mayConfirm },
        mayPropose: proposal === undefined && access.may("hold"),
        mayEnd: proposal !== undefined && access.may("hold"),
      },
    });
  }
  return found;
}

/**
 * Returns a dry run of retention, of what the viewer may see. For leads; where one lead alone needs a second person for
 * a report, moderators find that report here and nothing else. Throws not_found for anybody else, and for moderators
 * whom nothing waits for.
 */
export function findRetention(viewer: Viewer, now = new Date()): Promise<RetentionPlan> {
  if (!isOfDesk(viewer)) return Promise.reject(nothingHere());
  return asDesk(viewer, async (tx) => {
    const ended = await endedReportsFor(tx, viewer, now);
    if (!viewer.has("conduct_lead")) {
      const waiting = ended.filter(({ erasure }) => erasure.mayConfirm);
      if (waiting.length === 0) throw nothingHere();
      return { lines: [], more: 0, heldCases: [], reports: waiting };
    }
    const all = await planRetention(tx, now);
    const everyHold = await listHolds(
      tx,
      (await tx.select({ id: cases.id }).from(cases)).map(({ id }) => id),
    );
    const ids = [...all.map(({ caseId }) => caseId), ...everyHold.map(({ caseId }) => caseId)];
    const visible = await visibleCases(tx, viewer, [...new Set(ids)]);
    const lines = all
      .filter(({ caseId }) => visible.has(caseId))
      .toSorted((one, other) => timeOf(one.keepUntil) - timeOf(other.keepUntil));
    const heldCases = everyHold.flatMap(({ caseId, until, confirmedBy, countsUntil }) => {
      const codeName = visible.get(caseId);
      return codeName === undefined
        ? []
        : [{ caseId, codeName, until, countsUntil, isConfirmed: confirmedBy !== null }];
    });
    return {
      lines: lines.slice(0, shownLines),
      more: Math.max(0, lines.length - shownLines),
      heldCases,
      reports: ended,
    };
  });
}

/** A hold as its page shows it. */
export type ShownHold = {
  id: string;
  reason: string;
  until: string;
  countsUntil: Date;
  placedBy: string;
  confirmedBy: string | null;
  mayConfirm: boolean;
};
/** How long a case is kept, what holds it, and what the viewer may do about that. */
export type Keeping = {
  caseId: string;
  codeName: string;
  version: number;
  line: RetentionLine | null;
  holds: ShownHold[];
  mayHold: boolean;
  erasure: ErasureState;
};

/** Returns what keeps a case. For whoever works on it; throws not_found for anybody else. Reading a reason is recorded. */
export function findKeeping(viewer: Viewer, caseId: string, now = new Date()): Promise<Keeping> {
  if (!isId(caseId)) return Promise.reject(nothingHere());
  return asDesk(viewer, async (tx) => {
    const access = await requireCase(tx, viewer, caseId, "edit_case");
    const { row } = access;
    const held = await listHolds(tx, [row.id]);
    const key = (await openKeys(tx, [row.id])).get(row.id);
    const proposal = (await openErasures(tx, "case", [row], now)).get(row.id);
    const people = held.flatMap(({ placedBy, confirmedBy }) => [placedBy, confirmedBy]);
    const names = await namesOf(tx, [...people, proposal?.proposedBy ?? null]);
    const show = async (hold: Hold): Promise<ShownHold> => ({
      ...{ id: hold.id, until: hold.until, countsUntil: hold.countsUntil },
      reason: key === undefined ? "" : key.open(reasonPlace(hold.id), hold.reason),
      placedBy: names.get(hold.placedBy) ?? "",
      confirmedBy: hold.confirmedBy === null ? null : (names.get(hold.confirmedBy) ?? ""),
      mayConfirm: hold.confirmedBy === null && (await maySecond(tx, viewer, access, "hold", hold.placedBy)),
    });
    const shown: ShownHold[] = [];
    for (const hold of held) shown.push(await show(hold));
    const line = await planRetentionOf(tx, row, now);
    const mayHold = access.may("hold");
    const erasure: ErasureState = {
      proposedBy: proposal === undefined ? null : (names.get(proposal.proposedBy) ?? ""),
      mayPropose: mayHold && proposal === undefined && line?.early.ok === true,
      mayConfirm: proposal !== undefined && (await maySecond(tx, viewer, access, "hold", proposal.proposedBy)),
      mayEnd: mayHold && proposal !== undefined,
    };
    const event = { actor: actorOf(viewer), act: "conduct.read", object: { kind: "case", id: row.id } };
    if (shown.length > 0) await audit(tx, { ...event, detail: { part: "holds" } });
    return {
      ...{ caseId: row.id, codeName: row.codeName, version: row.version, line },
      holds: shown,
      mayHold,
      erasure,
    };
  });
}
