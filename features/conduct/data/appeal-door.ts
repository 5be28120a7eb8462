import "server-only";
import { randomUUID } from "node:crypto";
import { eq, inArray } from "drizzle-orm";
import { z } from "zod";
import { audit } from "@/lib/audit/audit";
import type { Database } from "@/lib/db/database";
import { asPortal } from "@/lib/db/doors";
import { AppError } from "@/lib/errors";
import { limits } from "@/lib/rate-limit/limits";
import { requireWithinFleeting } from "@/lib/rate-limit/fleeting";
import { seal, unseal } from "@/lib/secrets";
import { makeKey, openKey, openKeys } from "@/lib/vault/vault";
import { mayAppeal } from "../domain/appeal";
import { answerBy, appealOutcomeSentences, type AppealGround } from "../domain/appeal-grounds";
import { measureLabels } from "../domain/labels";
import { measureStateLabels } from "../domain/measure";
import { hashOfLink } from "./appeal-receipt";
import { mailCase } from "./case-people";
import { cases } from "./case-tables";
import {
  openAnswer,
  openNotice,
  placeOfMeasure,
  stateOf,
  typeOf,
  type AppealRow,
  type NoticeContent,
} from "./measure-sealed";
import { appeals, measures, notices } from "./measure-tables";
import { checkReceipt } from "./receipt-hash";
import { receiptCookie } from "./receipt-session";
import { receipts } from "./report-tables";

/** The person concerned by a measure, who showed the receipt of their letter. */
export type Concerned = { measureId: string };

const minutes = 30;

/** Cookie that keeps a letter open for whoever showed its receipt; the server lets only this name through here. */
export const appealCookie = {
  name: receiptCookie.name,
  options: { ...receiptCookie.options, path: "/conduct/appeal", maxAge: minutes * 60 },
} as const;

const shape = z.object({ measureId: z.uuid(), until: z.number() });

/** Returns the value of the cookie from now on. */
export function appealCookieValue({ measureId }: Concerned, now = new Date()): string {
  return seal("receipt-session", "appeal", JSON.stringify({ measureId, until: now.getTime() + minutes * 60_000 }));
}

/** Returns who holds a cookie; null when it was changed or its time is over. */
export function readAppealCookie(value: string | undefined, now = new Date()): Concerned | null {
  if (value === undefined || value === "") return null;
  try {
    const { measureId, until } = shape.parse(JSON.parse(unseal("receipt-session", "appeal", value)));
    return now.getTime() < until ? { measureId } : null;
  } catch {
    // Whatever somebody made up, or was sealed with a secret that is gone.
    return null;
  }
}

/** Like `readAppealCookie`, for acts: throws a sentence that says how to go on when the letter is closed. */
export function requireAppealCookie(value: string | undefined, now = new Date()): Concerned {
  const concerned = readAppealCookie(value, now);
  if (concerned !== null) return concerned;
  throw new AppError(
    "invalid",
    "This page closed, because nothing was sent for half an hour. Open it with your receipt in a second window, then send this again.",
  );
}

/** Returns the locator that a link in a letter fills in, for anybody who has the link; "" when there is none. */
export async function findLinkedLocator(link: string, database?: Database): Promise<string> {
  if (!/^[\w-]{43}$/.test(link)) return "";
  return asPortal(async (tx) => {
    const [row] = await tx
      .select({ locator: receipts.locator })
      .from(notices)
      .innerJoin(receipts, eq(receipts.ownerId, notices.measureId))
      .where(eq(notices.linkHash, hashOfLink(link)));
    return row?.locator ?? "";
  }, database);
}

/**
 * Opens the letter of a measure by its receipt. Anybody may try, a few times for each locator; one that nobody has
 * takes the same work and gets the same answer as a wrong secret. Throws limited or invalid.
 */
export async function openByLetter(locator: string, secret: Uint8Array, database?: Database): Promise<Concerned> {
  requireWithinFleeting(limits.receipt, locator);
  const { kept, measureId } = await asPortal(async (tx) => {
    const [receipt] = await tx.select().from(receipts).where(eq(receipts.locator, locator));
    // Asked in any case: a receipt may also be one of a report, which opens elsewhere.
    const owner = receipt?.ownerId ?? randomUUID();
    const [found] = await tx.select({ id: notices.measureId }).from(notices).where(eq(notices.measureId, owner));
    return { kept: receipt ?? null, measureId: found?.id };
  }, database);
  const isRight = await checkReceipt(secret, kept);
  if (isRight && measureId !== undefined) return { measureId };
  throw new AppError(
    "invalid",
    "These two do not open a letter together. Compare both with your letter, sign by sign.",
  );
}

/** What the person concerned sees of an appeal of theirs. */
export type OwnAppeal = {
  id: string;
  grounds: string[];
  text: string;
  filedAt: Date;
  answerBy: Date;
  answer: { sentence: string; reasons: string } | null;
};
/** What the person concerned sees: their own letter, the measure, and what they said to it. */
export type OwnLetter = {
  letter: Omit<NoticeContent, "token" | "failure" | "wording">;
  measure: { label: string; state: string; startsAt: Date | null; endsAt: Date | null };
  replacement: { label: string; state: string; endsAt: Date | null } | null;
  appeals: OwnAppeal[];
  appealUntil: Date | null;
  /** Why nothing can be appealed now; null when it can. */
  closed: string | null;
  /** Whether an appeal now needs new evidence. */
  isFurther: boolean;
};

