import "server-only";
import { and, asc, eq, inArray } from "drizzle-orm";
import { conductRoles } from "@/lib/auth/roles";
import type { Viewer } from "@/lib/auth/viewer";
import type { Database } from "@/lib/db/database";
import { asPortal } from "@/lib/db/doors";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import type { DataKey } from "@/lib/vault/data-key";
import { openKeys } from "@/lib/vault/vault";
import { contentSections, type Mode } from "../domain/report-form";
import type { ReportState } from "../domain/report-state";
import { asDesk, isOfDesk, listVisibleReports, type ReportRow } from "./access";
import { assignments, messages } from "./case-tables";
import { listFilesOf, type ListedFile } from "./opened-files";
import { atOwnInbox, type InboxViewer } from "./inbox-door";
import { openMessage } from "./message-body";
import { openReport } from "./report-content";
import { reports } from "./report-tables";
import { readReportThread } from "./report-thread";
import { reporterRefsOf } from "./reporter-ref";

/** A report in its reporter's list; nothing of what was written in it. */
export type InboxEntry = {
  id: string;
  mode: Mode;
  state: ReportState;
  submittedOn: string;
  isAnswerWanted: boolean;
  nextUpdateBy: Date;
  /** Whether the last thing the Conduct Team wrote was how it ended. */
  isSettled: boolean;
  /** When the Conduct Team wrote last; null while it has not. */
  lastAnswerAt: Date | null;
};
/** A message as its reporter sees it: of the desk only that it was the desk. */
export type InboxMessage = { id: string; isOwn: boolean; isOutcome: boolean; text: string; writtenAt: Date };
/** A report as its reporter sees it. */
export type InboxReport = Omit<InboxEntry, "lastAnswerAt"> & {
  messages: InboxMessage[];
  files: ListedFile[];
  written: { label: string; text: string }[];
  isErased: boolean;
};

const entryOf = ({ id, mode, state, submittedOn, isAnswerWanted, nextUpdateBy }: ReportRow) => ({
  ...{ id, mode, state, submittedOn, isAnswerWanted, nextUpdateBy },
});

type LastAnswer = { at: Date; isOutcome: boolean };

/** Returns what the Conduct Team wrote last to some reports; while the keys are away, without what it was. */
async function readLastAnswers(tx: Database, ids: string[]): Promise<Map<string, LastAnswer>> {
  const rows = await tx
    .select()
    .from(messages)
    .where(and(inArray(messages.reportId, ids), eq(messages.audience, "reporter"), eq(messages.from, "desk")))
    .orderBy(asc(messages.writtenAt), asc(messages.id));
  const keys = await openKeys(tx, ids).catch((error: unknown) => {
    if (error instanceof AppError && error.kind === "unavailable") return new Map<string, DataKey>();
    throw error;
  });
  return new Map(
    rows.map(({ id, reportId, body, writtenAt }) => {
      const key = keys.get(reportId ?? "");
      const isOutcome = key !== undefined && openMessage(key, id, body).kind === "outcome";
      return [reportId ?? "", { at: writtenAt, isOutcome }];
    }),
  );
}

/**
 * Returns the viewer's own reports, the one with the newest news first; none for a guest. Anonymous reports are never
 * among them, because nothing ties them to anybody.
 */
export async function listInbox(viewer: Viewer, database?: Database): Promise<InboxEntry[]> {
  if (!viewer.isSignedIn) return [];
  const refs = reporterRefsOf(viewer.person.id);
  return asPortal(async (tx) => {
    const rows = await tx.select().from(reports).where(inArray(reports.reporterRef, refs));
    if (rows.length === 0) return [];
    const answers = await readLastAnswers(
      tx,
      rows.map(({ id }) => id),
    );
    const entries = rows.map((row) => {
      const { at = null, isOutcome = false } = answers.get(row.id) ?? {};
      return { ...entryOf(row), lastAnswerAt: at, isSettled: isOutcome };
    });
    const newsOf = ({ lastAnswerAt, submittedOn }: InboxEntry) => (lastAnswerAt ?? new Date(submittedOn)).getTime();
    // Of a report itself only the day is known; a later one has the later promise.
    return entries.sort(
      (one, other) => newsOf(other) - newsOf(one) || other.nextUpdateBy.getTime() - one.nextUpdateBy.getTime(),
    );
  }, database);
}

const isAsleepAtDesk = ({ sleepingRoles, person }: Viewer) =>
  sleepingRoles.some((role) => conductRoles.includes(role)) ||
  (env.conductEscalation !== null && person.email === env.conductEscalation);

/**
 * Returns how many reports wait at the desk for the viewer, zero where a second factor or a task of theirs comes before
 * that; null for whoever has nothing to do there.
 */
export async function countWaitingAtDesk(viewer: Viewer, database?: Database): Promise<number | null> {
  if (!viewer.isSignedIn) return null;
  if (isOfDesk(viewer)) return asDesk(viewer, async (tx) => (await listVisibleReports(tx, viewer)).length, database);
  if (isAsleepAtDesk(viewer)) return 0;
  const own = eq(assignments.personId, viewer.person.id);
  return asDesk(viewer, async (tx) => ((await tx.$count(assignments, own)) > 0 ? 0 : null), database);
}

/**
 * Returns a report with its messages and files to whoever sent it. Throws not_found for everybody else, as for a report
 * that does not exist; unavailable while the keys are away.
 */
export async function findInboxReport(viewer: InboxViewer, database?: Database): Promise<InboxReport> {
  return atOwnInbox(
    viewer,
    "to read",
    async (tx, row) => {
      const { isErased, ...content } = await openReport(tx, row);
      const thread = await readReportThread(tx, row.id);
      return {
        ...entryOf(row),
        isSettled: thread.findLast(({ from }) => from === "desk")?.kind === "outcome",
        messages: thread.map(({ id, from, kind, text, writtenAt }) => ({
          ...{ id, text, writtenAt },
          isOwn: from === "reporter",
          isOutcome: from === "desk" && kind === "outcome",
        })),
        files: await listFilesOf(tx, row.id),
        written: contentSections(content),
        isErased,
      };
    },
    database,
  );
}
