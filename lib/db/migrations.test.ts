import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import type { Database } from "./database";
import { countApplied, migrate, readMigrations, type Migration } from "./migrations";
import { queryRows } from "./query-rows";
import { engines, type Engine } from "./test-database";
import { countEverything, fillEveryTable } from "./test-rows";

const migrations = readMigrations();

async function withDatabase(
  engine: Engine,
  first: Migration[],
  work: (database: Database) => Promise<void>,
): Promise<void> {
  const { database, close } = await engine.open(first);
  await work(database).finally(close);
}

/** Returns the migrations with one more after them, read from a folder as drizzle-kit writes it. */
function withAnother(statements: string): Migration[] {
  const folder = mkdtempSync(path.join(tmpdir(), "portal-migrations-"));
  cpSync("lib/db/migrations", folder, { recursive: true });
  const file = path.join(folder, "meta/_journal.json");
  const journal = JSON.parse(readFileSync(file, "utf8"));
  journal.entries.push({ ...journal.entries.at(-1), when: Number.MAX_SAFE_INTEGER, tag: "9999_another" });
  writeFileSync(file, JSON.stringify(journal));
  writeFileSync(path.join(folder, "9999_another.sql"), statements);
  const read = readMigrations(folder);
  rmSync(folder, { recursive: true });
  return read;
}

const broken = withAnother(
  "create table half_made (id int);\n--> statement-breakpoint\ndelete from job;\n--> statement-breakpoint\nselect no_such_function();",
);

describe.each(engines())("on the $name", (engine) => {
  it.each(migrations.slice(0, -1).map(({ tag }, index) => [tag, index + 1] as const))(
    "a database of %s with rows in every table keeps all of them when it is brought up to date",
    (_, count) =>
      withDatabase(engine, migrations.slice(0, count), async (database) => {
        const filled = await fillEveryTable(database);
        expect(Object.keys(filled).length).toBeGreaterThan(0);
        const applied = await migrate(database, migrations);
        expect(applied).toEqual(migrations.slice(count).map(({ tag }) => tag));
        expect(await countEverything(database, Object.keys(filled))).toEqual(filled);
      }),
  );

  it("every table of today can hold rows with every kind of value its columns allow", () =>
    withDatabase(engine, migrations, async (database) => {
      const filled = await fillEveryTable(database);
      expect(await countEverything(database, Object.keys(filled))).toEqual(filled);
    }));

  it("a migration that fails leaves everything as it was, says which it was, and a mended one goes on from there", () =>
    withDatabase(engine, migrations, async (database) => {
      const filled = await fillEveryTable(database);
      await expect(migrate(database, broken)).rejects.toThrow(
        /The migration 9999_another failed, and the database is as it was before: .*no_such_function/,
      );
      expect(await countEverything(database, Object.keys(filled))).toEqual(filled);
      const [left] = await queryRows(database, sql`select to_regclass('half_made') as "table"`);
      expect(left).toEqual({ table: null });
      expect(await countApplied(database, migrations)).toBe(migrations.length);
      const mended = withAnother("create table half_made (id int);");
      expect(await migrate(database, mended)).toEqual(["9999_another"]);
      expect(await migrate(database, mended)).toEqual([]);
    }));

  it("a first migration that fails leaves nothing behind", () =>
    withDatabase(engine, [], async (database) => {
      await expect(migrate(database, broken)).rejects.toThrow("9999_another failed");
      expect(await countApplied(database, migrations)).toBe(0);
      expect(await migrate(database, migrations)).toEqual(migrations.map(({ tag }) => tag));
    }));

  it("a database that is newer than the code is refused with a sentence", () =>
    withDatabase(engine, withAnother("select 1;"), async (database) => {
      await expect(migrate(database, migrations)).rejects.toThrow("written by a newer version of the portal");
    }));
});
