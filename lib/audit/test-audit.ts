import { sql, type SQL } from "drizzle-orm";
import type { Database } from "@/lib/db/database";

/** Changes the audit log behind its trigger's back, as somebody who owns the database can; for tests only. */
export async function tamper(database: Database, ...statements: SQL[]): Promise<void> {
  await database.execute(sql`alter table audit_event disable trigger audit_event_append_only`);
  for (const statement of statements) await database.execute(statement);
  await database.execute(sql`alter table audit_event enable trigger audit_event_append_only`);
}

/** Empties the audit log; for tests only. */
export const emptyAudit = (database: Database) => tamper(database, sql`truncate audit_event`);
