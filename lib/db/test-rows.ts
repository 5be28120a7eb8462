import { sql, type SQL } from "drizzle-orm";
import type { Database } from "./database";
import { asPortal } from "./doors";
import { queryRows } from "./query-rows";

type ColumnFacts = {
  column: string;
  type: string;
  isNullable: boolean;
  labels: string[];
  allowed: string | null;
  target: string | null;
  targetColumn: string | null;
};
type TableFacts = { table: string; columns: ColumnFacts[] };

/** A text with everything that has ever broken an export. */
const nastyText = `'"\\ \\n\n\t\r\u2028 {}[],; <b> %s $1 é 漢字 👩🏽‍🚀 \u202e null`;

async function describeTables(database: Database): Promise<TableFacts[]> {
  return queryRows<TableFacts>(
    database,
    sql`select c.relname as "table", jsonb_agg(jsonb_build_object(
          'column', a.attname, 'type', format_type(a.atttypid, null), 'isNullable', not a.attnotnull,
          'labels', (select coalesce(jsonb_agg(enumlabel order by enumsortorder), '[]') from pg_enum where enumtypid = a.atttypid),
          'allowed', (select pg_get_constraintdef(k.oid) from pg_constraint k
            where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum] limit 1),
          'target', f.table, 'targetColumn', f.column) order by a.attnum) as columns
        from pg_class c join pg_attribute a on a.attrelid = c.oid
        left join lateral (
          select t.relname as table, ta.attname as column from pg_constraint k
          join pg_class t on t.oid = k.confrelid
          join pg_attribute ta on ta.attrelid = t.oid and ta.attnum = k.confkey[1]
          where k.conrelid = c.oid and k.contype = 'f' and k.conkey[1] = a.attnum limit 1) f on true
        where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
          and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
        group by c.relname order by c.relname`,
  );
}

/** Returns a value that differs for each row; where a list of values is allowed, one of them. */
function valueFor({ type, labels, allowed }: ColumnFacts, row: number): SQL {
  const choices = labels.length > 0 ? labels : [...(allowed?.matchAll(/'([^']*)'/g) ?? [])].map(([, choice]) => choice);
  if (choices.length > 0) return sql`${choices[row % choices.length]}`;
  switch (type) {
    case "uuid":
      return sql`${`00000000-0000-4000-8000-${String(row + 1).padStart(12, "0")}`}`;
    case "boolean":
      return sql`${row % 2 === 0}`;
    case "smallint":
    case "integer":
      return sql`${row + 1}`;
    case "bigint":
      // One more than JavaScript can tell from its neighbour.
      return sql`${String(9_007_199_254_740_993n + BigInt(row))}`;
    case "timestamp with time zone":
      return sql`${`2026-11-20 12:00:0${row}.123456+00`}`;
    case "date":
      return sql`${`2026-11-2${row}`}`;
    case "jsonb":
      // JSON's own null is another thing than no value at all.
      return sql`${row === 0 ? "null" : JSON.stringify({ text: nastyText, row, deep: [null, 1.5e300, {}] })}`;
    case "text[]":
      return sql`${`{"${row}",NULL,"a,\\"b"}`}`;
    default:
      return sql`${`${nastyText} ${row}`.replaceAll("\r", type === "tsvector" ? " " : "\r")}`;
  }
}

function valuesFor({ columns }: TableFacts, row: number): SQL[] {
  return columns.map((column) => {
    // The last row has no value wherever it may.
    if (row === 2 && column.isNullable) return sql`null`;
    if (column.target === null || column.targetColumn === null) return cast(valueFor(column, row), column.type);
    return sql`(select ${sql.identifier(column.targetColumn)} from ${sql.identifier(column.target)} limit 1 offset ${row})`;
  });
}

const cast = (value: SQL, type: string) =>
  type === "tsvector" ? sql`to_tsvector('simple', ${value})` : sql`${value}::text::${sql.raw(type)}`;

/**
 * Puts three rows into every table, with every kind of value that its columns allow, tables that others point at
 * first; returns how many rows each has. A column it cannot fill fails the insert by name.
 */
export function fillEveryTable(database: Database): Promise<Record<string, number>> {
  return asPortal(fillAll, database);
}

async function fillAll(database: Database): Promise<Record<string, number>> {
  const waiting = await describeTables(database);
  const counts: Record<string, number> = {};
  while (waiting.length > 0) {
    const isReady = ({ table, columns }: TableFacts) =>
      columns.every(({ target }) => target === null || target === table || counts[target] !== undefined);
    const next = waiting.splice(Math.max(0, waiting.findIndex(isReady)), 1)[0];
    if (next === undefined) break;
    for (const row of [0, 1, 2]) {
      const names = sql.join(
        next.columns.map(({ column }) => sql.identifier(column).getSQL()),
        sql`, `,
      );
      await database.execute(
        sql`insert into ${sql.identifier(next.table)} (${names}) overriding system value values (${sql.join(valuesFor(next, row), sql`, `)})`,
      );
    }
    counts[next.table] = 3;
  }
  return counts;
}

/** Returns every row of every table as text, by table, to be compared. */
export function readEverything(database: Database, tables: string[]): Promise<Record<string, string[]>> {
  return asPortal(async (tx) => {
    const all: Record<string, string[]> = {};
    for (const table of tables) {
      const rows = await queryRows<{ row: string }>(
        tx,
        sql`select t::text as row from ${sql.identifier(table)} t order by t::text collate "C"`,
      );
      all[table] = rows.map(({ row }) => row);
    }
    return all;
  }, database);
}

/** Returns how many rows each of some tables has. */
export async function countEverything(database: Database, tables: string[]): Promise<Record<string, number>> {
  const everything = await readEverything(database, tables);
  return Object.fromEntries(tables.map((table) => [table, everything[table]?.length ?? 0]));
}
