import { z } from "zod";
import { emergencyTypes } from "./emergency";
import { findingValues } from "./labels";
import { measureTypes } from "./measure";
import { outcomes } from "./notice";

const id = z.uuid("Load the page again.");
const version = z.coerce.number("Load the page again.").int();
const most = 20_000;
const tidy = (text: string) => text.replaceAll("\0", "").replace(/\r\n?/g, "\n").toWellFormed().trim();
const optional = z
  .string()
  .max(most, `There is room for ${most.toLocaleString("en")} characters here.`)
  .default("")
  .transform(tidy);
const written = (missing: string) => optional.refine((text) => text !== "", missing);
const ticked = z
  .enum(["on", ""])
  .default("")
  .transform((value) => value === "on");
const daysField = z
  .string()
  .default("")
  .transform((text) => text.trim())
  .refine((text) => /^([1-9]\d{0,3})?$/.test(text), "Write a number of days from 1 to 9999, or leave it empty.")
  .transform((text) => (text === "" ? null : Number(text)));

/** How many measures fit into one proposal. */
export const measureSlots = [1, 2, 3] as const;
export type MeasureSlot = (typeof measureSlots)[number];

export const findingForm = z.object({
  ...{ case: id, version, allegation: id },
  finding: z.enum(findingValues, "Choose what was found."),
  reasoning: written("Say why: somebody else must be able to follow it."),
});

const slot = <Slot extends MeasureSlot>(at: Slot) =>
  ({
    [`type${at}`]: z.enum([...measureTypes, ""], "Choose from the list.").default(""),
    [`party${at}`]: z.union([id, z.literal("")], "Choose from the list.").default(""),
    [`days${at}`]: daysField,
    [`terms${at}`]: optional,
  }) as Record<`type${Slot}`, z.ZodDefault<z.ZodEnum<{ [Type in (typeof measureTypes)[number] | ""]: Type }>>> &
    Record<`party${Slot}`, z.ZodDefault<z.ZodUnion<readonly [typeof id, z.ZodLiteral<"">]>>> &
    Record<`days${Slot}`, typeof daysField> &
    Record<`terms${Slot}`, typeof optional>;

export const proposalForm = z
  .object({
    ...{ case: id, version, legal: ticked },
    rationale: written("Say why this is the right answer."),
    ...{ ...slot(1), ...slot(2), ...slot(3) },
  })
  .transform((form) => ({
    ...form,
    measures: measureSlots.flatMap((at) => {
      const type = form[`type${at}`];
      return type === ""
        ? []
        : [{ slot: at, type, partyId: form[`party${at}`], days: form[`days${at}`], terms: form[`terms${at}`] }];
    }),
  }));
export type ProposedMeasure = z.output<typeof proposalForm>["measures"][number];

export const voteForm = z.object({
  ...{ case: id, decision: id },
  vote: z.enum(["approve", "reject", "abstain"], "Choose one."),
  comment: optional,
});

export const measureForm = z.object({ case: id, measure: id });
export const reasonForm = z.object({
  ...{ case: id, measure: id },
  move: z.enum(["lift", "breach"], "Choose one."),
  reason: written("Say why."),
});
export const stepsForm = z.object({
  ...{ case: id, measure: id },
  step: z
    .string()
    .default("")
    .transform((lines) => lines.split("\n").filter(Boolean)),
});
export const emergencyForm = z.object({
  ...{ case: id, act: id },
  party: z.union([id, z.literal("")]).refine((value) => value !== "", "Choose whom it is about."),
  type: z.enum(emergencyTypes, "Choose from the list."),
  terms: written("Say what is stopped, and why it cannot wait."),
});
export const reviewForm = z.object({
  ...{ case: id, measure: id },
  answer: z.enum(["keep", "lift", "renew"], "Choose one."),
  reason: optional,
});

export const noticeForm = z.object({
  ...{ case: id, measure: id, version },
  behaviour: optional,
  impact: optional,
  expectations: optional,
  consequences: optional,
});
export const tickForm = z.object({
  ...{ case: id, measure: id, version },
  seen: z.string().default(""),
  leaks: ticked,
});
export const deliveryForm = z.object({
  ...{ case: id, measure: id, version },
  how: z.enum(["handed_over", "failed"], "Choose one."),
  reason: optional,
});

export const outcomeForm = z.object({ case: id, outcome: z.enum(outcomes, "Choose one.") });
export const closeForm = z.object({ case: id, version });

export const reviewerForm = z.object({
  ...{ case: id, appeal: id },
  reviewer: z.union([id, z.literal("")]).refine((value) => value !== "", "Choose somebody."),
});
export const appealForm = z.object({ case: id, appeal: id });
export const appealDecisionForm = z.object({
  ...{ case: id, appeal: id },
  outcome: z.enum(["uphold", "reduce", "lift", "refuse"], "Choose one."),
  reasons: written("Write the reasons: the person concerned reads them."),
  type: z.enum([...measureTypes, ""]).default(""),
  days: daysField,
});
