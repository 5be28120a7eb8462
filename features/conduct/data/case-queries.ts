import "server-only";
import { and, asc, eq } from "drizzle-orm";
import { actorOf, audit } from "@/lib/audit/audit";
import type { Viewer } from "@/lib/auth/viewer";
import type { Database } from "@/lib/db/database";
import type { DataKey } from "@/lib/vault/data-key";
import { openKeys } from "@/lib/vault/vault";
import { caseStateLabels, caseTable, missingForCase, movesFrom, type CaseMove } from "../domain/case-state";
import { urgencyOf } from "../domain/deadline";
import { openProposal } from "../domain/desk-entry";
import type { Severity } from "../domain/labels";
import { acts } from "../domain/policy";
import { reportStateLabels } from "../domain/report-state";
import { asDesk, requireCase, type Access, type CaseRow } from "./access";
import { openAllegations, openAllEvidence, openHandovers, openParties, openReportedThreads } from "./case-contents";
import { caseFactsOf, caseMoversOf } from "./case-facts";
import { assignments, cases, conflicts } from "./case-tables";
import { listDeskPeople } from "./desk-people";
import { isId, nothingHere } from "./desk-work";
import { readEntries, type WrittenEntry } from "./entries";
import { namesOf } from "./people-names";
import { reports } from "./report-tables";
import { placeOf } from "./sealed";
import { listWorkedCases } from "./worked-cases";

type NameOf = (id: string | null) => string;

/** Every move that leaves the state of a case, whether the viewer may make it, and what is missing. */
async function movesOf(tx: Database, viewer: Viewer, access: Access<CaseRow>) {
  const facts = await caseFactsOf(tx, access.row);
  const movers = await caseMoversOf(tx, viewer, access);
  return movesFrom(access.row.state)
    .filter((move) => move !== "purge")
    .map((move: CaseMove) => ({
      move,
      to: caseStateLabels[caseTable.moves[move].to as CaseRow["state"]],
      isOwn: movers.some((mover) => caseTable.moves[move].by.includes(mover)),
      missing: missingForCase(move, facts),
    }));
}

async function peopleOf(tx: Database, caseId: string) {
  const rows = await tx
    .select()
    .from(assignments)
    .where(eq(assignments.caseId, caseId))
    .orderBy(asc(assignments.assignedAt));
  const answered = await tx
    .select({ personId: conflicts.personId })
    .from(conflicts)
    .where(and(eq(conflicts.caseId, caseId), eq(conflicts.source, "self")));
  const has = new Set(answered.map(({ personId }) => personId));
  return rows.map(({ personId, role }) => ({ personId, role, hasAnswered: has.has(personId) }));
}

/** What a lead sees of conflicts: who has which, and whom the portal only suggests. */
async function conflictsFor(tx: Database, { row, may }: Access<CaseRow>) {
  if (!may("impose_conflict")) return null;
  const desk = await listDeskPeople(tx);
  const rows = await tx.select().from(conflicts).where(eq(conflicts.caseId, row.id));
  return {
    declared: rows.filter(({ kind, source }) => kind !== "none" && source !== "system_suggested"),
    suggested: rows.filter(({ source }) => source === "system_suggested").map(({ personId }) => personId),
    desk: desk.map(({ id, name }) => ({ id, name })),
  };
}

type ShownEntry = { id: string; by: string; at: Date; about: string | null; text: string };

const shownEntries = (entries: WrittenEntry[], nameOf: NameOf) =>
  entries.flatMap(({ id, authorId, at, entry }): ShownEntry[] => {
    const written = { id, by: nameOf(authorId), at };
    if (entry.kind === "note") return [{ ...written, about: null, text: entry.text }];
    if (entry.kind === "reason") return [{ ...written, about: entry.about, text: entry.text }];
    if (entry.kind === "translation")
      return [{ ...written, about: "What it says, by a native reader", text: entry.text }];
    if (entry.kind === "native_reader")
      return [{ ...written, about: `${nameOf(entry.personId)} was asked to read one thing`, text: entry.language }];
    return [];
  });

function proposalOf(entries: WrittenEntry[], act: "put_out_of_scope" | "merge", viewer: Viewer, nameOf: NameOf) {
  const open = openProposal(entries, act);
  if (open === null) return null;
  const { authorId, entry } = open;
  return { by: nameOf(authorId), isOwn: authorId === viewer.person.id, reason: entry.reason, target: entry.target };
}

async function reportsOf(tx: Database, caseId: string) {
  const rows = await tx
    .select()
    .from(reports)
    .where(eq(reports.caseId, caseId))
    .orderBy(asc(reports.submittedOn), asc(reports.id));
  return rows.map(({ id, submittedOn, mode, state, isAnswerWanted }) => ({
    ...{ id, submittedOn, mode, isAnswerWanted, state: reportStateLabels[state] },
  }));
}