async function readOwnAppeals(tx: Database, measureId: string): Promise<{ own: OwnAppeal[]; rows: AppealRow[] }> {
  const rows = await tx.select().from(appeals).where(eq(appeals.measureId, measureId)).orderBy(appeals.filedAt);
  const keys = await openKeys(
    tx,
    rows.map(({ id }) => id),
  );
  const own = rows.flatMap((row): OwnAppeal[] => {
    const key = keys.get(row.id);
    if (key === undefined) return [];
    const answer = openAnswer(key, row);
    return [
      {
        ...{ id: row.id, grounds: row.grounds, filedAt: row.filedAt, answerBy: row.answerBy },
        text: key.open(placeOfMeasure.appeal(row.id), row.content),
        answer: answer && { sentence: appealOutcomeSentences[answer.outcome], reasons: answer.reasons },
      },
    ];
  });
  return { own, rows };
}

async function readLetter(tx: Database, { measureId }: Concerned) {
  const [measure] = await tx.select().from(measures).where(eq(measures.id, measureId));
  const [notice] = await tx.select().from(notices).where(eq(notices.measureId, measureId));
  if (measure === undefined || notice === undefined) throw new AppError("not_found", "This was erased.");
  return { measure, notice };
}

type Ask = { until: Date; now: Date; rows: AppealRow[]; hasNewEvidence: boolean };
function whyNotAppeal({ until, now, rows, hasNewEvidence }: Ask): string | null {
  if (rows.some(({ decidedAt }) => decidedAt === null))
    return "Your appeal is being looked at. You read the answer here.";
  const asked = mayAppeal({ until, now, earlierAppeals: rows.length, hasNewEvidence });
  return asked.ok ? null : asked.why;
}

/** Returns the letter of the person concerned, with what became of it. Throws not_found when it was erased. */
export function readOwnLetter(concerned: Concerned, now = new Date(), database?: Database): Promise<OwnLetter> {
  return asPortal(async (tx) => {
    const { measure, notice } = await readLetter(tx, concerned);
    const { rule, behaviour, impact, expectations, consequences } = openNotice(
      await openKey(tx, measure.caseId),
      notice,
    );
    const { own, rows } = await readOwnAppeals(tx, measure.id);
    const replaced = rows.flatMap(({ replacementId }) => (replacementId === null ? [] : [replacementId]));
    const [replacement] =
      replaced.length === 0 ? [] : await tx.select().from(measures).where(inArray(measures.id, replaced));
    const { appealUntil } = notice;
    const closed =
      appealUntil === null
        ? "This letter was not handed over yet. Come back when you have got it."
        : whyNotAppeal({ until: appealUntil, now, rows, hasNewEvidence: true });
    await audit(tx, {
      ...{ actor: { kind: "guest" }, act: "conduct.letter_read", object: { kind: "case", id: measure.caseId } },
      ...{ detail: { measure: measure.id }, isVague: true },
    });
    return {
      letter: { rule, behaviour, impact, expectations, consequences },
      measure: {
        ...{ label: measureLabels[typeOf(measure)], state: measureStateLabels[stateOf(measure)] },
        ...{ startsAt: measure.startsAt, endsAt: measure.endsAt },
      },
      replacement:
        replacement === undefined
          ? null
          : {
              label: measureLabels[typeOf(replacement)],
              state: measureStateLabels[stateOf(replacement)],
              endsAt: replacement.endsAt,
            },
      ...{ appeals: own, appealUntil, closed, isFurther: rows.length > 0 },
    };
  }, database);
}

export type NewAppeal = { grounds: AppealGround[]; text: string };

/**
 * Takes an appeal of the person concerned: in time, once, and once more on new evidence. The same form sent twice is
 * one appeal. It is looked at by somebody without a hand in the measure, whom a lead chooses. Throws invalid with why
 * it cannot be taken.
 */
export function fileAppeal(
  concerned: Concerned,
  given: NewAppeal,
  now = new Date(),
  database?: Database,
): Promise<void> {
  return asPortal(async (tx) => {
    // Held first, as every command at the desk does: two appeals at once are one after the other.
    const [found] = await tx
      .select({ caseId: measures.caseId })
      .from(measures)
      .where(eq(measures.id, concerned.measureId));
    if (found === undefined) throw new AppError("not_found", "This was erased.");
    const [row] = await tx.select().from(cases).where(eq(cases.id, found.caseId)).for("update");
    const { measure, notice } = await readLetter(tx, concerned);
    if (row === undefined || notice.appealUntil === null)
      throw new AppError("invalid", "This letter was not handed over yet. Come back when you have got it.");
    const rows = await tx.select().from(appeals).where(eq(appeals.measureId, measure.id));
    const hasNewEvidence = given.grounds.includes("new_evidence");
    // Sent twice, or from two windows: the first one stands, and the page shows it.
    if (rows.some(({ decidedAt }) => decidedAt === null)) return;
    const why = whyNotAppeal({ until: notice.appealUntil, now, rows, hasNewEvidence });
    if (why !== null) throw new AppError("invalid", why);
    const id = randomUUID();
    const key = await makeKey(tx, id);
    await tx
      .insert(appeals)
      .values({
        ...{ id, caseId: measure.caseId, measureId: measure.id, isFurther: rows.length > 0, grounds: given.grounds },
        content: key.seal(placeOfMeasure.appeal(id), given.text),
        // It was looked at just now whether it is in time and the first, so nobody has to admit it.
        ...{ state: "admissible", filedAt: now, answerBy: answerBy(now) },
      })
      .onConflictDoNothing({ target: [appeals.measureId, appeals.isFurther] });
    await mailCase(tx, row, ["leads"], { now });
    await audit(tx, {
      ...{ actor: { kind: "guest" }, act: "conduct.appealed", object: { kind: "case", id: measure.caseId } },
      ...{ detail: { appeal: id }, isVague: true },
    });
  }, database);
}
