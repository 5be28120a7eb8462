import { createHash } from "node:crypto";
import { createWriteStream, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseRow, Tally } from "./backup-format";
import { writeBackup } from "./backup-writer";
import { openEmbedded, openPostgres, type Database } from "./database";
import { databaseFolderOf } from "./database-folder";
import { derivedTables } from "./derived-tables";
import { lockFolder } from "./lock";
import { countApplied, readMigrations } from "./migrations";
import { queryRows } from "./query-rows";
import { restoreEmbedded, restorePostgres } from "./restore";
import { makeFreshPostgres } from "./test-database";
import { fillEveryTable, readEverything } from "./test-rows";

const folder = mkdtempSync(path.join(tmpdir(), "portal-restore-"));
const file = path.join(folder, "backup.jsonl.gz");
const server = process.env.TEST_DATABASE_URL ?? "";
const silent = () => undefined;

let kept: string[];
let rows: Record<string, string[]>;

const backUp = (database: Database, target: string) => writeBackup(database, createWriteStream(target));
const readKept = (database: Database) => readEverything(database, kept);

beforeAll(async () => {
  const { database, close } = await openEmbedded(null);
  kept = Object.keys(await fillEveryTable(database)).filter((table) => !derivedTables.has(table));
  await database.execute(sql`select nextval('job_id_seq'), nextval('job_id_seq')`);
  rows = await readKept(database);
  await backUp(database, file);
  await close();
});
afterAll(() => rmSync(folder, { recursive: true }));

async function withEmbedded<T>(dataFolder: string, work: (database: Database) => Promise<T>): Promise<T> {
  const { database, close } = await openEmbedded(databaseFolderOf(dataFolder));
  return work(database).finally(close);
}

async function withPostgres<T>(url: string, work: (database: Database) => Promise<T>): Promise<T> {
  const { database, close } = await openPostgres(url);
  return work(database).finally(close);
}

function newDataFolder(): string {
  return mkdtempSync(path.join(folder, "data-"));
}

describe("a backup restored into the embedded engine", () => {
  it("brings back every row to the last character, and keeps what was there before", async () => {
    const data = newDataFolder();
    await withEmbedded(data, (database) => database.execute(sql`insert into person (name) values ('Before')`));
    const restored = await restoreEmbedded(data, file, silent);
    expect(restored.rows).toBe(kept.length * 3);
    expect(await withEmbedded(data, readKept)).toEqual(rows);
    expect(readdirSync(data).sort()).toEqual(["database", path.basename(restored.kept ?? "")]);
    const { database, close } = await openEmbedded(restored.kept);
    expect(await queryRows(database, sql`select name from person`)).toEqual([{ name: "Before" }]);
    await close();
  });

  it("goes on counting where the former database stopped", async () => {
    const data = newDataFolder();
    await restoreEmbedded(data, file, silent);
    const [job] = await withEmbedded(data, (database) =>
      queryRows<{ id: number }>(database, sql`insert into job (kind) values ('next') returning id`),
    );
    expect(Number(job?.id)).toBe(3);
  });

  it("holds the rules between tables, and the audit log refuses changes", async () => {
    const data = newDataFolder();
    await restoreEmbedded(data, file, silent);
    await withEmbedded(data, async (database) => {
      const orphan = sql`insert into authenticator (person_id, secret) values (gen_random_uuid(), '')`;
      await expect(database.execute(orphan)).rejects.toThrow();
      await expect(database.execute(sql`delete from audit_event`)).rejects.toThrow();
    });
  });

  it("of an earlier version is brought up to date", async () => {
    const data = newDataFolder();
    const older = path.join(data, "older.jsonl.gz");
    const { database, close } = await openEmbedded(null, readMigrations().slice(0, 1));
    await backUp(database, older);
    await close();
    await restoreEmbedded(data, older, silent);
    const restored = await openEmbedded(databaseFolderOf(data), null);
    expect(await countApplied(restored.database, readMigrations())).toBe(readMigrations().length);
    await restored.close();
  });

  it("is refused while a portal holds the data folder", async () => {
    const data = newDataFolder();
    const release = await lockFolder(data);
    await expect(restoreEmbedded(data, file, silent)).rejects.toThrow("in use by another process");
    await release();
    expect(readdirSync(data)).toEqual([]);
  });
});

/** Writes a backup with right sums, but rows that are not those of a portal. */
async function forge(change: (row: string) => string): Promise<string> {
  const lines = gunzipSync(readFileSync(file)).toString("utf8").trimEnd().split("\n").slice(0, -1).map(change);
  const tally = new Tally(kept);
  for (const line of lines) {
    const parsed = parseRow(line);
    if (parsed !== null) tally.add(parsed.table, parsed.row);
  }
  const sha256 = createHash("sha256")
    .update(lines.map((line) => `${line}\n`).join(""))
    .digest("hex");
  const forged = path.join(newDataFolder(), "forged.jsonl.gz");
  writeFileSync(forged, gzipSync([...lines, JSON.stringify({ tables: tally.finish(), sha256 }), ""].join("\n")));
  return forged;
}

