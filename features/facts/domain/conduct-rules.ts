import { z } from "zod";
import { key, text, webAddress } from "./shapes";

const ruleSchema = z.strictObject({
  /** The portal's own; decisions call a rule by number and version. */
  number: z.int().min(1),
  key,
  name: text,
  meaning: text,
  /** The tier that the framework names for it, or null; never more than a hint. */
  tierHint: z.int().min(0).max(3).nullable(),
  source: z.enum(["S0", "H:discord"]),
});
const versionSchema = z.strictObject({
  version: z.iso.date("must be a date, such as 2026-11-20"),
  rules: z.array(ruleSchema).min(1, "must list at least one rule"),
});

/** The rules of conduct by number; former versions stay, because decisions name them. */
export const conductRulesSchema = z.strictObject({
  codeOfConduct: webAddress,
  /** The newest first: it is the one in force. */
  versions: z.array(versionSchema).min(1, "must list at least one version"),
});
