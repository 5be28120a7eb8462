import { date, index, pgTable, text, uuid } from "drizzle-orm/pg-core";

/** The key of everything of one report or case, wrapped by keys that are not in the database. Deleting it erases. */
export const dataKeys = pgTable(
  "data_key",
  {
    /** The report, case or appeal it belongs to. */
    id: uuid("id").primaryKey(),
    wrapped: text("wrapped").notNull(),
    wrappedOn: date("wrapped_on").notNull().defaultNow(),
  },
  (table) => [index("data_key_wrapped").on(table.wrapped)],
);
