import { index, integer, pgTable, text, timestamp } from "drizzle-orm/pg-core";

/** How often somebody did something in the current window; shared by all processes of a portal. */
export const rateLimits = pgTable(
  "rate_limit",
  {
    /** Name of the limit and a keyed hash of who it is about: addresses are not stored. */
    key: text("key").primaryKey(),
    windowEndsAt: timestamp("window_ends_at", { withTimezone: true }).notNull(),
    count: integer("count").notNull(),
  },
  (table) => [index("rate_limit_window").on(table.windowEndsAt)],
);
