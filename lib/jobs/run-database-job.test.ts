import { asc, eq, sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Database } from "@/lib/db/database";
import { forEachEngine } from "@/lib/db/test-database";
import { log } from "@/lib/log";
import { PermanentFailure } from "./failure";
import type { DatabaseJob } from "./handlers";
import { enqueue } from "./queue";
import { runDatabaseJob } from "./run-database-job";
import { jobs } from "./tables";

const handling = (run: DatabaseJob["run"]) => new Map([["note", { effect: "database", run } satisfies DatabaseJob]]);

describe("a job with its effect in the database", () => {
  forEachEngine((open) => {
    let database: Database;
    const rows = () => database.select().from(jobs).orderBy(asc(jobs.id));
    const notes = async () =>
      database
        .select({ text: sql`text` })
        .from(sql`note`)
        .orderBy(sql`text`);
    const takeNote: DatabaseJob["run"] = async (tx, payload) => {
      await tx.execute(sql`insert into note values (${payload.text})`);
    };
    const drain = async (handlers: Map<string, DatabaseJob>) => {
      while (await runDatabaseJob(database, handlers));
    };

    afterEach(() => void vi.restoreAllMocks());
    beforeEach(async () => {
      database = await open();
      await database.delete(jobs);
      await database.execute(sql`drop table if exists note`);
      await database.execute(sql`create table note (text text)`);
    });

    it("happens, is noted as done, and forgets what it was told", async () => {
      await enqueue(database, { kind: "note", payload: { text: "hello" } });
      expect(await runDatabaseJob(database, handling(takeNote))).toBe(true);
      expect(await notes()).toEqual([{ text: "hello" }]);
      const [done] = await rows();
      expect(done).toMatchObject({ doneAt: expect.any(Date), attempts: 1 });
      expect(done!.payload).toEqual({});
      expect(await runDatabaseJob(database, handling(takeNote))).toBe(false);
    });

    it("exists only when the transaction of its cause did not fail", async () => {
      const failing = database.transaction(async (tx) => {
        await enqueue(tx, { kind: "note" });
        throw new Error("no");
      });
      await expect(failing).rejects.toThrow("no");
      expect(await rows()).toEqual([]);
    });

    it("is written once for a key", async () => {
      await enqueue(database, { kind: "note", key: "a", payload: { text: "first" } });
      await enqueue(database, { kind: "note", key: "a", payload: { text: "second" } });
      await enqueue(database, { kind: "other", key: "a" });
      await drain(handling(takeNote));
      expect(await notes()).toEqual([{ text: "first" }]);
    });

    it("leaves nothing behind when it fails, rests, and happens later", async () => {
      await enqueue(database, { kind: "note", payload: { text: "hello" } });
      const failing = handling(async (tx, payload) => {
        await takeNote(tx, payload);
        throw new Error("nothing reaches ada@example.org");
      });
      expect(await runDatabaseJob(database, failing)).toBe(true);
      expect(await notes()).toEqual([]);
      const [failed] = await rows();
      expect(failed).toMatchObject({ attempts: 1, doneAt: null, lastError: "nothing reaches [address]" });
      const rest = (failed!.runAt.getTime() - failed!.createdAt.getTime()) / 1000;
      expect(rest).toBeGreaterThanOrEqual(60);
      expect(await runDatabaseJob(database, handling(takeNote))).toBe(false);
      await database.update(jobs).set({ runAt: sql`now()` });
      await drain(handling(takeNote));
      expect(await notes()).toEqual([{ text: "hello" }]);
    });

    it("does not hold up the others when it fails, even as late as at the commit", async () => {
      await database.execute(sql`alter table note add unique (text) deferrable initially deferred`);
      for (const text of ["same", "same", "other"]) await enqueue(database, { kind: "note", payload: { text } });
      await drain(handling(takeNote));
      expect(await notes()).toEqual([{ text: "other" }, { text: "same" }]);
      const reason = expect.stringContaining("duplicate key");
      expect(await rows()).toMatchObject([{}, { doneAt: null, attempts: 1, lastError: reason }, {}]);
    });

    it("is given up after its tenth attempt, and at once when another would be in vain", async () => {
      const warn = vi.spyOn(log, "warn").mockImplementation(() => undefined);
      const failing = handling(async (_tx, { isVain }) => {
        throw isVain === true ? new PermanentFailure("never") : new Error("not now");
      });
      await enqueue(database, { kind: "note" });
      for (let attempt = 1; attempt <= 10; attempt++) {
        expect(await rows()).toMatchObject([{ attempts: attempt - 1, deadAt: null }]);
        await database.update(jobs).set({ runAt: sql`now()` });
        await runDatabaseJob(database, failing);
      }
      await enqueue(database, { kind: "note", payload: { isVain: true } });
      await drain(failing);
      expect(await rows()).toMatchObject([
        { attempts: 10, deadAt: expect.any(Date), lastError: "not now" },
        { attempts: 1, deadAt: expect.any(Date), lastError: "never" },
      ]);
      // An operator is told which, and nothing of what it was about.
      expect(warn.mock.calls.flat().join(" ")).toMatch(
        /^Job \d+ \(note\) was given up[^:]+Job \d+ \(note\) was given up[^:]+$/,
      );
    });

    it("is left alone when its kind is not known here, or before its time", async () => {
      await enqueue(database, { kind: "of another version" });
      await enqueue(database, { kind: "note", runAt: new Date(Date.now() + 60_000) });
      expect(await runDatabaseJob(database, handling(takeNote))).toBe(false);
      expect(await runDatabaseJob(database, new Map())).toBe(false);
      expect(await rows()).toMatchObject([
        { attempts: 0, doneAt: null },
        { attempts: 0, doneAt: null },
      ]);
    });

    it("happens once, whichever of two workers takes it", async () => {
      const texts = Array.from({ length: 100 }, (_, index) => `note ${String(index).padStart(3, "0")}`);
      for (const text of texts) await enqueue(database, { kind: "note", payload: { text } });
      await Promise.all([drain(handling(takeNote)), drain(handling(takeNote))]);
      expect(await notes()).toEqual(texts.map((text) => ({ text })));
      expect(await database.select().from(jobs).where(eq(jobs.attempts, 1))).toHaveLength(100);
    });
  });
});
