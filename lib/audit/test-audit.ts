import { sql, type SQL } from "drizzle-orm";
import type { Database } from "@/lib/db/database";
import type { Key } from "@/lib/secrets";
import { canonicalEvent, sealOf, type AuditEvent } from "./canonical";
import { auditEvents } from "./tables";

/** Changes the audit log behind its trigger's back, as somebody who owns the database can; for tests only. */
export async function tamper(database: Database, ...statements: SQL[]): Promise<void> {
  await database.execute(sql`alter table audit_event disable trigger audit_event_append_only`);
  for (const statement of statements) await database.execute(statement);
  await database.execute(sql`alter table audit_event enable trigger audit_event_append_only`);
}

/** Empties the audit log; for tests only. */
export const emptyAudit = (database: Database) => tamper(database, sql`truncate audit_event`);

/** Fills an empty audit log with as many events as asked for, sealed as if each had been written by itself; for tests only. */
export async function fillAudit(database: Database, key: Key, count: number): Promise<void> {
  const page = 500;
  let events: AuditEvent[] = [];
  let previousHash = "";
  for (let seq = 1; seq <= count; seq += 1) {
    const what = { act: "test.done", objectKind: "test", objectId: String(seq), outcome: "done", detail: {} };
    const who = { at: new Date(), actorId: null, actorKind: "portal", requestId: "-" };
    const sealed = { seq, ...who, ...what, previousHash, keyId: key.id };
    previousHash = sealOf(key.bytes, canonicalEvent(sealed));
    events.push({ ...sealed, hash: previousHash });
    if (events.length < page && seq < count) continue;
    await database.insert(auditEvents).values(events);
    events = [];
  }
}
