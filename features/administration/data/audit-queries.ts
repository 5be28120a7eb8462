import "server-only";
import { and, eq, inArray, isNull, or, sql } from "drizzle-orm";
import { actorOf, audit } from "@/lib/audit/audit";
import type { AuditEvent } from "@/lib/audit/canonical";
import { exportAudit, type AuditFormat } from "@/lib/audit/export";
import { listAudit, type AuditFilter } from "@/lib/audit/queries";
import { users } from "@/lib/auth/tables";
import type { Viewer } from "@/lib/auth/viewer";
import { getDatabase, type Database } from "@/lib/db/database";
import { windowOf, type AuditQuestion } from "../domain/audit-filter";
import { requireAdmin } from "./require-admin";
import { takeLock } from "@/lib/db/locks";

/** An entry of the audit log with the names of the people in it, as far as they still have one. */
export type ShownEvent = Pick<
  AuditEvent,
  "seq" | "at" | "act" | "actorKind" | "objectKind" | "objectId" | "outcome"
> & {
  actor: { id: string; name: string } | null;
  objectName: string | null;
  detail: [name: string, value: string][];
};
/** A page of the audit log; `older` is where the next one goes on, `unclear` says that nobody was found by that name. */
export type AuditPage = { events: ShownEvent[]; older: number | null; unclear: boolean };

const pageSize = 50;
const noteMilliseconds = 60 * 60 * 1000;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Notes that somebody reads the audit log; once an hour is enough to know, and keeps the log readable. */
async function noteReading(database: Database, viewer: Viewer): Promise<void> {
  const from = new Date(Date.now() - noteMilliseconds);
  await database.transaction(async (tx) => {
    await tx.execute(takeLock("auditReading"));
    const noted = await listAudit(tx, { actorId: viewer.person.id, act: "audit.read", from, limit: 1 });
    if (noted.length > 0) return;
    await audit(tx, { actor: actorOf(viewer), act: "audit.read", object: { kind: "audit", id: "log" } });
  });
}

/** Finds whom a typed text means: an id, or the whole e-mail address or name of exactly one person; else null. */
async function findActor(database: Database, text: string): Promise<string | null> {
  if (uuid.test(text)) return text.toLowerCase();
  const asked = text.toLowerCase();
  const found = await database
    .select({ id: users.id })
    .from(users)
    .where(and(isNull(users.deletedAt), or(eq(users.email, asked), eq(sql`lower(${users.name})`, asked))))
    .limit(2);
  const [only] = found;
  return only !== undefined && found.length === 1 ? only.id : null;
}

/** Returns the filter of a question; null when nobody, or more than one person, is called what was typed. */
async function filterOf(database: Database, question: AuditQuestion): Promise<AuditFilter | null> {
  // Admins look after the machine: which cases there are, and who works on them, is not theirs to know.
  const window = { ...windowOf(question), except: "conduct." };
  if (question.person === "") return window;
  const actorId = await findActor(database, question.person);
  return actorId === null ? null : { ...window, actorId };
}

async function namesOf(database: Database, events: AuditEvent[]): Promise<Map<string, string>> {
  const ids = events.flatMap(({ actorId, objectKind, objectId }) => [
    ...(actorId === null ? [] : [actorId]),
    ...(objectKind === "person" && uuid.test(objectId) ? [objectId] : []),
  ]);
  if (ids.length === 0) return new Map();
  const rows = await database
    .select({ id: users.id, name: users.name })
    .from(users)
    .where(inArray(users.id, [...new Set(ids)]));
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/**
 * Returns a page of the audit log, the newest first, and notes that it was read. For admins; throws not_found for
 * anybody else. Entries hold codes and ids only; those of conduct cases are left out.
 */
export async function readAudit(viewer: Viewer, question: AuditQuestion, before?: number): Promise<AuditPage> {
  requireAdmin(viewer);
  const database = await getDatabase();
  await noteReading(database, viewer);
  const filter = await filterOf(database, question);
  if (filter === null) return { events: [], older: null, unclear: true };
  const rows = await listAudit(database, { ...filter, before, limit: pageSize + 1 });
  const page = rows.slice(0, pageSize);
  const names = await namesOf(database, page);
  const events = page.map(({ seq, at, act, actorId, actorKind, objectKind, objectId, outcome, detail }) => ({
    ...{ seq, at, act, actorKind, objectKind, objectId, outcome },
    actor: actorId === null ? null : { id: actorId, name: names.get(actorId) ?? actorId },
    objectName: objectKind === "person" ? (names.get(objectId) ?? null) : null,
    detail: Object.entries(detail).map(([name, value]): [string, string] => [name, String(value)]),
  }));
  return { events, older: rows.length > pageSize ? (page.at(-1)?.seq ?? null) : null, unclear: false };
}

/**
 * Returns the lines of an export of the audit log, and notes first that it was made. For admins; throws not_found for
 * anybody else. A question that means nobody gives an export without entries.
 */
export async function exportAuditLines(
  viewer: Viewer,
  question: AuditQuestion,
  format: AuditFormat,
): Promise<AsyncGenerator<string>> {
  requireAdmin(viewer);
  const database = await getDatabase();
  const filter = await filterOf(database, question);
  await database.transaction(async (tx) => {
    const detail = { format, filtered: filter === null || Object.keys(filter).length > 1 };
    await audit(tx, { actor: actorOf(viewer), act: "audit.exported", object: { kind: "audit", id: "log" }, detail });
  });
  // No entry is older than the beginning of time.
  return exportAudit(database, filter ?? { to: new Date(0) }, format);
}
