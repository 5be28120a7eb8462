import { asc, sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Database } from "@/lib/db/database";
import { forEachEngine } from "@/lib/db/test-database";
import { log } from "@/lib/log";
import { PermanentFailure } from "./failure";
import type { OutsideJob } from "./handlers";
import { enqueue } from "./queue";
import { runOutsideJob } from "./run-outside-job";
import { jobs } from "./tables";
import { openPromise } from "./test-promise";

const handling = (run: OutsideJob["run"]) => new Map([["call", { effect: "outside", run } satisfies OutsideJob]]);
const inAMinute = sql`now() + interval '1 minute'`;

describe("a job with its effect outside", () => {
  forEachEngine((open) => {
    let database: Database;
    const rows = () => database.select().from(jobs).orderBy(asc(jobs.id));

    /** Begins the next job and leaves it in the middle of its effect. */
    async function beginAndHang() {
      const effect = openPromise();
      const begun = openPromise();
      const ended = runOutsideJob(
        database,
        handling(async () => {
          begun.resolve();
          await effect.promise;
        }),
      );
      await begun.promise;
      return { effect, ended };
    }

    afterEach(() => {
      vi.useRealTimers();
      vi.restoreAllMocks();
    });
    beforeEach(async () => {
      database = await open();
      await database.delete(jobs);
    });

    it("happens without a transaction, so that the one connection of the embedded engine stays free", async () => {
      await enqueue(database, { kind: "call", key: "k", payload: { number: 7 } });
      const calls: unknown[] = [];
      const handlers = handling(async (payload, job) => void calls.push(payload, job, await rows()));
      expect(await runOutsideJob(database, handlers)).toBe(true);
      const [done] = await rows();
      expect(calls).toEqual([
        { number: 7 },
        { id: done!.id, key: "k", attempt: 1 },
        [expect.objectContaining({ leasedUntil: expect.any(Date), doneAt: null })],
      ]);
      expect(done).toMatchObject({ doneAt: expect.any(Date), leasedUntil: null });
      expect(done!.payload).toEqual({});
      expect(await runOutsideJob(database, handlers)).toBe(false);
    });

    it("is not begun by another worker while somebody is at it", async () => {
      await enqueue(database, { kind: "call" });
      const { effect, ended } = await beginAndHang();
      expect(
        await runOutsideJob(
          database,
          handling(async () => undefined),
        ),
      ).toBe(false);
      effect.resolve();
      await ended;
      expect(await rows()).toMatchObject([{ attempts: 1, doneAt: expect.any(Date) }]);
    });

    it("keeps its lease for as long as its effect lasts", async () => {
      vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
      await enqueue(database, { kind: "call" });
      const { effect, ended } = await beginAndHang();
      await database.update(jobs).set({ leasedUntil: sql`now() + interval '1 second'` });
      vi.advanceTimersByTime(30_000);
      const isLong = sql`${jobs.leasedUntil} > now() + interval '1 minute'`;
      await vi.waitFor(async () => expect(await database.select().from(jobs).where(isLong)).toHaveLength(1));
      effect.resolve();
      await ended;
      expect(vi.getTimerCount()).toBe(0);
    });

    it("is begun again when the lease of its worker ran out, whose failure is not heard any more", async () => {
      await enqueue(database, { kind: "call" });
      const lost = await beginAndHang();
      await database.update(jobs).set({ leasedUntil: sql`now() - interval '1 second'` });
      const second = await beginAndHang();
      lost.effect.reject(new Error("too late"));
      await lost.ended;
      expect(await rows()).toMatchObject([{ attempts: 2, lastError: null, leasedUntil: expect.any(Date) }]);
      second.effect.resolve();
      await second.ended;
      expect(await rows()).toMatchObject([{ attempts: 2, doneAt: expect.any(Date) }]);
    });

    it("is done when a worker that was thought dead comes to its end, whatever happens to the second", async () => {
      await enqueue(database, { kind: "call" });
      const late = await beginAndHang();
      await database.update(jobs).set({ leasedUntil: sql`now() - interval '1 second'` });
      const second = await beginAndHang();
      late.effect.resolve();
      await late.ended;
      second.effect.reject(new Error("happened already"));
      await second.ended;
      expect(await rows()).toMatchObject([{ doneAt: expect.any(Date), deadAt: null, lastError: null }]);
    });

    it("is given up when the portal ended during each of ten attempts", async () => {
      await enqueue(database, { kind: "call" });
      const warn = vi.spyOn(log, "warn").mockImplementation(() => undefined);
      await database.update(jobs).set({ attempts: 10, leasedUntil: sql`now() - interval '1 second'` });
      const calls: unknown[] = [];
      expect(
        await runOutsideJob(
          database,
          handling(async () => void calls.push("called")),
        ),
      ).toBe(true);
      expect(calls).toEqual([]);
      expect(await rows()).toMatchObject([{ deadAt: expect.any(Date), lastError: expect.stringContaining("ended") }]);
      expect(warn).toHaveBeenCalledTimes(1);
    });

    it("rests after a failure, and is given up at once when another attempt would be in vain", async () => {
      vi.spyOn(log, "warn").mockImplementation(() => undefined);
      await enqueue(database, { kind: "call", payload: { error: "busy" } });
      await enqueue(database, { kind: "call", payload: { error: "never" } });
      const handlers = handling(async ({ error }) => {
        throw error === "never" ? new PermanentFailure("never") : new Error("busy");
      });
      while (await runOutsideJob(database, handlers));
      const isResting = await database
        .select()
        .from(jobs)
        .where(sql`${jobs.runAt} between now() and ${inAMinute} + interval '15 seconds'`);
      expect(isResting).toMatchObject([{ lastError: "busy", leasedUntil: null, attempts: 1 }]);
      expect(await rows()).toMatchObject([{ deadAt: null }, { deadAt: expect.any(Date), lastError: "never" }]);
    });
  });
});
