import "server-only";
import { writeCheckpoint } from "@/lib/audit/checkpoints";
import { tidySessions } from "@/lib/auth/tidy-sessions";
import { getDatabase, type Database } from "@/lib/db/database";
import { snapshotJob } from "@/lib/db/snapshot-job";
import { env } from "@/lib/env";
import { housekeeping } from "@/lib/jobs/housekeeping";
import {
  startWorker,
  type DatabaseJob,
  type JobHandler,
  type OutsideJob,
  type Recurring,
  type Worker,
} from "@/lib/jobs/worker";
import { log } from "@/lib/log";
import type { MailFrame } from "@/lib/mail/compose";
import { mailHandler } from "@/lib/mail/handler";
import { mailKind } from "@/lib/mail/queue";
import { tidyRateLimits } from "@/lib/rate-limit/rate-limit";

const inTransaction = (run: DatabaseJob["run"]): DatabaseJob => ({ effect: "database", run });
const outside = (run: () => Promise<void>): OutsideJob => ({ effect: "outside", run });

/** What a feature does without being asked: jobs by their kind, each in one transaction, and how often they come. */
export type FeatureWork = { jobs: Record<string, (tx: Database) => Promise<unknown>>; turns: Recurring[] };

/**
 * Starts everything that the portal does without being asked: sending mails, which say from which site they come,
 * snapshots, tidying up, and what the features bring.
 */
export async function startBackgroundWork(site: () => MailFrame, features: FeatureWork): Promise<Worker> {
  const database = await getDatabase();
  const upkeep = housekeeping(database);
  const snapshots = snapshotJob(database);
  const checkpoint = async () => {
    const written = await writeCheckpoint(database, env.dataFolder);
    // In the log, too: whoever could shorten the audit log could shorten the file beside it. In groups, since the log
    // takes a long run of letters and digits for a secret.
    const hash = written?.hash.match(/.{1,8}/g)?.join(" ");
    if (written !== null) log.info(`Audit log: ${written.seq} entries, the last one is ${hash}.`);
  };
  const handlers: Record<string, JobHandler> = {
    ...upkeep.handlers,
    ...snapshots.handlers,
    [mailKind]: mailHandler(site),
    "audit.checkpoint": outside(checkpoint),
    "rate-limits.tidy": inTransaction((tx) => tidyRateLimits(tx)),
    "sessions.tidy": inTransaction((tx) => tidySessions(tx)),
  };
  for (const [kind, run] of Object.entries(features.jobs))
    handlers[kind] = inTransaction(async (tx) => void (await run(tx)));
  return startWorker(database, handlers, [
    ...upkeep.recurring,
    ...snapshots.recurring,
    { kind: "audit.checkpoint", everyMinutes: 60 },
    { kind: "rate-limits.tidy", everyMinutes: 60 },
    { kind: "sessions.tidy", everyMinutes: 60 },
    ...features.turns,
  ]);
}
