import { spawn } from "node:child_process";
import { createWriteStream, existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeBackup } from "@/lib/db/backup-writer";
import { openEmbedded, type Database } from "@/lib/db/database";
import { databaseFolderOf } from "@/lib/db/database-folder";
import { queryRows } from "@/lib/db/query-rows";
import { takeSnapshot, snapshotFolderOf } from "@/lib/db/snapshots";

const folder = mkdtempSync(path.join(tmpdir(), "portal-cli-"));
const backup = path.join(folder, "backup.jsonl.gz");
const script = path.resolve("lib/cli/portal.mjs");
const people = 20_000;

type Ended = { status: number | null; signal: string | null; out: string; err: string };

/** Runs `node lib/cli/portal.mjs` as a process of its own and kills it, if told to, when it says something. */
function portal(data: string, args: string[], settings: Record<string, string> = {}, killAt?: string): Promise<Ended> {
  const environment = { ...process.env, DATABASE_URL: "", PORTAL_DATA: data, ...settings };
  const child = spawn(process.execPath, [script, ...args], { cwd: folder, env: environment });
  let [out, err] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    out += text;
    if (killAt !== undefined && out.includes(killAt)) child.kill("SIGKILL");
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => (err += text));
  return new Promise((resolve) => child.on("close", (status, signal) => resolve({ status, signal, out, err })));
}

const newDataFolder = () => mkdtempSync(path.join(folder, "data-"));

async function inDatabase<T>(data: string, work: (database: Database) => Promise<T>): Promise<T> {
  const { database, close } = await openEmbedded(databaseFolderOf(data));
  return work(database).finally(close);
}

const namesIn = (data: string) =>
  inDatabase(data, async (database) => {
    const rows = await queryRows<{ name: string }>(database, sql`select name from person order by name limit 3`);
    return rows.map(({ name }) => name);
  });

beforeAll(async () => {
  const { database, close } = await openEmbedded(null);
  await database.execute(sql`insert into person (name) select 'Restored' from generate_series(1, ${people}::int)`);
  await writeBackup(database, createWriteStream(backup));
  await close();
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("npm run portal", () => {
  it("lists its commands, explains each, and says what was meant by a misspelt one", async () => {
    const data = newDataFolder();
    const list = await portal(data, []);
    expect(list).toMatchObject({ status: 0, err: "" });
    expect(list.out).toContain("doctor");
    expect(await portal(data, ["help", "restore"])).toMatchObject({
      status: 0,
      out: expect.stringContaining("npm run portal -- restore --latest"),
    });
    expect(await portal(data, ["restore", "--help"])).toMatchObject({ status: 0 });
    expect(await portal(data, ["bakup"])).toMatchObject({
      status: 2,
      err: "There is no command bakup. Did you mean backup?\n",
    });
    expect(readdirSync(data)).toEqual([]);
  });

  it("refuses a command that is called wrongly with its usage and status 2", async () => {
    const data = newDataFolder();
    const wrong = [["restore"], ["restore", "a", "--latest"], ["restore", "--newest"], ["migrate", "now"]];
    for (const args of wrong) {
      const { status, err } = await portal(data, args);
      expect({ args, status }).toEqual({ args, status: 2 });
      expect(err).toContain("npm run portal -- ");
    }
    expect(readdirSync(data)).toEqual([]);
  });

  it("names every wrong setting before it touches anything", async () => {
    const data = newDataFolder();
    const wrong = await portal(data, ["backup"], { PORT: "http", SMTP_URL: "mail" });
    expect(wrong).toMatchObject({ status: 1, err: expect.stringMatching(/PORT must be.*SMTP_URL must/) });
    expect(await portal(data, ["doctor"], { PORT: "http" })).toMatchObject({
      status: 1,
      err: expect.stringMatching(/^✗ PORT/),
    });
    expect(readdirSync(data)).toEqual([]);
  });

  it("makes no database where there is none, unless it is told to", async () => {
    const data = newDataFolder();
    expect(await portal(data, ["backup"])).toMatchObject({
      status: 1,
      err: expect.stringContaining("check PORTAL_DATA"),
    });
    expect(existsSync(databaseFolderOf(data))).toBe(false);
    expect(await portal(data, ["migrate"])).toMatchObject({
      status: 0,
      out: expect.stringContaining("A new database"),
    });
    expect(await portal(data, ["migrate"])).toMatchObject({ status: 0, out: "The tables are up to date.\n" });
    expect(await portal(data, ["doctor"])).toMatchObject({ status: 0, out: expect.stringContaining("✓ Tables") });
  });

  it("restores what it backed up, from the folder it was called in", async () => {
    const data = newDataFolder();
    await inDatabase(data, (database) => database.execute(sql`insert into person (name) values ('Ada')`));
    expect(await portal(data, ["backup", "mine.jsonl.gz"])).toMatchObject({ status: 0, err: "" });
    expect(statSync(path.join(folder, "mine.jsonl.gz")).mode & 0o777).toBe(0o600);
    expect(await portal(data, ["backup", "mine.jsonl.gz"])).toMatchObject({ status: 1, out: "" });
    const other = newDataFolder();
    expect(await portal(other, ["restore", "mine.jsonl.gz"])).toMatchObject({ status: 0, err: "" });
    expect(await namesIn(other)).toEqual(["Ada"]);
  });

  it("restores the latest snapshot", async () => {
    const data = newDataFolder();
    expect(await portal(data, ["restore", "--latest"])).toMatchObject({
      status: 1,
      err: expect.stringContaining("no snapshot"),
    });
    await inDatabase(data, async (database) => {
      await database.execute(sql`insert into person (name) values ('Ada')`);
      await takeSnapshot(database, snapshotFolderOf(data));
      await database.execute(sql`update person set name = 'Later'`);
    });
    expect(await portal(data, ["restore", "--latest"])).toMatchObject({ status: 0 });
    expect(await namesIn(data)).toEqual(["Ada"]);
  });

  it("leaves the database as it is when a damaged backup is to be restored", async () => {
    const data = newDataFolder();
    await inDatabase(data, (database) => database.execute(sql`insert into person (name) values ('Ada')`));
    writeFileSync(path.join(folder, "damaged.gz"), "nothing");
    const { status, err } = await portal(data, ["restore", "damaged.gz"]);
    expect({ status, err }).toEqual({ status: 1, err: expect.stringContaining("Nothing was changed.") });
    expect(await namesIn(data)).toEqual(["Ada"]);
  });
});

describe("a restore that is killed", () => {
  it.each(["Writing", "Reading them back"])(
    "while it says “%s” leaves the database as it was, and can be done again",
    async (moment) => {
      const data = newDataFolder();
      await inDatabase(data, (database) => database.execute(sql`insert into person (name) values ('Ada')`));
      expect(await portal(data, ["restore", backup], {}, moment)).toMatchObject({ signal: "SIGKILL" });
      expect(readdirSync(data).sort()).toEqual(["database", "database.restoring"]);
      expect(await namesIn(data)).toEqual(["Ada"]);
      expect(await portal(data, ["restore", backup])).toMatchObject({ status: 0 });
      expect(await namesIn(data)).toEqual(["Restored", "Restored", "Restored"]);
      expect(existsSync(path.join(data, "database.restoring"))).toBe(false);
    },
  );
});
