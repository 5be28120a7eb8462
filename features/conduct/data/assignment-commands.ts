import "server-only";
import { and, eq, inArray, isNull } from "drizzle-orm";
import { actorOf, audit } from "@/lib/audit/audit";
import { users } from "@/lib/auth/tables";
import type { Viewer } from "@/lib/auth/viewer";
import type { Database } from "@/lib/db/database";
import { AppError } from "@/lib/errors";
import { openKey } from "@/lib/vault/vault";
import type { ConflictKind } from "../domain/conflict";
import type { ReadableItem } from "../domain/desk-entry";
import { assignments, conflicts, evidence, parties } from "./case-tables";
import { recordConflicts } from "./conflict-rules";
import { listDeskPeople } from "./desk-people";
import { changeCase, isId, nothingHere, workOnCase, type Target } from "./desk-work";
import { writeEntry } from "./entries";
import { queueNeutralMail } from "./neutral-mail";
import { reports } from "./report-tables";
import { personRefOf } from "./person-ref";

const note = (tx: Database, viewer: Viewer, act: string, id: string, detail = {}) =>
  audit(tx, { act: `conduct.${act}`, actor: actorOf(viewer), object: { kind: "case", id }, detail });

type HandlingRole = "coordinator" | "handler";
const handling: HandlingRole[] = ["coordinator", "handler"];

async function handlersOf(tx: Database, caseId: string) {
  return tx
    .select({ personId: assignments.personId, role: assignments.role })
    .from(assignments)
    .where(and(eq(assignments.caseId, caseId), inArray(assignments.role, handling)));
}

async function assign(tx: Database, caseId: string, personId: string, role: HandlingRole, by: string): Promise<void> {
  const mine = and(eq(assignments.caseId, caseId), eq(assignments.personId, personId));
  await tx.delete(assignments).where(and(mine, inArray(assignments.role, handling)));
  await tx.insert(assignments).values({ caseId, personId, role, assignedBy: by });
  await changeCase(tx, caseId);
}

/** Throws invalid when somebody stands too close to a case for a task in it; it does not say how close. */
async function requireFree(tx: Database, caseId: string, personId: string): Promise<void> {
  const declared = await tx
    .select({ kind: conflicts.kind, source: conflicts.source })
    .from(conflicts)
    .where(and(eq(conflicts.caseId, caseId), eq(conflicts.personId, personId)));
  const asParty = await tx
    .select({ id: parties.id })
    .from(parties)
    .where(and(eq(parties.caseId, caseId), eq(parties.ref, personRefOf(personId))));
  if (asParty.length > 0 || declared.some(({ kind, source }) => kind !== "none" && source !== "system_suggested"))
    throw new AppError("invalid", "This person has a conflict with the case. Choose somebody else.", {
      field: "person",
    });
}

/**
 * Answers how close the viewer stands to a case and, where nothing stands in the way, gives it to them: as coordinator
 * when nobody is. Moderators and leads without a conflict may; throws not_found for anybody else.
 */
export function takeCase(viewer: Viewer, caseId: string, conflict: "none" | ConflictKind): Promise<void> {
  return workOnCase(viewer, { id: caseId }, "take", async (tx) => {
    const personId = viewer.person.id;
    await recordConflicts(tx, caseId, [{ personId, kind: conflict, source: "self" }]);
    if (conflict === "none") {
      const others = (await handlersOf(tx, caseId)).filter((each) => each.personId !== personId);
      const hasCoordinator = others.some(({ role }) => role === "coordinator");
      await assign(tx, caseId, personId, hasCoordinator ? "handler" : "coordinator", personId);
    }
    await note(tx, viewer, conflict === "none" ? "taken" : "conflict_declared", caseId, { conflict });
  });
}

/** Gives a case to somebody of the desk, who then says how close they stand to it. For leads; throws not_found otherwise. */
export function assignPerson(
  viewer: Viewer,
  target: Target,
  given: { personId: string; role: HandlingRole },
): Promise<void> {
  return workOnCase(viewer, target, "assign", async (tx) => {
    const { personId, role } = given;
    if (!isId(personId) || !(await listDeskPeople(tx)).some(({ id }) => id === personId)) throw nothingHere();
    await requireFree(tx, target.id, personId);
    if (role === "coordinator")
      await tx
        .update(assignments)
        .set({ role: "handler" })
        .where(and(eq(assignments.caseId, target.id), eq(assignments.role, "coordinator")));
    await assign(tx, target.id, personId, role, viewer.person.id);
    await queueNeutralMail(tx, personId);
    await note(tx, viewer, "assigned", target.id, { person: personId, role });
  });
}

/** Ends the task of a handler. For leads, and for everybody about themselves; throws not_found for anybody else. */
export function endAssignment(viewer: Viewer, target: Target, personId: string): Promise<void> {
  const isOwn = viewer.isSignedIn && personId === viewer.person.id;
  return workOnCase(viewer, target, isOwn ? "edit_case" : "assign", async (tx) => {
    if (!isId(personId)) throw nothingHere();
    const ended = await tx
      .delete(assignments)
      .where(
        and(
          eq(assignments.caseId, target.id),
          eq(assignments.personId, personId),
          inArray(assignments.role, [...handling, "native_reader"]),
        ),
      )
      .returning({ personId: assignments.personId });
    if (ended.length === 0) throw nothingHere();
    await changeCase(tx, target.id);
    await note(tx, viewer, "assignment_ended", target.id, { person: personId });
  });
}

async function requireItem(tx: Database, caseId: string, { kind, id }: ReadableItem): Promise<void> {
  const found =
    kind === "report"
      ? await tx
          .select({ id: reports.id })
          .from(reports)
          .where(and(eq(reports.id, id), eq(reports.caseId, caseId)))
      : await tx
          .select({ id: evidence.id })
          .from(evidence)
          .where(and(eq(evidence.id, id), eq(evidence.caseId, caseId)));
  if (found.length === 0) throw nothingHere();
}

/**
 * Asks a person of the portal who speaks a language to read one thing of a case, and only that. Whoever works on the
 * case may; throws invalid for an address that nobody has or for whoever stands too close.
 */
export function requestNativeReader(
  viewer: Viewer,
  target: Target,
  given: { address: string; language: string; item: ReadableItem },
): Promise<void> {
  return workOnCase(viewer, target, "request_native_reader", async (tx) => {
    await requireItem(tx, target.id, given.item);
    const [person] = await tx
      .select({ id: users.id })
      .from(users)
      .where(and(eq(users.email, given.address.trim().toLowerCase()), isNull(users.deletedAt)));
    if (person === undefined) throw new AppError("invalid", "Nobody here has this address.", { field: "address" });
    await requireFree(tx, target.id, person.id);
    await tx
      .insert(assignments)
      .values({ caseId: target.id, personId: person.id, role: "native_reader", assignedBy: viewer.person.id })
      .onConflictDoNothing();
    const key = await openKey(tx, target.id);
    const { language, item } = given;
    const entry = { kind: "native_reader", personId: person.id, language, item } as const;
    await writeEntry(tx, key, { caseId: target.id }, { authorId: viewer.person.id, entry });
    await changeCase(tx, target.id);
    await queueNeutralMail(tx, person.id);
    await note(tx, viewer, "native_reader_asked", target.id, { person: person.id, item: item.id });
  });
}
