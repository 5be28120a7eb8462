import "server-only";
import { and, getTableColumns, inArray, sql } from "drizzle-orm";
import type { Viewer } from "@/lib/auth/viewer";
import type { Database } from "@/lib/db/database";
import { openKeys } from "@/lib/vault/vault";
import { caseStateLabels, caseStates, openCaseStates } from "../domain/case-state";
import { byUrgency, urgencyOf, type Urgency } from "../domain/deadline";
import { platforms } from "../domain/party";
import { may, type Relation } from "../domain/policy";
import { queuePageSize, type QueueFilter, type QueueView } from "../domain/queue-filter";
import { reportStateLabels } from "../domain/report-state";
import type { Mode } from "../domain/report-form";
import { asDesk, isOfDesk, listVisibleReports, relationsOf, standingOf, type CaseRow, type ReportRow } from "./access";
import { assignments, cases, parties } from "./case-tables";
import { nothingHere } from "./desk-work";
import { namesOf } from "./people-names";
import { handleRefOf } from "./person-ref";
import { placeOf } from "./sealed";

/** One row of the queue. */
export type QueueItem = {
  kind: "report" | "case";
  id: string;
  /** A code name, or the day of a report. */
  title: string;
  mode: Mode | null;
  state: string;
  severity: string | null;
  urgency: Urgency;
  assigned: string[];
  /** A line about it; null where the viewer may not read it. */
  summary: string | null;
};
export type Queue = {
  items: QueueItem[];
  counts: Record<QueueView, number>;
  page: number;
  pages: number;
};

type Seen = { kind: "report"; row: ReportRow; urgency: Urgency } | SeenCase;
type SeenCase = { kind: "case"; row: CaseRow; relation: Relation; urgency: Urgency };

const urgencyOfReport = (row: ReportRow, now: Date) =>
  urgencyOf(
    {
      acknowledgeBy: row.acknowledgedAt === null ? row.acknowledgeBy : null,
      updateBy: row.isAnswerWanted ? row.nextUpdateBy : null,
      ...{ reviewBy: null, isSafetyRisk: row.isUrgent },
    },
    now,
  );

const urgencyOfCase = (row: CaseRow, now: Date) =>
  urgencyOf(
    openCaseStates.includes(row.state)
      ? {
          ...{ acknowledgeBy: null, updateBy: row.nextUpdateBy, reviewBy: row.reviewBy },
          isSafetyRisk: row.isSafetyRisk === true,
        }
      : { acknowledgeBy: null, updateBy: null, reviewBy: row.reviewBy, isSafetyRisk: false },
    now,
  );

/** What a search may find a case by: its code name, or the exact handle of somebody in it. */
async function casesOfHandle(tx: Database, search: string): Promise<Set<string>> {
  const refs = platforms.map((platform) => handleRefOf(platform, search));
  const rows = await tx.selectDistinct({ caseId: parties.caseId }).from(parties).where(inArray(parties.ref, refs));
  return new Set(rows.map(({ caseId }) => caseId));
}

// What is sealed is long, and is read for one page only.
const unsealed = { ...getTableColumns(cases), summary: sql<string>`''`, notHeardReason: sql<null>`null` };

async function seenCases(tx: Database, viewer: Viewer, filter: QueueFilter, now: Date): Promise<SeenCase[]> {
  const isClosed = filter.view === "closed";
  const states = caseStates.filter((state) => state !== "purged" && openCaseStates.includes(state) !== isClosed);
  const rows = await tx.select(unsealed).from(cases).where(inArray(cases.state, states));
  const relations = await relationsOf(tx, viewer, rows);
  const standing = standingOf(viewer);
  const found = filter.search === "" ? null : await casesOfHandle(tx, filter.search);
  const wanted = filter.search.toLowerCase();
  return rows.flatMap((row) => {
    const relation = relations.get(row.id);
    if (relation === undefined || !may("list", standing, relation)) return [];
    if (found !== null && !found.has(row.id) && !row.codeName.includes(wanted)) return [];
    return [{ kind: "case" as const, row, relation, urgency: urgencyOfCase(row, now) }];
  });
}

