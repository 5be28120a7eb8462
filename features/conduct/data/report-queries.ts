import "server-only";
import { and, asc, desc, eq } from "drizzle-orm";
import { actorOf, audit } from "@/lib/audit/audit";
import type { Viewer } from "@/lib/auth/viewer";
import type { Database } from "@/lib/db/database";
import type { DataKey } from "@/lib/vault/data-key";
import { openKeys } from "@/lib/vault/vault";
import { urgencyOf } from "../domain/deadline";
import { openProposal } from "../domain/desk-entry";
import type { Act } from "../domain/policy";
import { contentSections } from "../domain/report-form";
import { reportMovesFrom, reportStateLabels } from "../domain/report-state";
import { asDesk, requireReport, type Access, type ReportRow } from "./access";
import { cases, messages } from "./case-tables";
import { isOpenFor } from "./identity-window";
import { isId, nothingHere } from "./desk-work";
import { readEntries, type WrittenEntry } from "./entries";
import { openMessage } from "./message-body";
import { listFilesOf } from "./opened-files";
import { namesOf } from "./people-names";
import { openReport } from "./report-content";
import { identityRequests } from "./report-tables";
import { placeOf } from "./sealed";
import { listWorkedCases } from "./worked-cases";

async function openThread(tx: Database, key: DataKey, reportId: string) {
  const rows = await tx
    .select()
    .from(messages)
    .where(and(eq(messages.reportId, reportId), eq(messages.audience, "reporter")))
    .orderBy(asc(messages.writtenAt), asc(messages.id));
  return rows.map((row) => ({
    ...{ id: row.id, isOwn: row.from === "desk", authorId: row.authorId, at: row.writtenAt },
    ...openMessage(key, row.id, row.body),
  }));
}

/** What stands of a request for the name of a confidential reporter. */
async function identityState(tx: Database, viewer: Viewer, key: DataKey, { row, may: mayDo }: Access<ReportRow>) {
  if (row.mode !== "confidential" || !mayDo("open_identity")) return null;
  const mine = eq(identityRequests.reportId, row.id);
  const [request] = await tx
    .select()
    .from(identityRequests)
    .where(mine)
    .orderBy(desc(identityRequests.askedAt))
    .limit(1);
  const opened = await tx.$count(identityRequests, and(mine, isOpenFor(viewer)));
  if (request === undefined) return { isAsked: false, isAllowed: false, isOwn: false, reason: "" };
  return {
    ...{ isAsked: request.allowedBy === null, isAllowed: opened > 0, isOwn: request.askedBy === viewer.person.id },
    reason: key.open(placeOf.identityReason(request.id), request.reason),
  };
}

const withNames = async (tx: Database, entries: WrittenEntry[], ids: (string | null)[]) => {
  const names = await namesOf(tx, [...ids, ...entries.map(({ authorId }) => authorId)]);
  return (id: string | null) => (id === null ? "The portal" : (names.get(id) ?? "Former member"));
};

async function openForDesk(tx: Database, viewer: Viewer, access: Access<ReportRow>) {
  const { row, may: mayDo } = access;
  const key = (await openKeys(tx, [row.id])).get(row.id);
  if (key === undefined || !mayDo("read_text")) return null;
  const { reporter, isErased, ...content } = await openReport(tx, row);
  const entries = await readEntries(tx, key, { reportId: row.id });
  const thread = await openThread(tx, key, row.id);
  const nameOf = await withNames(
    tx,
    entries,
    thread.map(({ authorId }) => authorId),
  );
  const spam = openProposal(entries, "mark_spam");
  return {
    ...{ sections: contentSections(content), isErased, reporter: reporter ?? null },
    files: mayDo("read_files") ? await listFilesOf(tx, row.id) : [],
    thread: thread.map((each) => ({ ...each, author: nameOf(each.authorId) })),
    reasons: entries.flatMap(({ id, authorId, at, entry }) =>
      entry.kind === "reason" ? [{ id, by: nameOf(authorId), at, about: entry.about, text: entry.text }] : [],
    ),
    spam:
      spam === null
        ? null
        : {
            ...{ by: nameOf(spam.authorId), isOwn: spam.authorId === viewer.person.id },
            ...{ reason: spam.entry.reason, message: spam.entry.message },
          },
    identity: await identityState(tx, viewer, key, access),
    linkable:
      row.state === "acknowledged" && mayDo("link_report") ? await listWorkedCases(tx, viewer, "link_report") : [],
  };
}

/**
 * Returns a report as the desk sees it, and writes down that it was read; `content` is null for whoever may only know
 * that it is there. For people of the desk who are not left out; throws not_found for anybody else.
 */
export function getReport(viewer: Viewer, reportId: string, now = new Date()) {
  if (!isId(reportId)) return Promise.reject(nothingHere());
  return asDesk(viewer, async (tx) => {
    const access = await requireReport(tx, viewer, reportId, "open");
    const { row, may: mayDo } = access;
    const [joined] =
      row.caseId === null
        ? []
        : await tx.select({ id: cases.id, codeName: cases.codeName }).from(cases).where(eq(cases.id, row.caseId));
    const content = await openForDesk(tx, viewer, access);
    const object = { kind: "report", id: row.id };
    await audit(tx, { act: "conduct.read", actor: actorOf(viewer), object });
    const acts: Act[] = ["write_message", "link_report", "mark_spam", "answer_withdrawal", "open_identity"];
    return {
      ...{ id: row.id, version: row.version, mode: row.mode, state: row.state, submittedOn: row.submittedOn },
      ...{ stateLabel: reportStateLabels[row.state], moves: reportMovesFrom(row.state) },
      ...{ isAnswerWanted: row.isAnswerWanted, isEscalated: row.isEscalated, joined: joined ?? null },
      urgency: urgencyOf(
        {
          acknowledgeBy: row.acknowledgedAt === null ? row.acknowledgeBy : null,
          updateBy: row.isAnswerWanted ? row.nextUpdateBy : null,
          ...{ reviewBy: null, isSafetyRisk: row.isUrgent },
        },
        now,
      ),
      can: Object.fromEntries(acts.map((act) => [act, mayDo(act)])) as Partial<Record<Act, boolean>>,
      content,
    };
  });
}
/** A report as the desk sees it. */
export type DeskReport = Awaited<ReturnType<typeof getReport>>;
