import { asc, sql } from "drizzle-orm";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { Viewer, type Person } from "@/lib/auth/viewer";
import type { Database } from "@/lib/db/database";
import { forEachEngine } from "@/lib/db/test-database";
import { actorOf, audit, type NewEvent } from "./audit";
import { emptyAudit } from "./test-audit";
import { auditEvents } from "./tables";
import { verifyAudit } from "./verify";

vi.hoisted(() => (process.env.PORTAL_SECRET = "a secret of the tests that is long enough"));

const person = "0b6c1a52-3c2e-4f0e-9f4a-5a8f1f3f9a10";
const event: NewEvent = { actor: { kind: "portal" }, act: "test.done", object: { kind: "test", id: "1" } };

forEachEngine((open) => {
  let database: Database;
  beforeEach(async () => {
    database = await open();
    await emptyAudit(database);
  });
  const write = (changes: Partial<NewEvent> = {}) => database.transaction((tx) => audit(tx, { ...event, ...changes }));
  const events = () => database.select().from(auditEvents).orderBy(asc(auditEvents.seq));

  describe("an event", () => {
    it("says who did what to which thing, with what outcome, and when", async () => {
      const before = Date.now();
      const detail = { role: "organizer", count: 2, isNew: true, was: null };
      await write({ actor: { kind: "person", id: person }, outcome: "refused", detail });
      const [written] = await events();
      expect(written).toMatchObject({ seq: 1, actorKind: "person", actorId: person, outcome: "refused", detail });
      expect(written).toMatchObject({ act: "test.done", objectKind: "test", objectId: "1", requestId: "-" });
      expect(written!.at.getTime()).toBeGreaterThanOrEqual(before);
      expect(written!.at.getTime()).toBeLessThanOrEqual(Date.now());
    });

    it("goes when its transaction does, and leaves no gap", async () => {
      await write();
      const failure = database.transaction(async (tx) => {
        await audit(tx, event);
        throw new Error("changed my mind");
      });
      await expect(failure).rejects.toThrow("changed my mind");
      await write();
      expect((await events()).map(({ seq }) => seq)).toEqual([1, 2]);
      expect((await verifyAudit(database)).problems).toEqual([]);
    });

    it("may be one of several in a transaction", async () => {
      await database.transaction(async (tx) => {
        await audit(tx, event);
        await audit(tx, event);
      });
      expect(await verifyAudit(database)).toMatchObject({ events: 2, problems: [] });
    });

    it("is refused outside of a transaction", async () => {
      await expect(audit(database, event)).rejects.toThrow("in the transaction of its act");
      expect(await events()).toEqual([]);
    });

    it("verifies whatever text it was given", async () => {
      await write({ object: { kind: "test", id: "nul \0, lone \ud800, é, e\u0301, 🙂" } });
      await write({ actor: { kind: "person", id: person.toUpperCase() } });
      await write({ detail: { "b\u0301": "\0\udc00", a: 1e21, 10: 0.1 + 0.2, 9: -0, c: NaN } });
      expect(await verifyAudit(database)).toMatchObject({ events: 3, problems: [] });
    });
  });

  it("twenty writers at once make one chain without a gap", async () => {
    await Promise.all(Array.from({ length: 20 }, (_, i) => write({ object: { kind: "test", id: String(i) } })));
    const written = await events();
    expect(written.map(({ seq }) => seq)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
    expect(new Set(written.map(({ objectId }) => objectId)).size).toBe(20);
    expect(await verifyAudit(database)).toMatchObject({ events: 20, problems: [] });
  });

  it.each([
    ["changed", sql`update audit_event set act = 'other'`],
    ["removed", sql`delete from audit_event`],
    ["emptied", sql`truncate audit_event`],
  ])("the log cannot be %s", async (_, statement) => {
    await write();
    await expect(database.execute(statement)).rejects.toMatchObject({
      cause: { message: "rows of audit_event are only ever added" },
    });
    expect(await verifyAudit(database)).toMatchObject({ events: 1, problems: [] });
  });
});

describe("the actor of a viewer", () => {
  it("is the person who signed in", () => {
    expect(actorOf(Viewer.ofSession({ id: person } as Person))).toEqual({ kind: "person", id: person });
  });

  it("is a guest for everybody else", () => {
    expect(actorOf(Viewer.guest())).toEqual({ kind: "guest" });
  });
});
