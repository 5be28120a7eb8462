import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Database } from "@/lib/db/database";
import { forEachEngine } from "@/lib/db/test-database";
import { audit } from "./audit";
import { readCheckpoints, writeCheckpoint } from "./checkpoints";
import { emptyAudit } from "./test-audit";
import { verifyAudit } from "./verify";

vi.hoisted(() => (process.env.PORTAL_SECRET = "a secret of the tests that is long enough"));

forEachEngine((open) => {
  let database: Database;
  let folder: string;
  const file = () => path.join(folder, "audit-checkpoints.jsonl");
  const write = () =>
    database.transaction((tx) =>
      audit(tx, { actor: { kind: "portal" }, act: "test.done", object: { kind: "test", id: "1" } }),
    );

  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "portal-checkpoints-"));
    database = await open();
    await emptyAudit(database);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("a checkpoint is kept for the owner of the folder alone, after those before it", async () => {
    await write();
    const one = await writeCheckpoint(database, folder);
    await write();
    const two = await writeCheckpoint(database, folder);
    expect(readCheckpoints(folder)).toEqual([one, two]);
    expect([one?.seq, two?.seq]).toEqual([1, 2]);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
  });

  it("none is made when nothing happened since the last one, or ever", async () => {
    expect(await writeCheckpoint(database, folder)).toBeNull();
    await write();
    await writeCheckpoint(database, folder);
    expect(await writeCheckpoint(database, folder)).toBeNull();
    expect(readCheckpoints(folder)).toHaveLength(1);
  });

  it("a line that a crash cut short spoils neither the ones before nor the next", async () => {
    await write();
    const one = await writeCheckpoint(database, folder);
    appendFileSync(file(), '{"seq":2,"ha');
    await write();
    const two = await writeCheckpoint(database, folder);
    expect(readCheckpoints(folder)).toEqual([one, two]);
  });

  it("a forged one is found", async () => {
    await write();
    await writeCheckpoint(database, folder);
    writeFileSync(file(), readFileSync(file(), "utf8").replace('"seq":1', '"seq":9'));
    const { problems } = await verifyAudit(database, readCheckpoints(folder));
    expect(problems).toEqual([{ seq: 9, reason: expect.stringContaining("checkpoint of this event was changed") }]);
  });
});
