import { customType, index, integer, pgTable, primaryKey, smallint, text } from "drizzle-orm/pg-core";

const tsvector = customType<{ data: string }>({ dataType: () => "tsvector" });

/** One row per searchable section of a page, or per fact with a place of its own on a page. */
export const searchSections = pgTable(
  "search_section",
  {
    /** Path of the page the section is on, such as /handbook/team. */
    page: text("page").notNull(),
    /** Position of the section on its page; 0 is the text before the first heading. */
    position: integer("position").notNull(),
    /** Tier of the page: 0 public, 1 member, 2 team. */
    tier: smallint("tier").notNull(),
    /** Fragment of the section without #; empty for the page itself. */
    anchor: text("anchor").notNull(),
    title: text("title").notNull(),
    heading: text("heading").notNull(),
    body: text("body").notNull(),
    terms: tsvector("terms").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.page, table.position] }),
    index("search_section_terms").using("gin", table.terms),
  ],
);

/** How many sections of a tier hold a word: the list that typo tolerance draws from, never across tiers. */
export const searchWords = pgTable(
  "search_word",
  {
    tier: smallint("tier").notNull(),
    word: text("word").notNull(),
    sections: integer("sections").notNull(),
  },
  (table) => [primaryKey({ columns: [table.tier, table.word] })],
);
