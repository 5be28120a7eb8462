import "server-only";
import { randomUUID } from "node:crypto";
import { actorOf, audit } from "@/lib/audit/audit";
import type { Viewer } from "@/lib/auth/viewer";
import type { Database } from "@/lib/db/database";
import { AppError } from "@/lib/errors";
import type { DataKey } from "@/lib/vault/data-key";
import { makeKey, openKey } from "@/lib/vault/vault";
import { caseStateLabels, type CaseMove } from "../domain/case-state";
import { newCodeName } from "../domain/code-name";
import { nextUpdateBy } from "../domain/deadline";
import type { Severity } from "../domain/labels";
import { asDesk, isOfDesk } from "./access";
import { moveWithin } from "./case-moves";
import { assignments, cases } from "./case-tables";
import { recordConflicts } from "./conflict-rules";
import { changeCase, nothingHere, workOnCase, workOnReport, type Target } from "./desk-work";
import { writeEntry } from "./entries";
import { linkWithin } from "./linking";
import { placeOf } from "./sealed";

const note = (tx: Database, viewer: Viewer, act: string, id: string, detail = {}) =>
  audit(tx, { act: `conduct.${act}`, actor: actorOf(viewer), object: { kind: "case", id }, detail });

type NewCase = { summary: string; conflict: "none" | "soft" };

async function insertCase(tx: Database, summary: string, isEscalated: boolean): Promise<string> {
  const id = randomUUID();
  const key = await makeKey(tx, id);
  const values = {
    ...{ id, summary: key.seal(placeOf.summary(id), summary), isEscalated },
    nextUpdateBy: nextUpdateBy(new Date()),
  };
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const written = await tx
      .insert(cases)
      .values({ ...values, codeName: newCodeName() })
      .onConflictDoNothing({ target: cases.codeName })
      .returning({ id: cases.id });
    if (written.length > 0) return id;
  }
  throw new AppError("unavailable", "No code name is free just now. Try again.");
}

/** Whoever opens a case has it, unless they stand too close to decide in it. */
async function takeOpened(tx: Database, viewer: Viewer, caseId: string, conflict: "none" | "soft"): Promise<void> {
  const personId = viewer.person.id;
  await recordConflicts(tx, caseId, [{ personId, kind: conflict, source: "self" }]);
  if (conflict !== "none") return;
  await tx.insert(assignments).values({ caseId, personId, role: "coordinator", assignedBy: personId });
}

/** Opens a case without a report, and returns its id. For people of the desk; throws not_found for anybody else. */
export function openCase(viewer: Viewer, given: NewCase): Promise<string> {
  return asDesk(viewer, async (tx) => {
    if (!isOfDesk(viewer)) throw nothingHere();
    // Only what is escalated is for whoever is not of the team, and this is theirs from the start.
    const isOutside = !viewer.has("conduct_moderator") && !viewer.has("conduct_lead");
    const id = await insertCase(tx, given.summary, isOutside);
    await takeOpened(tx, viewer, id, given.conflict);
    await note(tx, viewer, "case_opened", id);
    return id;
  });
}

/**
 * Opens a case from a report, with everybody left out whom the report leaves out, and returns its id. Whoever works on
 * the report may; throws not_found for anybody else, invalid before the report is acknowledged.
 */
export function openCaseFromReport(viewer: Viewer, target: Target, given: NewCase): Promise<string> {
  return workOnReport(viewer, target, "link_report", async (tx, access) => {
    if (access.row.state !== "acknowledged")
      throw new AppError("invalid", "Acknowledge the report first: the reporter must hear from a person.");
    const id = await insertCase(tx, given.summary, access.row.isEscalated);
    await linkWithin(tx, access.row, { id, isEscalated: access.row.isEscalated });
    await takeOpened(tx, viewer, id, given.conflict);
    await note(tx, viewer, "case_opened", id, { report: access.row.id });
    return id;
  });
}

type Description = { summary: string; severity: Severity | null; isSafetyRisk: boolean | null };

/** Says what a case is about, how severe it is, and whether somebody is at risk. Whoever works on it may. */
export function describeCase(viewer: Viewer, target: Target, given: Description): Promise<void> {
  return workOnCase(viewer, target, "edit_case", async (tx, { row }) => {
    const key = await openKey(tx, row.id);
    await changeCase(tx, row.id, { ...given, summary: key.seal(placeOf.summary(row.id), given.summary) });
    await note(tx, viewer, "described", row.id, { severity: given.severity, isSafetyRisk: given.isSafetyRisk });
  });
}

/** Records that the reported person was heard, or why not. Whoever works on the case may. */
export function recordHearing(
  viewer: Viewer,
  target: Target,
  given: { isHeard: boolean; reason: string },
): Promise<void> {
  return workOnCase(viewer, target, "edit_case", async (tx, { row }) => {
    if (!given.isHeard && given.reason === "")
      throw new AppError("invalid", "Say why the reported person was not heard.", { field: "reason" });
    const key = await openKey(tx, row.id);
    const notHeardReason = given.isHeard ? null : key.seal(placeOf.notHeardReason(row.id), given.reason);
    await changeCase(tx, row.id, { isHeard: given.isHeard, notHeardReason });
    await note(tx, viewer, "hearing_recorded", row.id, { isHeard: given.isHeard });
  });
}

/** The moves of a case that one person makes with a button; the others hang on decisions, hand-overs and two people. */
export type PlainMove = Extract<
  CaseMove,
  "start_triage" | "investigate" | "await_information" | "resume" | "reopen" | "take_back"
>;

async function keepReason(tx: Database, viewer: Viewer, key: DataKey, caseId: string, about: string, text: string) {
  if (text === "") return;
  await writeEntry(tx, key, { caseId }, { authorId: viewer.person.id, entry: { kind: "reason", about, text } });
}

/**
 * Moves a case on; to reopen one or take it back needs a reason. Whoever may move it so may: throws not_found for whom
 * it is not there, forbidden when another part must do it, and invalid with everything that is missing.
 */
export function moveCaseOn(viewer: Viewer, target: Target, given: { move: PlainMove; reason: string }): Promise<void> {
  const isBack = given.move === "reopen" || given.move === "take_back";
  return workOnCase(viewer, target, isBack ? "reopen" : "edit_case", async (tx, access) => {
    await moveWithin(tx, viewer, access, given.move, { hasNewInformation: given.reason !== "" });
    const key = await openKey(tx, target.id);
    await keepReason(tx, viewer, key, target.id, `Moved on from “${caseStateLabels[access.row.state]}”.`, given.reason);
    await note(tx, viewer, "case_moved", target.id, { move: given.move });
  });
}
