import { jsonb, pgTable, text } from "drizzle-orm/pg-core";
import type { PageFacts } from "../domain/page";

/** What was read from a content file, so that a restart reads only the files that changed. */
export const contentFiles = pgTable("content_file", {
  /** Path below the content folder, with forward slashes. */
  file: text("file").primaryKey(),
  /** Modification time and size when it was read. */
  stamp: text("stamp").notNull(),
  /** SHA-256 of the bytes. */
  hash: text("hash").notNull(),
  facts: jsonb("facts").$type<PageFacts>().notNull(),
  /** What search holds of this file: content, tier and facts; null before it was indexed. */
  indexedKey: text("indexed_key"),
});
