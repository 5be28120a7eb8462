import { z } from "zod";

const id = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER);

type JobDecision = { act: "retry" | "drop"; id: number } | { act: "retry-kind"; kind: string };

/** What to do about jobs that were given up, as the pressed button says it. */
export const jobForm = z.object({
  decision: z
    .string()
    .max(200)
    .transform((text, context): JobDecision => {
      const colon = text.indexOf(":");
      const [act, about] = [text.slice(0, colon), text.slice(colon + 1)];
      if (act === "retry-kind" && about !== "") return { act, kind: about };
      const job = id.safeParse(about);
      if ((act === "retry" || act === "drop") && job.success) return { act, id: job.data };
      context.addIssue({ code: "custom", message: "Press one of the buttons beside a job." });
      return z.NEVER;
    }),
});

/** A form with nothing to fill in. */
export const emptyForm = z.object({});

/** Reads from the parameter of an address which job is about to be dropped; null when none is. */
export function readDropping(given: string | string[] | undefined): number | null {
  const read = id.safeParse([given].flat()[0]);
  return read.success ? read.data : null;
}