async function codeNamesOf(tx: Database, ids: (string | null)[]): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  for (const id of ids) {
    if (id === null) continue;
    const [row] = await tx.select({ codeName: cases.codeName }).from(cases).where(eq(cases.id, id));
    if (row !== undefined) names.set(id, row.codeName);
  }
  return names;
}

async function openContent(tx: Database, viewer: Viewer, access: Access<CaseRow>, key: DataKey) {
  const { row, may } = access;
  const entries = may("read_notes") ? await readEntries(tx, key, { caseId: row.id }) : [];
  const people = await peopleOf(tx, row.id);
  const evidence = await openAllEvidence(tx, key, row.id);
  const threads = await openReportedThreads(tx, key, row.id);
  const ids = [
    ...people.map(({ personId }) => personId),
    ...entries.flatMap(({ authorId, entry }) => [authorId, entry.kind === "native_reader" ? entry.personId : null]),
    ...evidence.map(({ capturedBy }) => capturedBy),
    ...threads.map(({ authorId }) => authorId),
  ];
  const names = await namesOf(tx, ids);
  const nameOf: NameOf = (id) => (id === null ? "The portal" : (names.get(id) ?? "Former member"));
  const merge = proposalOf(entries, "merge", viewer, nameOf);
  const codeNames = await codeNamesOf(tx, [row.mergedInto, merge?.target ?? null]);
  return {
    summary: key.open(placeOf.summary(row.id), row.summary),
    notHeardReason: row.notHeardReason === null ? null : key.open(placeOf.notHeardReason(row.id), row.notHeardReason),
    parties: (await openParties(tx, key, row.id)).map(({ id, role, codeName, label }) => ({
      id,
      role,
      codeName,
      label,
    })),
    allegations: await openAllegations(tx, key, row.id),
    evidence: evidence.map(({ id, kind, sha256, capturedAt, capturedBy, snapshot }) => ({
      ...{ id, kind, sha256, capturedAt, snapshot, capturedBy: nameOf(capturedBy) },
    })),
    notes: shownEntries(entries, nameOf),
    threads: threads.map((each) => ({ ...each, author: nameOf(each.authorId) })),
    handovers: await openHandovers(tx, key, row.id),
    reports: await reportsOf(tx, row.id),
    people: people.map((each) => ({ ...each, name: nameOf(each.personId) })),
    moves: await movesOf(tx, viewer, access),
    scope: proposalOf(entries, "put_out_of_scope", viewer, nameOf),
    merge: merge === null ? null : { ...merge, codeName: codeNames.get(merge.target ?? "") ?? "another case" },
    mergedInto:
      row.mergedInto === null ? null : { id: row.mergedInto, codeName: codeNames.get(row.mergedInto) ?? null },
    conflicts: await conflictsFor(tx, access),
    mergeable: may("merge") ? (await listWorkedCases(tx, viewer, "merge")).filter(({ id }) => id !== row.id) : [],
  };
}

/**
 * Returns a case as the desk sees it, and writes down that it was read; `content` is null for whoever may only know
 * that it is there. For people of the desk and reviewers of its appeals without a hard conflict; throws not_found for
 * anybody else.
 */
export function getCase(viewer: Viewer, caseId: string, now = new Date()) {
  if (!isId(caseId)) return Promise.reject(nothingHere());
  return asDesk(viewer, async (tx) => {
    const access = await requireCase(tx, viewer, caseId, "open");
    const { row, relation, may } = access;
    const key = may("read_text") ? (await openKeys(tx, [row.id])).get(row.id) : undefined;
    const content = key === undefined ? null : await openContent(tx, viewer, access, key);
    const object = { kind: "case", id: row.id };
    await audit(tx, { act: "conduct.read", actor: actorOf(viewer), object });
    return {
      ...{ id: row.id, version: row.version, codeName: row.codeName, state: row.state, openedAt: row.openedAt },
      ...{ stateLabel: caseStateLabels[row.state], severity: row.severity as Severity | null },
      ...{ isSafetyRisk: row.isSafetyRisk, isHeard: row.isHeard, isEscalated: row.isEscalated },
      ...{ isOwn: relation.isAssigned, isSoft: relation.softConflict, isInPool: relation.isInPool },
      urgency: urgencyOf(
        {
          ...{ acknowledgeBy: null, updateBy: row.closedAt === null ? row.nextUpdateBy : null },
          ...{ reviewBy: row.reviewBy, isSafetyRisk: row.isSafetyRisk === true },
        },
        now,
      ),
      can: new Set(acts.filter(may)),
      content,
    };
  });
}
/** A case as the desk sees it. */
export type DeskCase = Awaited<ReturnType<typeof getCase>>;
