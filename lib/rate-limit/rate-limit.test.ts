import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { openPostgres, type Database } from "@/lib/db/database";
import { queryRows } from "@/lib/db/query-rows";
import { forEachEngine } from "@/lib/db/test-database";
import { AppError } from "@/lib/errors";
import { limits } from "./limits";
import { requireWithin, tidyRateLimits, type Limit } from "./rate-limit";
import { rateLimits } from "./tables";

vi.hoisted(() => (process.env.PORTAL_SECRET = "a secret of the tests that is long enough"));

const start = new Date("2026-11-20T10:00:00Z");
const after = (seconds: number) => new Date(start.getTime() + seconds * 1000);
const limit: Limit = { name: "test", most: 3, seconds: 600 };

forEachEngine((open, engine) => {
  let database: Database;
  beforeEach(async () => {
    database = await open();
    await database.delete(rateLimits);
  });
  const attempt = (who: string, now = start, which = limit) => requireWithin(which, who, database, now);
  const attempts = async (count: number, who = "a", now = start) => {
    for (let i = 0; i < count; i += 1) await attempt(who, now);
  };

  describe("a limit", () => {
    it("lets exactly as many of fifty attempts at once pass as it says", async () => {
      const most: Limit = { name: "crowd", most: 20, seconds: 60 };
      const results = await Promise.allSettled(Array.from({ length: 50 }, () => attempt("a", start, most)));
      expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(20);
    });

    it("refuses with a sentence that says when to come back", async () => {
      await attempts(3);
      const refused = attempt("a", after(100));
      await expect(refused).rejects.toBeInstanceOf(AppError);
      await expect(refused).rejects.toMatchObject({
        kind: "limited",
        message: "That was a lot in a short time. Try again in about 9 minutes.",
      });
      await expect(attempt("a", after(599))).rejects.toThrow("in about a minute.");
    });

    it("ends with its window, and a new one begins", async () => {
      await attempts(3);
      await expect(attempt("a", after(599))).rejects.toThrow();
      await attempts(3, "a", after(600));
      await expect(attempt("a", after(601))).rejects.toThrow("in about 10 minutes.");
    });

    it("is not made longer by those who keep trying", async () => {
      await attempts(3);
      for (let i = 0; i < 20; i += 1) await attempt("a", after(599)).catch(() => undefined);
      await expect(attempt("a", after(600))).resolves.toBeUndefined();
    });

    it("counts everybody, and every limit, apart", async () => {
      await attempts(3);
      await expect(attempt("b")).resolves.toBeUndefined();
      await expect(attempt("a", start, { ...limit, name: "other" })).resolves.toBeUndefined();
      await expect(attempt("a")).rejects.toThrow();
    });

    it("counts unknown clients together", async () => {
      await attempts(3, "");
      await expect(attempt("")).rejects.toThrow();
    });

    it("counts all addresses of an IPv6 network together", async () => {
      for (const end of ["1", "2", "3"]) await attempt(`2001:db8:1:2::${end}`);
      await expect(attempt("2001:db8:1:2:3:4:5:6")).rejects.toThrow();
      await expect(attempt("2001:db8:1:3::1")).resolves.toBeUndefined();
    });

    it("stores nothing by which somebody could be found", async () => {
      await attempt("person@example.org");
      await attempt("192.0.2.77");
      const rows = await queryRows<{ row: string }>(database, sql`select t::text as row from rate_limit t`);
      expect(rows).toHaveLength(2);
      for (const { row } of rows) expect(row).not.toMatch(/example|person|192\.0/);
    });
  });

  it("counts of ended windows are removed, others stay", async () => {
    await attempts(3, "a");
    await attempts(3, "b", after(300));
    await tidyRateLimits(database, after(600));
    expect(await database.$count(rateLimits)).toBe(1);
    await expect(attempt("b", after(601))).rejects.toThrow();
  });

  if (engine === "PostgreSQL") {
    it("two processes share a limit", async () => {
      const rows = await queryRows<{ name: string }>(database, sql`select current_database() as name`);
      const address = new URL(process.env.TEST_DATABASE_URL!);
      address.pathname = `/${rows[0]!.name}`;
      const other = await openPostgres(address.href);
      try {
        const results = await Promise.allSettled(
          Array.from({ length: 10 }, (_, i) => requireWithin(limit, "a", i % 2 ? database : other.database, start)),
        );
        expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(3);
      } finally {
        await other.close();
      }
    });
  }
});

describe("the limits of the portal", () => {
  it("have names of their own, so that no two share a count", () => {
    const names = Object.values(limits).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});
