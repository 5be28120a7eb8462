import { z } from "zod";
import { tiers, type Tier } from "@/lib/auth/viewer";
import type { Problem } from "@/lib/content-problem";
import type { ShownPictures } from "./shown-pictures";

// No database holds NUL or half a character, and no reader sees the rest of them.
const isPrintable = (text: string) => !/[\p{Cc}\p{Cs}]/u.test(text);
const whyUnprintable = "must not hold control characters or half characters";
const line = z.string().trim().refine(isPrintable, whyUnprintable);
const paragraph = z
  .string()
  .trim()
  .refine((text) => isPrintable(text.replace(/[\t\n]/g, " ")), whyUnprintable);
const pagePath = line.regex(/^\/[^\s?#]*$/, "must be a path that begins with /");

/** The front matter of a page; an unknown or wrong key is an error, so that a slip is seen at once. */
export const frontMatterSchema = z.strictObject({
  title: line.min(1).max(200),
  navTitle: line.min(1).max(80).optional(),
  description: paragraph.max(300).optional(),
  owner: z
    .string()
    .regex(/^[a-z0-9-]+$/, "must be a department key of team.yaml")
    .optional(),
  visibility: z.enum(tiers).default("public"),
  reviewBy: z.iso.date().optional(),
  aliases: z.array(pagePath).default([]),
  /** Old heading id to the heading id that replaces it on this page. */
  anchors: z.record(line, line).default({}),
  order: z.number().int().optional(),
  /** "title" keeps the text out of search: for pages that show an example of everything. */
  search: z.enum(["all", "title"]).default("all"),
  tags: z
    .array(z.string().regex(/^[a-z0-9-]+$/))
    .max(12)
    .default([]),
});
export type FrontMatter = z.infer<typeof frontMatterSchema>;

export type Heading = { id: string; text: string; depth: number };
/** A link as written, with the line it stands on. */
export type PageLink = { href: string; line: number };

/** What is known of a page without rendering it. */
export type PageFacts = {
  path: string;
  /** Null when the front matter cannot be read; such a page is never shown. */
  frontMatter: FrontMatter | null;
  /** While the front matter cannot be read: who was to see the page when it last could be. */
  lastVisibility?: Tier;
  headings: Heading[];
  links: PageLink[];
  /** Missing until the whole page was read. */
  shown?: ShownPictures;
  problems: Problem[];
  /** True when the page shows facts of the data files, and so changes with them. */
  usesFacts: boolean;
  /** One-based line of the file on which the body begins. */
  bodyLine: number;
};

/** A page of the handbook as every list, tree and feed sees it. */
export type PageEntry = {
  path: string;
  file: string;
  title: string;
  navTitle: string;
  description: string;
  owner: string | null;
  tier: Tier;
  reviewBy: string | null;
  order: number;
  tags: string[];
  aliases: string[];
  anchors: Record<string, string>;
};
