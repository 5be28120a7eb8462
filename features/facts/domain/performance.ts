import { z } from "zod";
import { address, key, text, webAddress } from "./shapes";

const kpiSchema = z.strictObject({
  key,
  name: text,
  owner: key.optional(),
  definition: text.nullable(),
  target: text.optional(),
  note: text.optional(),
});

/** Key performance indicators; a null definition means that none is on record. */
export const kpisSchema = z.array(kpiSchema);

const keyResultSchema = z.strictObject({
  key,
  title: text,
  owner: key.optional(),
  health: key.optional(),
  progressPercent: z.number().min(0).max(100).optional(),
  url: webAddress.optional(),
});
const objectiveSchema = z.strictObject({
  ...keyResultSchema.shape,
  quarter: text.optional(),
  keyResults: z.array(keyResultSchema).default([]),
});

/** Where objectives and key results are kept, and those that are on record here. */
export const okrsSchema = z.strictObject({
  listUrl: webAddress,
  project: webAddress,
  labels: z.array(text),
  alignedWith: z.array(z.strictObject({ name: text, url: address })),
  health: z.array(z.strictObject({ key, label: text })),
  rhythm: text,
  items: z.array(objectiveSchema),
});
export type Okrs = z.infer<typeof okrsSchema>;
export type Objective = z.infer<typeof objectiveSchema>;
