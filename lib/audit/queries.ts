import "server-only";
import { and, desc, eq, gte, lt, sql, type SQL } from "drizzle-orm";
import type { Database } from "@/lib/db/database";
import type { AuditEvent } from "./canonical";
import { auditEvents } from "./tables";

/** Which events are meant; `from` is the first moment included and `to` the first one not included. */
export type AuditFilter = {
  /** A UUID. */
  actorId?: string;
  act?: string;
  objectKind?: string;
  objectId?: string;
  from?: Date;
  to?: Date;
  /** What acts must not begin with. */
  except?: string;
};

const exportPage = 500;

function conditionOf(
  { actorId, act, objectKind, objectId, from, to, except }: AuditFilter,
  before?: number,
): SQL | undefined {
  const when = <T>(value: T | undefined, condition: (value: T) => SQL) =>
    value === undefined ? undefined : condition(value);
  return and(
    when(actorId, (value) => eq(auditEvents.actorId, value)),
    when(act, (value) => eq(auditEvents.act, value)),
    when(objectKind, (value) => eq(auditEvents.objectKind, value)),
    when(objectId, (value) => eq(auditEvents.objectId, value)),
    when(from, (value) => gte(auditEvents.at, value)),
    when(to, (value) => lt(auditEvents.at, value)),
    when(except, (value) => sql`not starts_with(${auditEvents.act}, ${value})`),
    when(before, (value) => lt(auditEvents.seq, value)),
  );
}

/**
 * Returns events, the newest first; the next page begins `before` the seq of the last one.
 * For people who may read the audit log, which the caller has checked and records.
 */
export async function listAudit(
  database: Database,
  filter: AuditFilter & { before?: number; limit: number },
): Promise<AuditEvent[]> {
  return database
    .select()
    .from(auditEvents)
    .where(conditionOf(filter, filter.before))
    .orderBy(desc(auditEvents.seq))
    .limit(filter.limit);
}

/** Returns all events of a filter, the newest first, without ever holding more than a page; who may is as in listAudit. */
export async function* everyAudit(database: Database, filter: AuditFilter): AsyncGenerator<AuditEvent> {
  let before: number | undefined;
  for (;;) {
    const page = await listAudit(database, { ...filter, before, limit: exportPage });
    yield* page;
    before = page.at(-1)?.seq;
    if (before === undefined || page.length < exportPage) return;
  }
}
