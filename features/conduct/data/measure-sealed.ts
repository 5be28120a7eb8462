import "server-only";
import { z } from "zod";
import type { DataKey, Place } from "@/lib/vault/data-key";
import type { MeasureState, MeasureType } from "../domain/measure";
import type { appeals, measures, notices } from "./measure-tables";

const place =
  (table: string, column: string) =>
  (row: string): Place => ({ table, column, row });

/** Where each sealed value of decisions, measures, letters and appeals stands. */
export const placeOfMeasure = {
  rationale: place("conduct_decision", "rationale"),
  comment: place("conduct_vote", "comment"),
  terms: place("conduct_measure", "terms"),
  notice: place("conduct_notice", "content"),
  appeal: place("conduct_appeal", "content"),
  appealReasoning: place("conduct_appeal", "reasoning"),
};

/** How the comment of a vote is told from all others: votes have no ids. */
export const voteRow = (decisionId: string, personId: string): string => `${decisionId}:${personId}`;

const termsShape = z.object({
  text: z.string(),
  /** Why it was lifted, or in which way it was not kept. */
  ended: z.string().default(""),
  isOverturned: z.boolean().default(false),
});
export type Terms = z.output<typeof termsShape>;

const noticeShape = z.object({
  rule: z.string(),
  behaviour: z.string(),
  impact: z.string(),
  expectations: z.string(),
  consequences: z.string(),
  wording: z.number(),
  /** From the second person's tick to the delivery: what the receipt and the link in the letter are made of. */
  token: z.string().nullable().default(null),
  /** Why it could not be delivered. */
  failure: z.string().default(""),
});
export type NoticeContent = z.output<typeof noticeShape>;

const answerShape = z.object({ outcome: z.enum(["upheld", "reduced", "lifted", "inadmissible"]), reasons: z.string() });
export type AppealAnswer = z.output<typeof answerShape>;

type Row<Table extends { $inferSelect: unknown }> = Table["$inferSelect"];
export type MeasureRow = Row<typeof measures>;
export type NoticeRow = Row<typeof notices>;
export type AppealRow = Row<typeof appeals>;

/** Seals where a measure holds, under which conditions, and why it ended. */
export const sealTerms = (key: DataKey, id: string, terms: z.input<typeof termsShape>): string =>
  key.seal(placeOfMeasure.terms(id), JSON.stringify(termsShape.parse(terms)));

/** Opens what `sealTerms` sealed. */
export const openTerms = (key: DataKey, { id, terms }: Pick<MeasureRow, "id" | "terms">): Terms =>
  termsShape.parse(JSON.parse(key.open(placeOfMeasure.terms(id), terms)));

/** Seals the letter of a measure. */
export const sealNotice = (key: DataKey, measureId: string, notice: z.input<typeof noticeShape>): string =>
  key.seal(placeOfMeasure.notice(measureId), JSON.stringify(noticeShape.parse(notice)));

/** Opens what `sealNotice` sealed. */
export const openNotice = (key: DataKey, row: Pick<NoticeRow, "measureId" | "content">): NoticeContent =>
  noticeShape.parse(JSON.parse(key.open(placeOfMeasure.notice(row.measureId), row.content)));

/** Seals the answer to an appeal: its state goes on, so the outcome stands here. */
export const sealAnswer = (key: DataKey, appealId: string, answer: AppealAnswer): string =>
  key.seal(placeOfMeasure.appealReasoning(appealId), JSON.stringify(answerShape.parse(answer)));

/** Opens what `sealAnswer` sealed; null while there is no answer. */
export const openAnswer = (
  key: DataKey,
  { id, reasoning }: Pick<AppealRow, "id" | "reasoning">,
): AppealAnswer | null =>
  reasoning === null ? null : answerShape.parse(JSON.parse(key.open(placeOfMeasure.appealReasoning(id), reasoning)));

/** Which kind a stored measure is of. */
export const typeOf = ({ type }: Pick<MeasureRow, "type">): MeasureType => type as MeasureType;
/** Which state a stored measure is in. */
export const stateOf = ({ state }: Pick<MeasureRow, "state">): MeasureState => state as MeasureState;
/** Tells whether a stored measure holds just now. */
export const isInForce = ({ state }: Pick<MeasureRow, "state">): boolean => state === "active" || state === "breached";
