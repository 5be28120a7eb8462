import { z } from "zod";
import { key, text, webAddress } from "./shapes";

const stateSchema = z.strictObject({ key, label: text, when: text });
const itemSchema = z.strictObject({
  key,
  title: text,
  author: text.optional(),
  url: webAddress.optional(),
  state: key,
  note: text.optional(),
});

/** What the reading group reads, has read and may read. */
export const readingListSchema = z.strictObject({
  board: webAddress,
  project: webAddress,
  files: webAddress,
  /** Name of the issue template for a suggestion. */
  template: text,
  states: z.array(stateSchema),
  items: z.array(itemSchema),
});
export type ReadingList = z.infer<typeof readingListSchema>;
