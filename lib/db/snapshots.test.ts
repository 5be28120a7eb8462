import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { checkBackup } from "./backup-reader";
import { openEmbedded, type OpenDatabase } from "./database";
import { listSnapshots, takeSnapshot } from "./snapshots";

let open: OpenDatabase;
let folder: string;

beforeAll(async () => void (open = await openEmbedded(null)));
afterAll(() => open.close());
beforeEach(() => {
  folder = path.join(mkdtempSync(path.join(tmpdir(), "portal-snapshots-")), "snapshots");
  return () => rmSync(path.dirname(folder), { recursive: true });
});

const addPerson = (name: string) => open.database.execute(sql`insert into person (name) values (${name})`);

describe("a snapshot", () => {
  it("is a whole backup that only this user can read", async () => {
    await addPerson("Ada");
    const { file, rows, bytes } = await takeSnapshot(open.database, folder);
    expect((await checkBackup(file)).rows).toBe(rows);
    expect(bytes).toBe(statSync(file).size);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(readdirSync(folder)).toEqual([path.basename(file)]);
  });

  it("is not taken again while nothing changes, and is when something does", async () => {
    const first = await takeSnapshot(open.database, folder);
    expect((await takeSnapshot(open.database, folder)).file).toBe(first.file);
    expect(listSnapshots(folder)).toHaveLength(1);
    await addPerson("Grace");
    const next = await takeSnapshot(open.database, folder);
    expect(next.rows).toBe(first.rows + 1);
    expect(next.file).not.toBe(first.file);
  });

  it("makes older ones give way, and leaves files alone that are none", async () => {
    const first = await takeSnapshot(open.database, folder);
    const old = path.join(folder, "2020-01-01T00-00-00Z.0123456789abcdef.jsonl.gz");
    for (const name of [old, path.join(folder, "notes.txt")]) writeFileSync(name, "");
    await takeSnapshot(open.database, folder);
    expect(existsSync(old)).toBe(false);
    expect(readdirSync(folder).sort()).toEqual([path.basename(first.file), "notes.txt"].sort());
  });

  it("cleans up after one that was cut short", async () => {
    await takeSnapshot(open.database, folder);
    writeFileSync(path.join(folder, "unfinished.1.part"), "half");
    await takeSnapshot(open.database, folder);
    expect(readdirSync(folder)).toHaveLength(1);
  });
});
