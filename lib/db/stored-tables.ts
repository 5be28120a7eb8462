import "server-only";
import { sql } from "drizzle-orm";
import type { Database } from "./database";
import { derivedTables } from "./derived-tables";
import { queryRows } from "./query-rows";

/** A column that is stored, and its type as SQL writes it. */
type Column = { name: string; type: string };
/** A table and its stored columns; what PostgreSQL computes itself is not among them. */
export type Table = { name: string; columns: Column[] };

/** Returns the tables of a database with their stored columns, without those that are derived from the content. */
export async function listStoredTables(database: Database): Promise<Table[]> {
  const rows = await queryRows<{ name: string; columns: Column[] }>(
    database,
    sql`select c.relname as name,
          jsonb_agg(jsonb_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod))
            order by a.attnum) as columns
        from pg_class c join pg_attribute a on a.attrelid = c.oid
        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
          and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
        group by c.relname order by c.relname collate "C"`,
  );
  return rows.filter(({ name }) => !derivedTables.has(name));
}

/**
 * Sets how values are written as text for the rest of a transaction, so that the same row reads the same on every
 * engine, in every zone, and to the last digit.
 */
export async function setTextForms(tx: Database): Promise<void> {
  await tx.execute(sql`select set_config('timezone', 'UTC', true), set_config('datestyle', 'ISO, YMD', true),
    set_config('intervalstyle', 'postgres', true), set_config('bytea_output', 'hex', true),
    set_config('extra_float_digits', '1', true), set_config('statement_timeout', '0', true),
    set_config('portal.door', 'system', true)`);
}

const batch = 200;
const comma = sql.raw(", ");

/**
 * Hands over all rows of a table in batches, each row as JSON with every value in PostgreSQL's own text, from which
 * it can be made again exactly. Sorted by that text, so that equal tables read equally. Only within a transaction.
 */
export async function eachStoredRow(
  tx: Database,
  { name, columns }: Table,
  onRows: (rows: string[]) => Promise<void>,
): Promise<void> {
  const texts = columns.map((column) => sql`${sql.identifier(column.name)}::text`);
  const named = sql.join(
    texts.map((text, index) => sql`${text} as ${sql.identifier(columns[index]?.name ?? "")}`),
    comma,
  );
  await eachBatch(
    tx,
    sql`select to_jsonb(r)::text as row from (select ${named} from ${sql.identifier(name)}) r`,
    onRows,
  );
}

/** Hands over all rows of a table in batches as JSON that people and other programs read. Only within a transaction. */
export async function eachReadableRow(
  tx: Database,
  table: Table,
  onRows: (rows: string[]) => Promise<void>,
): Promise<void> {
  await eachBatch(tx, sql`select to_jsonb(r)::text as row from ${sql.identifier(table.name)} r`, onRows);
}

// A cursor, so that a large table never lies in memory whole.
async function eachBatch(tx: Database, query: ReturnType<typeof sql>, onRows: (rows: string[]) => Promise<void>) {
  await tx.execute(sql`declare stored_rows no scroll cursor for ${query} order by to_jsonb(r)::text collate "C"`);
  for (;;) {
    const rows = await queryRows<{ row: string }>(tx, sql`fetch ${sql.raw(String(batch))} from stored_rows`);
    if (rows.length === 0) break;
    await onRows(rows.map(({ row }) => row));
  }
  await tx.execute(sql`close stored_rows`);
}

/** Returns how far each sequence has counted; null when it was never asked. */
export async function readSequences(tx: Database): Promise<Record<string, string | null>> {
  const rows = await queryRows<{ name: string; last: string | null }>(
    tx,
    sql`select sequencename as name, last_value::text as last from pg_sequences
        where schemaname = 'public' order by sequencename collate "C"`,
  );
  return Object.fromEntries(rows.map(({ name, last }) => [name, last]));
}
