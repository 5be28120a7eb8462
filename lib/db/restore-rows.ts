import "server-only";
import { sql } from "drizzle-orm";
import { AppError } from "@/lib/errors";
import { Tally } from "./backup-format";
import { rowsOf, type Backup } from "./backup-reader";
import type { Database } from "./database";
import { migrate, type Migration } from "./migrations";
import { queryRows } from "./query-rows";
import { eachStoredRow, listStoredTables, readSequences, setTextForms, type Table } from "./stored-tables";

/** Says to the person who waits what is going on. */
export type Say = (line: string) => void;

type ForeignKey = { table: string; name: string; definition: string };

const batchRows = 500;
const batchCharacters = 1_000_000;
const comma = sql.raw(", ");

/** Returns the migrations up to the one that a backup was made with; throws invalid when this version lacks it. */
export function migrationsOf({ file, header }: Backup, migrations: Migration[]): Migration[] {
  const index = migrations.findIndex(({ tag }) => tag === header.migration);
  if (index >= 0) return migrations.slice(0, index + 1);
  throw new AppError(
    "invalid",
    `${file} was made by a newer version of the portal (${header.migration}): restore it with that version. Nothing was changed.`,
  );
}

const notAsPromised = (what: string) =>
  new AppError("invalid", `The backup does not fit the tables it was made with: ${what}. Nothing was changed.`);

function requireTables(found: Table[], { header }: Backup): void {
  const describe = ({ name, columns }: Table) =>
    `${name} (${columns.map((column) => `${column.name} ${column.type}`).join(", ")})`;
  const known = new Set(found.map(describe));
  const unknown = header.tables.find((table) => !known.has(describe(table)));
  if (unknown !== undefined) throw notAsPromised(`${unknown.name} is not known like this`);
}

// Rows come in no particular order, and may point at each other: the rules between tables are put back, and with that
// proven, when all are in. Triggers would change what is put in.
async function withoutRules(tx: Database, tables: Table[], work: () => Promise<void>): Promise<void> {
  const keys = await queryRows<ForeignKey>(
    tx,
    sql`select c.relname as "table", k.conname as name, pg_get_constraintdef(k.oid) as definition
        from pg_constraint k join pg_class c on c.oid = k.conrelid
        where k.contype = 'f' and k.connamespace = 'public'::regnamespace order by 1, 2`,
  );
  for (const { table, name } of keys) {
    await tx.execute(sql`alter table ${sql.identifier(table)} drop constraint ${sql.identifier(name)}`);
  }
  for (const { name } of tables) await tx.execute(sql`alter table ${sql.identifier(name)} disable trigger user`);
  await work();
  for (const { name } of tables) await tx.execute(sql`alter table ${sql.identifier(name)} enable trigger user`);
  for (const { table, name, definition } of keys) {
    await tx.execute(
      sql`alter table ${sql.identifier(table)} add constraint ${sql.identifier(name)} ${sql.raw(definition)}`,
    );
  }
}

async function insert(tx: Database, { name, columns }: Table, rows: string[]): Promise<void> {
  const list = (each: (column: Table["columns"][number]) => ReturnType<typeof sql>) =>
    sql.join(columns.map(each), comma);
  await tx.execute(sql`insert into ${sql.identifier(name)} (${list((column) => sql.identifier(column.name).getSQL())})
    overriding system value
    select ${list((column) => sql`r.${sql.identifier(column.name)}::${sql.raw(column.type)}`)}
    from jsonb_to_recordset(${`[${rows.join(",")}]`}::jsonb)
      as r(${list((column) => sql`${sql.identifier(column.name)} text`)})`);
}

async function insertAll(tx: Database, backup: Backup, say: Say): Promise<void> {
  const byName = new Map(backup.header.tables.map((table) => [table.name, table]));
  let current: Table | undefined;
  let rows: string[] = [];
  let characters = 0;
  const flush = async () => {
    if (current !== undefined && rows.length > 0) await insert(tx, current, rows);
    rows = [];
    characters = 0;
  };
  for await (const { table, row } of rowsOf(backup)) {
    if (table !== current?.name) say(`  ${table}: ${backup.sums[table]?.rows ?? 0}`);
    if (table !== current?.name || rows.length >= batchRows || characters >= batchCharacters) {
      await flush();
      current = byName.get(table);
    }
    rows.push(row);
    characters += row.length;
  }
  await flush();
}

async function setSequences(tx: Database, sequences: Record<string, string | null>): Promise<void> {
  for (const [name, last] of Object.entries(sequences)) {
    if (last !== null)
      await tx.execute(sql`select setval(${sql.raw(`'public.${quoted(name)}'`)}::regclass, ${last}::bigint)`);
  }
}

const quoted = (name: string) => `"${name.replaceAll('"', '""').replaceAll("'", "''")}"`;

/** Reads back what was put in; throws when it is not, to the last character, what the backup holds. */
async function verify(tx: Database, { header, sums }: Backup): Promise<void> {
  const tally = new Tally(header.tables.map(({ name }) => name));
  for (const table of header.tables) {
    await eachStoredRow(tx, table, async (rows) => rows.forEach((row) => tally.add(table.name, row)));
  }
  for (const [table, { rows, sha256 }] of Object.entries(tally.finish())) {
    if (rows !== sums[table]?.rows)
      throw notAsPromised(`${table} has ${rows} rows instead of ${sums[table]?.rows ?? 0}`);
    if (sha256 !== sums[table]?.sha256) throw notAsPromised(`${table} reads back differently`);
  }
  const sequences = await readSequences(tx);
  const wrong = Object.entries(header.sequences).find(([name, last]) => sequences[name] !== last);
  if (wrong !== undefined) throw notAsPromised(`${wrong[0]} counts differently`);
}

/**
 * Fills an empty database with a backup in the transaction given: the tables as they were when it was made, its rows,
 * proof that they are the same, and then the migrations that came later. Throws invalid, with nothing changed.
 */
export async function fillFromBackup(tx: Database, backup: Backup, migrations: Migration[], say: Say): Promise<void> {
  await migrate(tx, migrationsOf(backup, migrations));
  await setTextForms(tx);
  requireTables(await listStoredTables(tx), backup);
  say(`Writing ${backup.rows} rows …`);
  await withoutRules(tx, backup.header.tables, () => insertAll(tx, backup, say));
  await setSequences(tx, backup.header.sequences);
  say("Reading them back …");
  await verify(tx, backup);
  await migrate(tx, migrations);
}
