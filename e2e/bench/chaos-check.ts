import { sql, type SQL } from "drizzle-orm";
import { readCheckpoints, writeCheckpoint } from "@/lib/audit/checkpoints";
import { verifyAudit } from "@/lib/audit/verify";
import type { Database } from "@/lib/db/database";
import { asPortal } from "@/lib/db/doors";
import { queryRows } from "@/lib/db/query-rows";
import { writes, type Table } from "./chaos-writes";

/** The marks of all writes that were begun, and of those that were acknowledged. */
export type Marks = { begun: string[]; acknowledged: string[] };

const markQueries: Record<Table, SQL> = {
  person: sql`select name as mark from person`,
  grant: sql`select p.name as mark from role_grant g join person p on p.id = g.person_id`,
  job: sql`select key as mark from job where kind = 'chaos'`,
  event: sql`select object_id as mark from audit_event where act = 'chaos'`,
};
const tables = Object.keys(markQueries) as Table[];

/** What an index gives, in its order, and whether rows are left out of it. */
type Index = { table: string; columns: string; where?: string };

const indexes: Index[] = [
  { table: "person", columns: "id" },
  { table: "person", columns: "email" },
  { table: "role_grant", columns: "id" },
  { table: "role_grant", columns: "person_id, role, source, source_key", where: "state <> 'ended'" },
  { table: "job", columns: "id" },
  { table: "job", columns: "kind, key" },
  { table: "job", columns: "run_at", where: "done_at is null and dead_at is null" },
  { table: "audit_event", columns: "seq" },
  { table: "audit_event", columns: "object_kind, object_id" },
  { table: "rate_limit", columns: "key" },
];

async function countMarks(database: Database): Promise<Record<Table, Map<string, number>>> {
  const counted: Record<Table, Map<string, number>> = {
    person: new Map(),
    grant: new Map(),
    job: new Map(),
    event: new Map(),
  };
  for (const table of tables) {
    const rows = await queryRows<{ mark: string }>(database, markQueries[table]);
    for (const { mark } of rows) counted[table].set(mark, (counted[table].get(mark) ?? 0) + 1);
  }
  return counted;
}

/** Returns a problem for each mark that is missing, there twice, there in part, or there though nobody wrote it. */
async function markProblems(database: Database, { begun, acknowledged }: Marks): Promise<string[]> {
  const counted = await countMarks(database);
  const isAcknowledged = new Set(acknowledged);
  const isBegun = new Set(begun);
  const problems: string[] = [];
  for (const mark of begun) {
    const kind = mark.split("-", 1)[0] ?? "";
    const leaves = writes[kind]?.leaves ?? [];
    const found = tables.map((table) => counted[table].get(mark) ?? 0);
    const whole = tables.map((table) => (leaves.includes(table) ? 1 : 0));
    const isWhole = found.every((count, index) => count === whole[index]);
    const isAbsent = found.every((count) => count === 0);
    // A person who is removed again may still be there before that was acknowledged.
    const isOnTheWay = kind === "removed" && found.join() === "1,0,0,0";
    const isRight = isWhole || (!isAcknowledged.has(mark) && (isAbsent || isOnTheWay));
    if (!isRight) problems.push(`${mark} is in ${tables.map((table, i) => `${table} ${found[i]} ×`).join(", ")}.`);
  }
  for (const table of tables)
    for (const mark of counted[table].keys())
      if (!isBegun.has(mark)) problems.push(`${mark} is in ${table}, though nobody wrote it.`);
  return problems;
}

async function limitProblems(database: Database, { begun, acknowledged }: Marks): Promise<string[]> {
  const count = (marks: string[]) => marks.filter((mark) => mark.startsWith("limit-")).length;
  const rows = await queryRows<{ total: string | number }>(
    database,
    sql`select coalesce(sum(count), 0) as total from rate_limit`,
  );
  const total = Number(rows[0]?.total);
  const isRight = total >= count(acknowledged) && total <= count(begun);
  return isRight ? [] : [`${total} attempts were counted, of ${count(acknowledged)} to ${count(begun)}.`];
}

/** Returns a problem for each index that does not lead to the same rows as reading the whole table. */
export async function indexProblems(database: Database, indexes: readonly Index[]): Promise<string[]> {
  const problems: string[] = [];
  for (const { table, columns, where = "true" } of indexes) {
    const digest = (isIndexed: boolean) =>
      asPortal(async (tx) => {
        for (const way of isIndexed ? ["seqscan", "sort"] : ["indexscan", "indexonlyscan", "bitmapscan"])
          await tx.execute(sql.raw(`set local enable_${way} = off`));
        const rows = await queryRows<{ rows: string; digest: string }>(
          tx,
          sql.raw(
            `select count(*)::text as rows, md5(string_agg(row, '' order by row)) as digest
             from (select t::text as row from ${table} t where ${where} order by ${columns}) as ordered`,
          ),
        );
        return `${rows[0]?.rows} rows ${rows[0]?.digest}`;
      }, database);
    const [indexed, read] = [await digest(true), await digest(false)];
    if (indexed !== read) problems.push(`The index ${table} (${columns}) gives ${indexed}, the table ${read}.`);
  }
  return problems;
}

/** Returns a problem for each event of the audit log that was changed, lost or moved; what is there is written down. */
export async function auditProblems(database: Database, folder: string): Promise<string[]> {
  const { problems } = await verifyAudit(database, readCheckpoints(folder));
  await writeCheckpoint(database, folder);
  return problems.map(({ seq, reason }) => `Audit event ${seq}: ${reason}`);
}

/** Returns everything that is wrong with a database after the process that wrote to it was killed. */
export async function check(database: Database, folder: string, marks: Marks): Promise<string[]> {
  return [
    ...(await markProblems(database, marks)),
    ...(await limitProblems(database, marks)),
    ...(await indexProblems(database, indexes)),
    ...(await auditProblems(database, folder)),
  ];
}
