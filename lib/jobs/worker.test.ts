import { AsyncLocalStorage } from "node:async_hooks";
import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Database } from "@/lib/db/database";
import { forEachEngine } from "@/lib/db/test-database";
import { log } from "@/lib/log";
import { ringBell } from "./bell";
import { enqueue } from "./queue";
import { jobs } from "./tables";
import { openPromise } from "./test-promise";
import { startWorker, type JobHandler, type Worker } from "./worker";

describe("the worker", () => {
  forEachEngine((open) => {
    let database: Database;
    let worker: Worker | undefined;
    const start = (handlers: Record<string, JobHandler>, recurring = [] as { kind: string; everyMinutes: number }[]) =>
      (worker = startWorker(database, handlers, recurring));

    beforeEach(async () => {
      database = await open();
      await database.delete(jobs);
      // The poll stands still unless a test moves it.
      vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    });
    afterEach(async () => {
      await worker?.stop();
      worker = undefined;
      vi.useRealTimers();
      vi.restoreAllMocks();
    });

    it("runs a job as soon as it was written in the same process, even in a transaction", async () => {
      const ran = openPromise<unknown>();
      start({ note: { effect: "database", run: async (_tx, payload) => ran.resolve(payload) } });
      await database.transaction(async (tx) => {
        await enqueue(tx, { kind: "note", payload: { text: "hello" } });
        await tx.execute(sql`select 1`);
      });
      expect(await ran.promise).toEqual({ text: "hello" });
    });

    it("finds within its poll what another process wrote", async () => {
      const ran = openPromise<unknown>();
      start({ call: { effect: "outside", run: async () => ran.resolve("called") } });
      await database.insert(jobs).values({ kind: "call" });
      vi.advanceTimersByTime(1000);
      expect(await ran.promise).toBe("called");
    });

    it("runs a job outside of the request that wrote it", async () => {
      const requests = new AsyncLocalStorage<string>();
      const ran = openPromise<unknown>();
      start({ note: { effect: "database", run: async () => ran.resolve(requests.getStore()) } });
      await requests.run("request 1", () => enqueue(database, { kind: "note" }));
      expect(await ran.promise).toBeUndefined();
    });

    it("has up to four effects outside under way at a time", async () => {
      let underWay = 0;
      let most = 0;
      let left = 12;
      const four = openPromise();
      const all = openPromise();
      start({
        call: {
          effect: "outside",
          run: async () => {
            most = Math.max(most, ++underWay);
            if (underWay === 4) four.resolve();
            await four.promise;
            underWay--;
            if (--left === 0) all.resolve();
          },
        },
      });
      for (let index = 0; index < 12; index++) await enqueue(database, { kind: "call" });
      await all.promise;
      expect(most).toBe(4);
    });

    it("has one effect in the database under way at a time", async () => {
      let underWay = 0;
      const together: number[] = [];
      const all = openPromise();
      const run = async (tx: Database) => {
        together.push(++underWay);
        await tx.execute(sql`select 1`);
        underWay--;
        if (together.length === 8) all.resolve();
      };
      start({ note: { effect: "database", run } });
      for (let index = 0; index < 8; index++) await enqueue(database, { kind: "note" });
      await all.promise;
      expect(together).toEqual(Array.from({ length: 8 }, () => 1));
    });

    it("finishes what is under way when it is stopped, and begins nothing more", async () => {
      const begun = openPromise();
      const effect = openPromise();
      const run = async () => {
        begun.resolve();
        await effect.promise;
      };
      const stopping = start({
        call: { effect: "outside", run },
        note: { effect: "database", run: async () => undefined },
      });
      await enqueue(database, { kind: "call" });
      await begun.promise;
      const stopped = stopping.stop();
      await enqueue(database, { kind: "note" });
      effect.resolve();
      await stopped;
      vi.advanceTimersByTime(5000);
      const rows = await database.select().from(jobs).orderBy(jobs.id);
      expect(rows).toMatchObject([{ doneAt: expect.any(Date) }, { doneAt: null, attempts: 0 }]);
    });

    it("gives something that recurs its turn at the start, and not twice in one turn", async () => {
      let runs = 0;
      const recurring = [{ kind: "tidy", everyMinutes: 1_000_000 }];
      const tidied = openPromise();
      const last = openPromise();
      const handlers: Record<string, JobHandler> = {
        tidy: {
          effect: "database",
          run: async () => {
            runs++;
            tidied.resolve();
          },
        },
        last: { effect: "database", run: async () => last.resolve() },
      };
      const first = start(handlers, recurring);
      await tidied.promise;
      await first.stop();
      start(handlers, recurring);
      await enqueue(database, { kind: "last" });
      await last.promise;
      expect(runs).toBe(1);
    });

    it("keeps trying when the database is away, says so once, and goes on when it is back", async () => {
      const errors = vi.spyOn(log, "error").mockImplementation(() => undefined);
      const infos = vi.spyOn(log, "info").mockImplementation(() => undefined);
      let isAway = true;
      let refusals = 0;
      const refused = [openPromise(), openPromise(), openPromise()];
      const flaky = new Proxy(database, {
        get(target, name) {
          if ((name === "transaction" || name === "update") && isAway) {
            refused[refusals++]?.resolve();
            return () => {
              throw new Error("connection refused");
            };
          }
          const value: unknown = Reflect.get(target, name, target);
          return typeof value === "function" ? value.bind(target) : value;
        },
      });
      const ran = openPromise();
      await enqueue(database, { kind: "note" });
      worker = startWorker(flaky, { note: { effect: "database", run: async () => ran.resolve() } }, []);
      for (const each of refused) {
        ringBell();
        await each.promise;
      }
      isAway = false;
      ringBell();
      await ran.promise;
      await worker.stop();
      expect(errors).toHaveBeenCalledTimes(1);
      expect(infos).toHaveBeenCalledTimes(1);
    });
  });
});
