import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { asc, sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Database } from "@/lib/db/database";
import { forEachEngine } from "@/lib/db/test-database";
import { auditEvents } from "./tables";
import { emptyAudit, fillAudit, tamper } from "./test-audit";

const first = "the first secret of these tests is long enough";
const second = "the second secret of these tests is long enough";

/** Loads the audit log anew, as a process with these secrets would. */
async function processWith(secret: string, ...former: string[]) {
  vi.resetModules();
  vi.stubEnv("PORTAL_SECRET", secret);
  vi.stubEnv("PORTAL_SECRET_OLD", former.join(","));
  const [{ audit }, { verifyAudit }, checkpoints, { keysOf }] = await Promise.all([
    import("./audit"),
    import("./verify"),
    import("./checkpoints"),
    import("@/lib/secrets"),
  ]);
  return { audit, verifyAudit, ...checkpoints, key: keysOf("audit")[0] };
}
type Portal = Awaited<ReturnType<typeof processWith>>;

forEachEngine((open) => {
  let database: Database;
  let portal: Portal;
  let folder: string;

  async function write(count: number, { audit }: Portal = portal) {
    for (let i = 0; i < count; i += 1)
      await database.transaction((tx) =>
        audit(tx, { actor: { kind: "portal" }, act: "test.done", object: { kind: "test", id: String(i) } }),
      );
  }
  const problems = async () => (await portal.verifyAudit(database, portal.readCheckpoints(folder))).problems;
  const findings = async () => (await problems()).map(({ seq, reason }) => `${seq}: ${reason}`);

  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "portal-audit-"));
    database = await open();
    portal = await processWith(first);
    await emptyAudit(database);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true, force: true });
  });

  it("an empty log is in order", async () => {
    expect(await portal.verifyAudit(database)).toEqual({ events: 0, problems: [], last: null });
  });

  it("a log as it was written is in order, however long", async () => {
    // Longer than what is read at a time.
    await fillAudit(database, portal.key, 1_001);
    await write(1);
    const last = (await database.select().from(auditEvents).orderBy(asc(auditEvents.seq))).at(-1)!;
    const report = await portal.verifyAudit(database);
    expect(report).toEqual({ events: 1_002, problems: [], last: { seq: 1_002, hash: last.hash } });
  });

  describe("an edited event is found", () => {
    it.each([
      "at = at + interval '1 millisecond'",
      "actor_id = gen_random_uuid()",
      "actor_kind = 'person'",
      "act = 'other'",
      "object_kind = 'other'",
      "object_id = 'other'",
      "outcome = 'refused'",
      "request_id = 'other'",
      `detail = '{"a":1}'`,
      "previous_hash = 'other'",
      "hash = 'other'",
    ])("by what was changed: %s", async (change) => {
      await write(4);
      await tamper(database, sql.raw(`update audit_event set ${change} where seq = 3`));
      expect(await findings()).toEqual(["3: This event is not as it was written."]);
    });

    it("even when it is given a key that nobody knows", async () => {
      await write(4);
      await tamper(database, sql`update audit_event set act = 'other', key_id = 'ffffffff' where seq >= 3`);
      expect(await problems()).toEqual([
        { seq: 3, reason: expect.stringContaining("the key ffffffff, which is not among the secrets") },
      ]);
    });
  });

  it("a removed event is found", async () => {
    await write(5);
    await tamper(database, sql`delete from audit_event where seq in (2, 3)`);
    expect(await findings()).toEqual(["4: Events 2 to 3 are missing before this one."]);
  });

  it("a removed beginning is found", async () => {
    await write(3);
    await tamper(database, sql`delete from audit_event where seq = 1`);
    expect(await findings()).toEqual(["2: Event 1 is missing before this one."]);
  });

  it("removed events are found where the others were moved up", async () => {
    await write(4);
    await tamper(
      database,
      sql`delete from audit_event where seq = 2`,
      sql`update audit_event set seq = seq - 1 where seq = 3`,
      sql`update audit_event set seq = seq - 1 where seq = 4`,
    );
    expect(await findings()).toEqual([
      "2: This event is not as it was written.",
      "3: This event is not as it was written.",
    ]);
  });

  it.each([1, 2, 4])("an event that was put in as number %s is found", async (place) => {
    await write(3);
    await tamper(
      database,
      sql`update audit_event set seq = -seq where seq >= ${place}`,
      sql`update audit_event set seq = 1 - seq where seq < 0`,
      sql`insert into audit_event select ${place}, at, actor_id, actor_kind, 'forged', object_kind, object_id,
        outcome, request_id, detail, previous_hash, hash, key_id from audit_event order by seq limit 1`,
    );
    expect(await findings()).toContain(`${place}: This event is not as it was written.`);
  });

  it("an event that was put in before the first one is found", async () => {
    await write(2);
    await tamper(
      database,
      sql`insert into audit_event select 0, at, actor_id, actor_kind, act, object_kind, object_id, outcome,
        request_id, detail, previous_hash, hash, key_id from audit_event where seq = 1`,
    );
    expect(await findings()).toContain("0: This event stands before the first one.");
  });

  it("two events that changed places are found", async () => {
    await write(4);
    await tamper(
      database,
      sql`update audit_event set seq = -seq where seq in (2, 3)`,
      sql`update audit_event set seq = 5 + seq where seq < 0`,
    );
    expect((await problems()).map(({ seq }) => seq)).toEqual([2, 3]);
  });

  it("old events that were put back after newer ones were written in their place are found", async () => {
    await write(4);
    await tamper(
      database,
      sql`create table kept as select * from audit_event where seq = 4`,
      sql`delete from audit_event where seq > 2`,
    );
    await write(1);
    await tamper(database, sql`insert into audit_event select * from kept`, sql`drop table kept`);
    expect(await findings()).toEqual(["4: This event does not follow the one before it."]);
  });

  describe("an end that was cut off", () => {
    const cut = (from: number) => tamper(database, sql`delete from audit_event where seq >= ${from}`);

    it("is found with a checkpoint, and not without", async () => {
      await write(5);
      const made = (await portal.writeCheckpoint(database, folder))!;
      await cut(4);
      expect((await portal.verifyAudit(database)).problems).toEqual([]);
      const reason = `Events 4 to 5 are missing at the end: the checkpoint of ${made.at} names event 5.`;
      expect(await problems()).toEqual([{ seq: 4, reason }]);
    });

    it("is found when nothing is left", async () => {
      await write(1);
      await portal.writeCheckpoint(database, folder);
      await cut(1);
      expect((await problems()).map(({ seq }) => seq)).toEqual([1]);
    });

    it("is found after others were written in its place", async () => {
      await write(5);
      const made = (await portal.writeCheckpoint(database, folder))!;
      await cut(4);
      await write(4);
      await portal.writeCheckpoint(database, folder);
      expect(await findings()).toEqual([`5: This event is not the one that the checkpoint of ${made.at} names.`]);
    });
  });

  describe("after the secret was changed", () => {
    it("events and checkpoints of the former one still verify", async () => {
      await write(2);
      await portal.writeCheckpoint(database, folder);
      portal = await processWith(second, first);
      await write(2);
      await portal.writeCheckpoint(database, folder);
      expect(await portal.verifyAudit(database, portal.readCheckpoints(folder))).toMatchObject({
        events: 4,
        problems: [],
      });
      const keys = new Set((await database.select().from(auditEvents)).map(({ keyId }) => keyId));
      expect(keys.size).toBe(2);
    });

    it("a former one that was not kept is named once, with the way out", async () => {
      await write(3);
      portal = await processWith(second);
      await write(1);
      expect(await problems()).toEqual([{ seq: 1, reason: expect.stringContaining("PORTAL_SECRET_OLD") }]);
    });
  });
});
