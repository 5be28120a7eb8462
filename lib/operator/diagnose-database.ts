import "server-only";
import { sql } from "drizzle-orm";
import { readCheckpoints } from "@/lib/audit/checkpoints";
import { verifyAudit } from "@/lib/audit/verify";
import type { Database } from "@/lib/db/database";
import { asPortal } from "@/lib/db/doors";
import { countApplied, readMigrations } from "@/lib/db/migrations";
import { queryRows } from "@/lib/db/query-rows";
import { listStoredTables } from "@/lib/db/stored-tables";
import { jobCounts } from "@/lib/jobs/dead-jobs";
import { diagnoseEscalation, diagnoseKeys, diagnoseWall } from "./diagnose-keys";
import type { Diagnosis } from "./diagnosis";
import { diagnoseEngine } from "./postgres-due";
import { formatBytes, formatRows } from "./sizes";

async function countOf(database: Database, table: string): Promise<number> {
  const [counted] = await queryRows<{ rows: number | string }>(
    database,
    sql`select count(*) as rows from ${sql.identifier(table)}`,
  );
  return Number(counted?.rows ?? 0);
}

async function sizeOf(database: Database): Promise<{ version: string; bytes: number }> {
  const [found] = await queryRows<{ version: string; bytes: number | string }>(
    database,
    sql`select current_setting('server_version') as version, pg_database_size(current_database()) as bytes`,
  );
  return { version: found?.version ?? "", bytes: Number(found?.bytes ?? 0) };
}

async function diagnoseJobs(database: Database): Promise<Diagnosis> {
  const { waiting, dead } = await jobCounts(database);
  const what = `Jobs: ${waiting} waiting, ${dead} given up`;
  return dead === 0 ? { mark: "✓", what } : { mark: "!", what, todo: "an admin can look at them and try again" };
}

async function diagnoseAudit(database: Database, dataFolder: string): Promise<Diagnosis> {
  const { events, problems } = await verifyAudit(database, readCheckpoints(dataFolder));
  if (problems.length === 0) return { mark: "✓", what: `Audit log: ${events} events, as they were written` };
  return {
    mark: "✗",
    what: `The audit log was not left as it was written (${problems.length} problems)`,
    todo: "npm run portal -- audit says where",
  };
}

/** Looks at an open database from all sides, as the operator would want to know. */
export async function* diagnoseDatabase(
  database: Database,
  dataFolder: string,
  isEmbedded: boolean,
): AsyncGenerator<Diagnosis> {
  const { version, bytes } = await sizeOf(database);
  yield {
    mark: "✓",
    what: `${isEmbedded ? "Embedded engine" : "PostgreSQL server"}, PostgreSQL ${version}, ${formatBytes(bytes)}`,
  };
  const migrations = readMigrations();
  const applied = await countApplied(database, migrations);
  const pending = migrations.length - applied;
  yield pending === 0
    ? { mark: "✓", what: `Tables are up to date (${applied} migrations)` }
    : {
        mark: "!",
        what: `${pending} of ${migrations.length} migrations are missing`,
        todo: "start the portal, or npm run portal -- migrate",
      };
  // What follows asks tables that an older database may not have.
  if (pending > 0) return;
  let rows = 0;
  await asPortal(async (tx) => {
    for (const { name } of await listStoredTables(tx)) rows += await countOf(tx, name);
  }, database);
  const people = await countOf(database, "person");
  yield { mark: "✓", what: `Stored: ${formatRows(rows)}, among them people: ${people}` };
  yield await diagnoseJobs(database);
  yield await diagnoseAudit(database, dataFolder);
  yield await diagnoseKeys(database);
  yield diagnoseEscalation();
  const wall = isEmbedded ? null : await diagnoseWall(database);
  if (wall !== null) yield wall;
  if (isEmbedded) yield diagnoseEngine({ people, bytes });
}
