import "server-only";
import { randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { actorOf, audit } from "@/lib/audit/audit";
import type { Viewer } from "@/lib/auth/viewer";
import { AppError } from "@/lib/errors";
import { openKey } from "@/lib/vault/vault";
import { asDesk, requireCase } from "./access";
import { assignments, messages, parties } from "./case-tables";
import { changeCase, isId, nothingHere, workOnCase, workOnReport } from "./desk-work";
import { readEntries, writeEntry } from "./entries";
import { queueNeutralMail } from "./neutral-mail";
import { placeOf } from "./sealed";
import { tellReporter } from "./tell-reporter";
import type { ReadableItem } from "../domain/desk-entry";

/** Writes to a reporter as the Conduct Team. Whoever may write messages there may; throws not_found for anybody else. */
export function writeToReporter(viewer: Viewer, reportId: string, text: string): Promise<void> {
  return workOnReport(viewer, { id: reportId }, "write_message", async (tx, { row }) => {
    if (text === "") throw new AppError("invalid", "Write a message.", { field: "message" });
    if (!row.isAnswerWanted)
      throw new AppError("invalid", "This reporter asked not to be contacted.", { field: "message" });
    await tellReporter(tx, row, { authorId: viewer.person.id, text });
    const object = { kind: "report", id: reportId };
    await audit(tx, { act: "conduct.message_sent", actor: actorOf(viewer), object });
  });
}

/**
 * Keeps what the Conduct Team wrote to a reported person, or what that person answered; it travels where they are
 * known. Whoever may write messages there may; throws not_found for whoever is not reported in the case.
 */
export function writeToReported(
  viewer: Viewer,
  caseId: string,
  given: { partyId: string; from: "desk" | "reported"; text: string },
): Promise<void> {
  return workOnCase(viewer, { id: caseId }, "write_message", async (tx, { row }) => {
    if (given.text === "") throw new AppError("invalid", "Write a message.", { field: "message" });
    const [party] = isId(given.partyId)
      ? await tx
          .select({ role: parties.role })
          .from(parties)
          .where(and(eq(parties.id, given.partyId), eq(parties.caseId, row.id)))
      : [];
    if (party?.role !== "reported") throw nothingHere();
    const key = await openKey(tx, row.id);
    const id = randomUUID();
    await tx.insert(messages).values({
      ...{ id, caseId: row.id, audience: "reported", partyId: given.partyId, from: given.from },
      ...{ authorId: viewer.person.id, writtenAt: new Date() },
      body: key.seal(placeOf.message(id), given.text),
    });
    await changeCase(tx, row.id);
    await audit(tx, {
      ...{ act: "conduct.reported_thread", actor: actorOf(viewer), object: { kind: "case", id: row.id } },
      detail: { party: given.partyId, from: given.from },
    });
  });
}

/** Writes a note for the desk. Whoever reads notes of the case may; a soft conflict does not stop it. */
export function writeNote(viewer: Viewer, caseId: string, text: string): Promise<void> {
  return workOnCase(viewer, { id: caseId }, "write_note", async (tx, { row }) => {
    if (text === "") throw new AppError("invalid", "Write a note.", { field: "note" });
    const key = await openKey(tx, row.id);
    await writeEntry(tx, key, { caseId }, { authorId: viewer.person.id, entry: { kind: "note", text } });
    await audit(tx, { act: "conduct.note_written", actor: actorOf(viewer), object: { kind: "case", id: caseId } });
  });
}

/**
 * Writes down what something says, for whoever asked. For the native reader of that one thing; throws not_found for
 * anybody and anything else.
 */
export function writeTranslation(viewer: Viewer, caseId: string, item: ReadableItem, text: string): Promise<void> {
  if (!isId(caseId)) return Promise.reject(nothingHere());
  return asDesk(viewer, async (tx) => {
    await requireCase(tx, viewer, caseId, "write_translation");
    const key = await openKey(tx, caseId);
    const entries = await readEntries(tx, key, { caseId });
    const asked = entries.find(
      ({ entry }) => entry.kind === "native_reader" && entry.personId === viewer.person.id && entry.item.id === item.id,
    );
    if (asked?.entry.kind !== "native_reader") throw nothingHere();
    if (text === "") throw new AppError("invalid", "Write what it says.", { field: "text" });
    const entry = { kind: "translation", item: asked.entry.item, text } as const;
    await writeEntry(tx, key, { caseId }, { authorId: viewer.person.id, entry });
    const handlers = await tx
      .select({ personId: assignments.personId })
      .from(assignments)
      .where(and(eq(assignments.caseId, caseId), eq(assignments.role, "coordinator")));
    for (const { personId } of handlers) await queueNeutralMail(tx, personId);
    await audit(tx, {
      ...{ act: "conduct.translated", actor: actorOf(viewer), object: { kind: "case", id: caseId } },
      detail: { item: item.id },
    });
  });
}
