import { asc, sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import type { Database } from "@/lib/db/database";
import { forEachEngine } from "@/lib/db/test-database";
import type { DatabaseJob, OutsideJob } from "./handlers";
import { housekeeping } from "./housekeeping";
import { runDatabaseJob } from "./run-database-job";
import { runOutsideJob } from "./run-outside-job";
import { jobs } from "./tables";

const daysAgo = (days: number) => sql`now() - make_interval(days => ${days})`;

describe("housekeeping", () => {
  forEachEngine((open) => {
    let database: Database;
    beforeEach(async () => {
      database = await open();
      await database.delete(jobs);
    });

    it("removes what was done a week ago, but not what waits, was given up or guards the last turn", async () => {
      await database.insert(jobs).values([
        { kind: "mail.send", doneAt: daysAgo(8) },
        { kind: "mail.send", doneAt: daysAgo(6), lastError: "done lately" },
        { kind: "mail.send", runAt: daysAgo(8), lastError: "waits" },
        { kind: "mail.send", deadAt: daysAgo(80), lastError: "given up" },
        { kind: "monthly", key: "2026-09", doneAt: daysAgo(50) },
        { kind: "monthly", key: "2026-10", doneAt: daysAgo(20), lastError: "last turn" },
        { kind: "jobs.tidy", key: "now" },
      ]);
      const tidy = housekeeping(database).handlers["jobs.tidy"] as DatabaseJob;
      await runDatabaseJob(database, new Map([["jobs.tidy", tidy]]));
      const kept = await database.select().from(jobs).orderBy(asc(jobs.id));
      expect(kept.map((job) => job.lastError ?? job.kind)).toEqual([
        "done lately",
        "waits",
        "given up",
        "last turn",
        "jobs.tidy",
      ]);
    });

    it("cleans up the embedded engine, and leaves a PostgreSQL server to itself", async () => {
      const { handlers, recurring } = housekeeping(database, true);
      expect(recurring.map(({ kind }) => kind)).toEqual(Object.keys(handlers));
      await database.insert(jobs).values({ kind: "database.tidy" });
      await runOutsideJob(database, new Map([["database.tidy", handlers["database.tidy"] as OutsideJob]]));
      expect(await database.select().from(jobs)).toMatchObject([{ doneAt: expect.any(Date), lastError: null }]);
      expect(Object.keys(housekeeping(database, false).handlers)).toEqual(["jobs.tidy"]);
    });
  });
});