const isIn: Record<QueueView, (item: Seen) => boolean> = {
  all: () => true,
  closed: () => true,
  mine: (item) => item.kind === "case" && item.relation.isAssigned,
  unassigned: (item) => item.kind === "report" || item.relation.isInPool,
  overdue: ({ urgency }) => urgency.isOverdue,
  urgent: ({ urgency }) => urgency.isSafetyRisk,
};

async function assignedTo(tx: Database, ids: string[]): Promise<Map<string, string[]>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .select({ caseId: assignments.caseId, personId: assignments.personId })
    .from(assignments)
    .where(and(inArray(assignments.caseId, ids), inArray(assignments.role, ["coordinator", "handler"])));
  const names = await namesOf(
    tx,
    rows.map(({ personId }) => personId),
  );
  const found = new Map<string, string[]>();
  for (const { caseId, personId } of rows)
    found.set(caseId, [...(found.get(caseId) ?? []), names.get(personId) ?? "Former member"]);
  return found;
}

/** Opens the summaries of one page, and of nothing else. */
async function show(tx: Database, viewer: Viewer, page: Seen[]): Promise<QueueItem[]> {
  const shown = page.filter((item) => item.kind === "case");
  const readable = shown.filter(({ relation }) => may("read_text", standingOf(viewer), relation));
  const keys = await openKeys(
    tx,
    readable.map(({ row }) => row.id),
  );
  const sealed = await tx
    .select({ id: cases.id, summary: cases.summary })
    .from(cases)
    .where(inArray(cases.id, [...keys.keys()]));
  const summaries = new Map(sealed.map(({ id, summary }) => [id, keys.get(id)?.open(placeOf.summary(id), summary)]));
  const assigned = await assignedTo(
    tx,
    shown.map(({ row }) => row.id),
  );
  return page.map((item): QueueItem => {
    if (item.kind === "report") {
      const { id, mode, state, submittedOn } = item.row;
      const day = submittedOn;
      return {
        ...{ kind: "report", id, title: day, mode, state: reportStateLabels[state], severity: null },
        ...{ urgency: item.urgency, assigned: [], summary: null },
      };
    }
    const { id, codeName, state, severity } = item.row;
    return {
      ...{ kind: "case", id, title: codeName, mode: null, state: caseStateLabels[state], severity },
      ...{ urgency: item.urgency, assigned: assigned.get(id) ?? [] },
      summary: summaries.get(id) ?? null,
    };
  });
}

/**
 * Returns a page of what waits at the desk, what is due first at the top, and how much there is of each view: only of
 * what the viewer may see. Throws not_found for whoever does not work there.
 */
export function listQueue(viewer: Viewer, filter: QueueFilter, now = new Date()): Promise<Queue> {
  return asDesk(viewer, async (tx) => {
    if (!isOfDesk(viewer)) throw nothingHere();
    const reports: Seen[] =
      filter.view === "closed" || filter.search !== ""
        ? []
        : (await listVisibleReports(tx, viewer)).map((row) => ({
            ...{ kind: "report" as const, row, urgency: urgencyOfReport(row, now) },
          }));
    const seen: Seen[] = [...reports, ...(await seenCases(tx, viewer, filter, now))];
    const count = (view: QueueView) => seen.filter(isIn[view]).length;
    const inView = seen.filter(isIn[filter.view]).sort((one, other) => byUrgency(one.urgency, other.urgency));
    const pages = Math.max(1, Math.ceil(inView.length / queuePageSize));
    const page = Math.min(filter.page, pages);
    const items = await show(tx, viewer, inView.slice((page - 1) * queuePageSize, page * queuePageSize));
    const counts = {
      ...{ all: count("all"), mine: count("mine"), unassigned: count("unassigned") },
      ...{ overdue: count("overdue"), urgent: count("urgent"), closed: filter.view === "closed" ? seen.length : 0 },
    };
    return { items, counts, page, pages };
  });
}
