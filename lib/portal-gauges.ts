import "server-only";
import { and, count, gt, isNotNull, isNull, lte, max, min, sql, type SQL } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import { auditEvents } from "@/lib/audit/tables";
import { sessions } from "@/lib/auth/tables";
import { getDatabase, type Database } from "@/lib/db/database";
import { jobs } from "@/lib/jobs/tables";
import { registerGauge, type Gauge } from "@/lib/metrics";

const isOpen = and(isNull(jobs.doneAt), isNull(jobs.deadAt));
const isDue = and(isOpen, lte(jobs.runAt, sql`now()`));

async function countRows(database: Database, table: PgTable, where: SQL | undefined): Promise<number> {
  const [row] = await database.select({ rows: count() }).from(table).where(where);
  return row?.rows ?? 0;
}

/** Returns the numbers that tell an operator how the portal is, read from its database. */
export function portalGauges(database: () => Promise<Database>): Gauge[] {
  const gauge = (name: string, help: string, read: (database: Database) => Promise<number>): Gauge => ({
    name,
    help,
    read: async () => read(await database()),
  });
  return [
    {
      name: "portal_database_up",
      help: "1 while the database answers.",
      read: async () => {
        const asked = (async () => (await database()).execute(sql`select 1`))();
        return asked.then(
          () => 1,
          () => 0,
        );
      },
    },
    gauge("portal_jobs_waiting", "Jobs that are not done and not given up.", (open) => countRows(open, jobs, isOpen)),
    gauge("portal_jobs_dead", "Jobs that were given up and wait for a person.", (open) =>
      countRows(open, jobs, isNotNull(jobs.deadAt)),
    ),
    gauge("portal_job_delay_seconds", "How long the job that is overdue most has been due.", async (open) => {
      const [row] = await open
        .select({ since: min(jobs.runAt) })
        .from(jobs)
        .where(isDue);
      return row?.since == null ? 0 : Math.max(0, (Date.now() - row.since.getTime()) / 1000);
    }),
    gauge("portal_audit_events", "Entries of the audit log.", async (open) => {
      // They are numbered without a gap, and counting them would read them all.
      const [row] = await open.select({ last: max(auditEvents.seq) }).from(auditEvents);
      return Number(row?.last ?? 0);
    }),
    gauge("portal_sessions", "Browsers in which somebody is signed in.", (open) =>
      countRows(open, sessions, gt(sessions.expiresAt, sql`now()`)),
    ),
  ];
}

/** Adds the numbers of this process's database to its metrics. */
export function registerPortalGauges(): void {
  for (const gauge of portalGauges(getDatabase)) registerGauge(gauge);
}
