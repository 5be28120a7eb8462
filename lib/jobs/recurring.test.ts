import { asc, sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import type { Database } from "@/lib/db/database";
import { forEachEngine } from "@/lib/db/test-database";
import { enqueueTurn, turnOf } from "./recurring";
import { runDatabaseJob } from "./run-database-job";
import { jobs } from "./tables";

describe("the turn that lasts now", () => {
  it.each([
    [60, "2026-11-20T10:59:59.999Z", "2026-11-20T10:00:00.000Z"],
    [60, "2026-11-20T11:00:00.000Z", "2026-11-20T11:00:00.000Z"],
    [1440, "2026-11-20T11:00:00.000Z", "2026-11-20T00:00:00.000Z"],
    [10_080, "2026-11-20T11:00:00.000Z", "2026-11-19T00:00:00.000Z"],
    [5, "2026-11-20T11:04:00.000Z", "2026-11-20T11:00:00.000Z"],
  ])("of %i minutes at %s began at %s", (minutes, now, expected) => {
    expect(turnOf(minutes, new Date(now)).toISOString()).toBe(expected);
  });
});

describe("something that recurs", () => {
  forEachEngine((open) => {
    let database: Database;
    let runs: number;
    const rows = () => database.select().from(jobs).orderBy(asc(jobs.key));
    const at = (time: string) => new Date(`2026-11-20T${time}:00Z`);
    const run = async () => {
      const count = { effect: "database" as const, run: async () => void runs++ };
      while (await runDatabaseJob(database, new Map([["tidy", count]])));
    };

    beforeEach(async () => {
      database = await open();
      await database.delete(jobs);
      runs = 0;
    });

    it("has each turn once, however many workers write it down and however often", async () => {
      await Promise.all(Array.from({ length: 8 }, () => enqueueTurn(database, "tidy", at("10:00"))));
      await run();
      await enqueueTurn(database, "tidy", at("10:00"));
      await run();
      expect(runs).toBe(1);
      await enqueueTurn(database, "tidy", at("11:00"));
      await run();
      expect(runs).toBe(2);
    });

    it("runs once after a downtime, also when the job of an earlier turn was still waiting", async () => {
      await enqueueTurn(database, "tidy", at("10:00"));
      await enqueueTurn(database, "tidy", at("13:00"));
      await enqueueTurn(database, "other", at("13:00"));
      await run();
      await enqueueTurn(database, "tidy", at("13:00"));
      await run();
      expect(runs).toBe(1);
    });

    it("keeps failing as one job, not as one for each turn", async () => {
      await enqueueTurn(database, "tidy", at("10:00"));
      await database.update(jobs).set({ attempts: 3, runAt: sql`now() + interval '1 hour'`, lastError: "no" });
      await enqueueTurn(database, "tidy", at("11:00"));
      expect(await rows()).toMatchObject([{ doneAt: null }, { doneAt: expect.any(Date) }]);
    });

    it("has its next turn when the job of an earlier one was given up", async () => {
      await enqueueTurn(database, "tidy", at("10:00"));
      await database.update(jobs).set({ deadAt: sql`now()` });
      await enqueueTurn(database, "tidy", at("11:00"));
      await run();
      expect(runs).toBe(1);
    });
  });
});
