import { sql } from "drizzle-orm";
import { bigint, index, integer, jsonb, pgTable, text, timestamp, uniqueIndex } from "drizzle-orm/pg-core";

const instant = (name: string) => timestamp(name, { withTimezone: true });

/** Work to be done later: an effect on the outside world, written with its cause, or a turn of something that recurs. */
export const jobs = pgTable(
  "job",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    kind: text("kind").notNull(),
    /** With the kind, names the job once and for all: the same turn is never made twice. */
    key: text("key"),
    payload: jsonb("payload").$type<Record<string, unknown>>().notNull().default({}),
    createdAt: instant("created_at").notNull().defaultNow(),
    runAt: instant("run_at").notNull().defaultNow(),
    /** How often it was begun. */
    attempts: integer("attempts").notNull().default(0),
    /** Until when the worker that began it is believed to be alive. */
    leasedUntil: instant("leased_until"),
    doneAt: instant("done_at"),
    /** When it was given up, for a person to look at. */
    deadAt: instant("dead_at"),
    lastError: text("last_error"),
  },
  (table) => [
    uniqueIndex("job_once").on(table.kind, table.key),
    index("job_due")
      .on(table.runAt)
      .where(sql`done_at is null and dead_at is null`),
    index("job_dead")
      .on(table.deadAt)
      .where(sql`dead_at is not null`),
  ],
);
