import { z } from "zod";

const id = z.string().default("");
const version = z.coerce.number().int();
const text = (most: number, missing: string) =>
  z.string().trim().min(1, missing).max(most, `At most ${most} characters fit here.`);

/** The longest time of one hold; it can be placed again. */
const longestHoldDays = 365;

/** Returns what is wrong with the last day of a hold, or null. */
export function problemOfHoldEnd(until: string, now: Date): string | null {
  if (until <= now.toISOString().slice(0, 10)) return "Choose a day after today.";
  const last = new Date(now.getTime() + longestHoldDays * 86_400_000).toISOString().slice(0, 10);
  return until > last ? "A hold lasts at most a year. It can be placed again before it ends." : null;
}

export const holdForm = z.object({
  case: id,
  version,
  reason: text(5000, "Say why it must be kept."),
  until: z.iso.date("Choose the last day of the hold."),
});
export const heldForm = z.object({ case: id, hold: id });

/** What is to be erased before its time. */
export const erasureForm = z.object({ kind: z.enum(["case", "report"]), id, version });
export type ErasureTarget = z.output<typeof erasureForm>;

const tick = z
  .enum(["on"])
  .optional()
  .transform((value) => value === "on");
export const exportForm = z.object({
  case: id,
  version,
  purpose: text(2000, "Say what it is for."),
  recipient: text(500, "Say who receives it."),
  publicKey: z
    .string()
    .trim()
    .regex(
      /^[A-Za-z0-9+/]{43}=$/,
      "Paste the recipient’s public key: 32 bytes in base64, 44 characters that end in “=”.",
    ),
  withOriginals: tick,
  withNotes: tick,
  withNames: tick,
});
export type ExportWish = Omit<z.output<typeof exportForm>, "case" | "version">;
export const exportedForm = z.object({ case: id, export: id });
