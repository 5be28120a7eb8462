import "server-only";
import { and, count, desc, eq, gt, isNull, max, sql } from "drizzle-orm";
import { auditEvents } from "@/lib/audit/tables";
import { sessions, users } from "@/lib/auth/tables";
import type { Viewer } from "@/lib/auth/viewer";
import { getDatabase, type Database } from "@/lib/db/database";
import { queryRows } from "@/lib/db/query-rows";
import { listSnapshots, snapshotFolderOf } from "@/lib/db/snapshots";
import { env } from "@/lib/env";
import { jobCounts } from "@/lib/jobs/dead-jobs";
import { jobs } from "@/lib/jobs/tables";
import { mailKind } from "@/lib/mail/queue";
import { diagnoseEngine } from "@/lib/operator/postgres-due";
import { settingsInUse, type SettingInUse } from "../domain/settings-in-use";
import { requireAdmin } from "./require-admin";

/** How the portal is, as one page shows it. */
export type Overview = {
  isEmbedded: boolean;
  engineVersion: string;
  /** Folder of everything the portal writes. */
  dataFolder: string;
  databaseBytes: number;
  /** Whether the embedded engine still suits this portal; for one on PostgreSQL it says nothing. */
  engineAdvice: { isDue: boolean; text: string };
  /** When the last snapshot was taken; null when there is none. PostgreSQL has backups of its own. */
  snapshotAt: Date | null;
  jobs: { waiting: number; dead: number; oldestWaitingSeconds: number };
  mailsWaiting: number;
  sessions: number;
  people: number;
  auditEvents: number;
  /** When somebody last had the audit log verified, and how many problems there were. */
  verified: { at: Date; problems: number } | null;
  settings: SettingInUse[];
};

async function countMails(database: Database): Promise<number> {
  const isWaiting = and(eq(jobs.kind, mailKind), isNull(jobs.doneAt), isNull(jobs.deadAt));
  const [row] = await database.select({ rows: count() }).from(jobs).where(isWaiting);
  return row?.rows ?? 0;
}

async function countSessions(database: Database): Promise<number> {
  const [row] = await database
    .select({ rows: count() })
    .from(sessions)
    .where(gt(sessions.expiresAt, sql`now()`));
  return row?.rows ?? 0;
}

async function countPeople(database: Database): Promise<number> {
  const isPerson = and(isNull(users.deletedAt), env.isDemo ? undefined : eq(users.isDemo, false));
  const [row] = await database.select({ rows: count() }).from(users).where(isPerson);
  return row?.rows ?? 0;
}

async function findVerification(database: Database): Promise<Overview["verified"]> {
  const [row] = await database
    .select({ at: auditEvents.at, detail: auditEvents.detail })
    .from(auditEvents)
    .where(eq(auditEvents.act, "audit.verified"))
    .orderBy(desc(auditEvents.seq))
    .limit(1);
  return row === undefined ? null : { at: row.at, problems: Number(row.detail.problems ?? 0) };
}

/** Returns how the portal is. For admins; throws not_found for anybody else. */
export async function readOverview(viewer: Viewer): Promise<Overview> {
  requireAdmin(viewer);
  const database = await getDatabase();
  const [engine] = await queryRows<{ version: string; bytes: number | string }>(
    database,
    sql`select current_setting('server_version') as version, pg_database_size(current_database()) as bytes`,
  );
  const [databaseBytes, people] = [Number(engine?.bytes ?? 0), await countPeople(database)];
  const { mark, what, todo } = diagnoseEngine({ people, bytes: databaseBytes });
  // They are numbered without a gap, and counting them would read them all.
  const [last] = await database.select({ seq: max(auditEvents.seq) }).from(auditEvents);
  return {
    isEmbedded: env.databaseUrl === null,
    engineVersion: engine?.version ?? "",
    dataFolder: env.dataFolder,
    databaseBytes,
    engineAdvice: { isDue: mark !== "✓", text: `${todo === undefined ? what : `${what}; ${todo}`}.` },
    snapshotAt: listSnapshots(snapshotFolderOf(env.dataFolder))[0]?.takenAt ?? null,
    jobs: await jobCounts(database),
    mailsWaiting: await countMails(database),
    sessions: await countSessions(database),
    people,
    auditEvents: Number(last?.seq ?? 0),
    verified: await findVerification(database),
    settings: settingsInUse(env),
  };
}
