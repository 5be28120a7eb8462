import { describe, expect, it } from "vitest";
import { sessions, users } from "@/lib/auth/tables";
import { forEachEngine } from "@/lib/db/test-database";
import { jobs } from "@/lib/jobs/tables";
import { portalGauges } from "./portal-gauges";
import { isDatabaseAnswering } from "./readiness";
import type { Database } from "@/lib/db/database";

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);

async function readAll(open: () => Promise<Database>): Promise<Record<string, number>> {
  const read = portalGauges(open).map(async (gauge) => [gauge.name, await gauge.read()] as const);
  return Object.fromEntries(await Promise.all(read));
}

forEachEngine((open) => {
  it("an empty portal has nothing waiting and nobody signed in", async () => {
    expect(await readAll(open)).toEqual({
      portal_database_up: 1,
      portal_jobs_waiting: 0,
      portal_jobs_dead: 0,
      portal_job_delay_seconds: 0,
      portal_audit_events: 0,
      portal_sessions: 0,
    });
  });

  it("the numbers tell jobs that wait from those that are done, and sessions that are open from those that ended", async () => {
    const database = await open();
    await database.insert(jobs).values([
      { kind: "overdue", runAt: minutesAgo(10) },
      { kind: "later", runAt: minutesAgo(-10) },
      { kind: "done", runAt: minutesAgo(60), doneAt: minutesAgo(59) },
      { kind: "dead", runAt: minutesAgo(60), deadAt: minutesAgo(59) },
    ]);
    const [person] = await database.insert(users).values({ name: "Alice" }).returning({ id: users.id });
    const session = { userId: person?.id ?? "", provider: "demo", device: "Firefox" };
    await database.insert(sessions).values([
      { ...session, tokenHash: "a", expiresAt: minutesAgo(-1) },
      { ...session, tokenHash: "b", expiresAt: minutesAgo(1) },
    ]);
    const numbers = await readAll(open);
    expect(numbers).toMatchObject({ portal_jobs_waiting: 2, portal_jobs_dead: 1, portal_sessions: 1 });
    expect(numbers.portal_job_delay_seconds).toBeGreaterThanOrEqual(600);
    expect(numbers.portal_job_delay_seconds).toBeLessThan(900);
  });

  it("the database answers", async () => {
    expect(await isDatabaseAnswering(open)).toBe(true);
  });
});

describe("a database that is away", () => {
  const away = () => Promise.reject(new Error("Nobody listens."));

  it("is told, and the numbers that need it are not", async () => {
    const gauges = portalGauges(away);
    const up = gauges.find(({ name }) => name === "portal_database_up");
    expect(await up?.read()).toBe(0);
    for (const gauge of gauges.filter((each) => each !== up)) await expect(gauge.read()).rejects.toThrow();
  });

  it("makes the portal not ready", async () => {
    expect(await isDatabaseAnswering(away)).toBe(false);
  });

  it("makes the portal not ready when it says nothing, either", async () => {
    expect(await isDatabaseAnswering(() => new Promise(() => undefined))).toBe(false);
  });
});
