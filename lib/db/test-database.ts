import { afterAll, describe } from "vitest";
import { openEmbedded, openPostgres, type Database, type OpenDatabase } from "./database";
import type { Migration } from "./migrations";

/** An engine to test on, and how to open a fresh database of it, with all migrations or those given. */
export type Engine = { name: string; open: (migrations?: Migration[]) => Promise<OpenDatabase> };

// As an operator should: a superuser would walk through the second wall (decision 0027), and tests would not meet it.
const owner = "portal_tests";

const makeOwner = `do $$ begin
  perform pg_advisory_xact_lock(727299);
  if not exists (select 1 from pg_roles where rolname = '${owner}') then
    create role ${owner} login password '${owner}';
  end if;
end $$`;

/** Makes an empty PostgreSQL database of its own, owned by an ordinary role; returns its address and how to drop it. */
export async function makeFreshPostgres(server: string): Promise<{ url: string; drop: () => Promise<void> }> {
  const { default: pg } = await import("pg");
  const name = `portal_test_${process.pid}_${Math.random().toString(36).slice(2, 10)}`;
  const administer = async (statement: string) => {
    const client = new pg.Client({ connectionString: server });
    await client.connect();
    try {
      await client.query(statement);
    } finally {
      await client.end();
    }
  };
  await administer(makeOwner);
  await administer(`create database ${name} owner ${owner}`);
  const address = Object.assign(new URL(server), { pathname: `/${name}`, username: owner, password: owner });
  return { url: address.href, drop: () => administer(`drop database ${name} with (force)`) };
}

async function openFreshPostgres(server: string, migrations?: Migration[]): Promise<OpenDatabase> {
  const { url, drop } = await makeFreshPostgres(server);
  const { database, close } = await openPostgres(url, migrations);
  return { database, close: () => close().then(drop) };
}

/** Returns the embedded engine, and PostgreSQL when TEST_DATABASE_URL names a server. */
export function engines(): Engine[] {
  const server = process.env.TEST_DATABASE_URL;
  const embedded: Engine = { name: "embedded engine", open: (migrations) => openEmbedded(null, migrations) };
  if (server === undefined || server === "") return [embedded];
  return [embedded, { name: "PostgreSQL", open: (migrations) => openFreshPostgres(server, migrations) }];
}

/**
 * Runs a suite on the embedded engine in memory and, when TEST_DATABASE_URL names a server, on PostgreSQL.
 * The suite is handed a function that opens its fresh, migrated database once and returns it ever after.
 */
export function forEachEngine(suite: (open: () => Promise<Database>, engine: string) => void): void {
  for (const engine of engines()) {
    describe(`on the ${engine.name}`, () => {
      let opened: Promise<OpenDatabase> | undefined;
      afterAll(async () => {
        if (opened !== undefined) await (await opened).close();
      });
      suite(async () => (await (opened ??= engine.open())).database, engine.name);
    });
  }
}
