import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import type { Database } from "@/lib/db/database";
import { forEachEngine } from "@/lib/db/test-database";
import { dropDead, jobCounts, listDead, retryDead } from "./dead-jobs";
import { enqueueTurn } from "./recurring";
import { runDatabaseJob } from "./run-database-job";
import { jobs } from "./tables";

describe("jobs that were given up", () => {
  forEachEngine((open) => {
    let database: Database;
    const turn = new Date("2026-11-20T10:00:00Z");
    const addDead = async (lastError: string, minutesAgo: number) => {
      const deadAt = sql`now() - make_interval(mins => ${minutesAgo})`;
      const values = { kind: "tidy", key: turn.toISOString(), attempts: 10, payload: { secret: "of a person" } };
      const key = minutesAgo === 0 ? values.key : null;
      const [job] = await database
        .insert(jobs)
        .values({ ...values, key, deadAt, lastError })
        .returning();
      return job!.id;
    };

    beforeEach(async () => {
      database = await open();
      await database.delete(jobs);
    });

    it("are listed, the latest first, without what they were told", async () => {
      await addDead("earlier", 5);
      await addDead("latest", 0);
      await addDead("earliest", 9);
      const list = await listDead(database, { limit: 2 });
      expect(list.map(({ lastError }) => lastError)).toEqual(["latest", "earlier"]);
      expect(JSON.stringify(list)).not.toContain("of a person");
    });

    it("begin again at their first attempt when somebody says so", async () => {
      const id = await addDead("no", 0);
      await retryDead(database, id);
      expect(await database.select().from(jobs)).toMatchObject([{ attempts: 0, deadAt: null }]);
      const payloads: unknown[] = [];
      const handler = {
        effect: "database" as const,
        run: async (_: Database, told: unknown) => void payloads.push(told),
      };
      await runDatabaseJob(database, new Map([["tidy", handler]]));
      expect(payloads).toEqual([{ secret: "of a person" }]);
    });

    it("are dropped with what they were told, and their turn does not come again", async () => {
      await dropDead(database, await addDead("no", 0));
      await enqueueTurn(database, "tidy", turn);
      const [dropped, ...more] = await database.select().from(jobs);
      expect(dropped).toMatchObject({ doneAt: expect.any(Date), deadAt: null });
      expect([dropped!.payload, more]).toEqual([{}, []]);
      expect(await listDead(database, { limit: 9 })).toEqual([]);
    });

    it("are refused when they are not given up", async () => {
      const [waiting] = await database.insert(jobs).values({ kind: "tidy" }).returning();
      for (const act of [retryDead, dropDead]) {
        await expect(act(database, waiting!.id)).rejects.toMatchObject({ kind: "not_found" });
        await expect(act(database, 999_999_999)).rejects.toMatchObject({ kind: "not_found" });
      }
    });

    it("are counted beside those that wait", async () => {
      expect(await jobCounts(database)).toEqual({ waiting: 0, dead: 0, oldestWaitingSeconds: 0 });
      await addDead("no", 0);
      await database.insert(jobs).values([
        { kind: "a", doneAt: sql`now()`, runAt: sql`now() - interval '9 hours'` },
        { kind: "a", runAt: sql`now() + interval '1 hour'` },
      ]);
      expect(await jobCounts(database)).toEqual({ waiting: 1, dead: 1, oldestWaitingSeconds: 0 });
      await database.insert(jobs).values({ kind: "a", runAt: sql`now() - interval '2 minutes'` });
      const counts = await jobCounts(database);
      expect(counts).toMatchObject({ waiting: 2, dead: 1 });
      expect(Math.round(counts.oldestWaitingSeconds / 60)).toBe(2);
    });
  });
});