const forgeries: [string, (row: string) => string, string][] = [
  ["reads back differently", (row) => row.replace('"attempts": "1"', '"attempts": "01"'), "job reads back differently"],
  [
    "holds a row that points at none",
    (row) => row.replace(/"person_id": "0{8}/, '"person_id": "10000000'),
    "violates foreign key",
  ],
  ["holds a value of another type", (row) => row.replace('"attempts": "1"', '"attempts": "x"'), "invalid input syntax"],
  ["knows another column", (row) => row.replace('"name":"attempts"', '"name":"tries"'), "job is not known like this"],
  [
    "is of a newer version",
    (row) => row.replace(/"migration":"[^"]*"/, '"migration":"9999_later"'),
    "newer version of the portal (9999_later)",
  ],
];

describe("a backup that is whole, but none of a portal", () => {
  it.each(forgeries)("is refused when it %s, and nothing is touched", async (_, change, reason) => {
    const data = newDataFolder();
    await expect(restoreEmbedded(data, await forge(change), silent)).rejects.toThrow(reason);
    expect(readdirSync(data)).toEqual([]);
  });
});

describe("a damaged backup", () => {
  const lines = () => gunzipSync(readFileSync(file)).toString("utf8").split("\n");
  const changed = (change: (text: string) => string) => gzipSync(change(lines().join("\n")));
  const damages: [string, () => Buffer, string][] = [
    ["with a flipped byte", () => flip(readFileSync(file)), "no whole backup"],
    ["with its tail cut off", () => readFileSync(file).subarray(0, -200), "no whole backup"],
    [
      "without its last line",
      () => changed((text) => text.slice(0, text.lastIndexOf("\n{") + 1)),
      "its end is missing",
    ],
    [
      "without one row",
      () => changed((text) => text.replace(/\["job",[^\n]*\n/, "")),
      "number of rows of job is wrong",
    ],
    ["with a row edited", () => changed((text) => text.replace("漢字", "漢學")), "was changed"],
    [
      "with its head edited",
      () => changed((text) => text.replace('"createdAt":"2', '"createdAt":"3')),
      "a line in it was changed",
    ],
    ["with a row of no table", () => changed((text) => text.replace('["job"', '["jab"')), "not a row of its tables"],
    ["of another format", () => changed((text) => text.replace("backup/1", "backup/9")), "cannot read its format"],
    [
      "of a newer version",
      () => changed((text) => text.replace(/"migration":"[^"]*"/, '"migration":"9999_later"')),
      "was changed",
    ],
    ["that is no backup", () => gzipSync("hello\n"), "does not say what it is"],
    ["that is not compressed", () => Buffer.from("hello"), "no whole backup"],
  ];
  const flip = (bytes: Buffer) => {
    const middle = Math.floor(bytes.length / 2);
    bytes.writeUInt8(bytes.readUInt8(middle) ^ 1, middle);
    return bytes;
  };

  it.each(damages)("%s is refused, and nothing is touched", async (_, bytes, reason) => {
    const data = newDataFolder();
    const damaged = path.join(data, "damaged.jsonl.gz");
    writeFileSync(damaged, bytes());
    await expect(restoreEmbedded(data, damaged, silent)).rejects.toThrow(reason);
    expect(readdirSync(data)).toEqual(["damaged.jsonl.gz"]);
  });

  it("that is not there is refused by name", async () => {
    await expect(restoreEmbedded(newDataFolder(), "/nowhere/a.gz", silent)).rejects.toThrow(
      "There is no file /nowhere/a.gz",
    );
  });
});

describe.runIf(server !== "")("a backup restored into PostgreSQL by an ordinary owner", () => {
  it("keeps every row on the way there and back", async () => {
    const { url, drop } = await makeFreshPostgres(server);
    const data = newDataFolder();
    const second = path.join(data, "second.jsonl.gz");
    await restorePostgres(url, file, silent);
    await withPostgres(url, async (database) => {
      expect(await readKept(database)).toEqual(rows);
      await backUp(database, second);
    });
    await restoreEmbedded(data, second, silent);
    expect(await withEmbedded(data, readKept)).toEqual(rows);
    await drop();
  });

  it("keeps the former tables in a schema of another name", async () => {
    const { url, drop } = await makeFreshPostgres(server);
    await withPostgres(url, (database) => database.execute(sql`insert into person (name) values ('Before')`));
    const { kept: former } = await restorePostgres(url, file, silent);
    const schema = former?.replace("schema ", "") ?? "";
    await withPostgres(url, async (database) => {
      expect(await queryRows(database, sql`select name from ${sql.identifier(schema)}.person`)).toEqual([
        { name: "Before" },
      ]);
      expect(await readKept(database)).toEqual(rows);
    });
    await drop();
  });

  it("is refused while a portal uses the database, which stays as it is", async () => {
    const { url, drop } = await makeFreshPostgres(server);
    const portal = await openPostgres(url);
    await portal.database.execute(sql`insert into person (name) values ('Before')`);
    await expect(restorePostgres(url, file, silent)).rejects.toThrow(
      "A portal or another command is using this database",
    );
    expect(await queryRows(portal.database, sql`select name from person`)).toEqual([{ name: "Before" }]);
    await portal.close();
    await restorePostgres(url, file, silent);
    await drop();
  });

  it.each(forgeries)("leaves the database as it is when a backup is whole but %s", async (_, change, reason) => {
    const { url, drop } = await makeFreshPostgres(server);
    await withPostgres(url, (database) => database.execute(sql`insert into person (name) values ('Before')`));
    await expect(restorePostgres(url, await forge(change), silent)).rejects.toThrow(reason);
    await withPostgres(url, async (database) => {
      expect(await queryRows(database, sql`select name from person`)).toEqual([{ name: "Before" }]);
    });
    await drop();
  });
});

describe("a backup", () => {
  it("leaves out what is made again from the content", () => {
    const text = gunzipSync(readFileSync(file)).toString("utf8");
    for (const table of derivedTables) expect(text).not.toContain(`["${table}",`);
  });
});
