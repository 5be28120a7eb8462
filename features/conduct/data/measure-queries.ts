import "server-only";
import { and, eq } from "drizzle-orm";
import { getPublishedOrigin } from "@/features/facts/data/site-frame";
import { getPublishedFacts } from "@/features/facts/data/facts-store";
import { actorOf, audit } from "@/lib/audit/audit";
import type { Viewer } from "@/lib/auth/viewer";
import type { Database } from "@/lib/db/database";
import type { DataKey } from "@/lib/vault/data-key";
import { openKey } from "@/lib/vault/vault";
import { appealUntil } from "../domain/appeal";
import { whyNotRenew, whyNotReview } from "../domain/emergency";
import { stepsOf, stepsToUndo, undoKey } from "../domain/measure-steps";
import { composeNotice, redactionText, underReviewText } from "../domain/notice";
import { asDesk, requireCase, type Access, type CaseRow } from "./access";
import { printAppealReceipt } from "./appeal-receipt";
import { conductContact } from "./conduct-contact";
import { partyNames, showMeasure, type ShownMeasure } from "./shown-measure";
import { isId, nothingHere } from "./desk-work";
import { leaksOf, letterParts, markOf, readLeakSources, type LetterPart, type PartLeaks } from "./leaks";
import { isInForce, openNotice, typeOf, type MeasureRow } from "./measure-sealed";
import { measures, measureSteps, notices } from "./measure-tables";
import { namesOf } from "./people-names";
import { rulesBroken } from "./rules-broken";
import { strongestMover } from "./strongest-mover";

type ShownStep = { key: string; label: string; doneBy: string; doneAt: Date | null };
export type ShownLetter = {
  version: number;
  parts: Record<LetterPart, string>;
  leaks: PartLeaks;
  /** Of which places a tick would be. */
  mark: string;
  writtenBy: string;
  checkedBy: string;
  delivery: "handed_over" | "failed" | null;
  deliveredAt: Date | null;
  appealUntil: Date | null;
  failure: string;
  /** The whole letter with its receipt, from the tick until it is handed over. */
  full: string | null;
};
export type MeasurePage = {
  caseId: string;
  codeName: string;
  measure: ShownMeasure;
  isInForce: boolean;
  isOver: boolean;
  isApproved: boolean;
  steps: ShownStep[];
  letter: ShownLetter | null;
  texts: { redaction: string; underReview: string };
  may: {
    start: boolean;
    write: boolean;
    tick: boolean;
    deliver: boolean;
    end: boolean;
    lift: boolean;
    review: string | null;
    renew: string | null;
  };
};

const isOver = ({ state }: MeasureRow) => ["expired", "lifted", "superseded"].includes(state);

async function readSteps(tx: Database, measure: MeasureRow): Promise<ShownStep[]> {
  const rows = await tx.select().from(measureSteps).where(eq(measureSteps.measureId, measure.id));
  const people = await namesOf(
    tx,
    rows.map(({ doneBy }) => doneBy),
  );
  const done = rows.map(({ step }) => step);
  const show = (key: string, label: string): ShownStep => {
    const row = rows.find(({ step }) => step === key);
    return { key, label, doneBy: row ? (people.get(row.doneBy) ?? "Somebody") : "", doneAt: row?.doneAt ?? null };
  };
  const all = stepsOf(typeOf(measure));
  const doing = all
    .filter(({ key }) => isInForce(measure) || done.includes(key))
    .map(({ key, label }) => show(key, label));
  if (!isOver(measure)) return doing;
  const open = stepsToUndo(typeOf(measure), done).map(({ key }) => key);
  const undoing = all.filter(({ key }) => open.includes(key) || done.includes(undoKey(key)));
  return [...doing, ...undoing.map(({ key, label, undo }) => show(undoKey(key), undo ?? label))];
}

async function readLetter(tx: Database, key: DataKey, measure: MeasureRow): Promise<ShownLetter | null> {
  const [notice] = await tx.select().from(notices).where(eq(notices.measureId, measure.id));
  if (notice === undefined) return null;
  const content = openNotice(key, notice);
  const people = await namesOf(tx, [notice.writtenBy, notice.checkedBy]);
  const leaks = leaksOf(content, await readLeakSources(tx, measure.caseId, key));
  const receipt = content.token === null ? null : await printAppealReceipt(tx, measure.id, content.token);
  const until = appealUntil(new Date());
  const appeal = receipt && [
    `To appeal, open ${getPublishedOrigin()}/conduct/appeal?to=${receipt.link} and type your secret. You need no account.`,
    `Your number: ${receipt.locator}`,
    `Your secret: ${receipt.code}`,
    `The same in words: ${receipt.words}`,
    "Keep this letter: whoever has the secret can read and answer it in your place.",
  ];
  return {
    version: notice.version,
    parts: Object.fromEntries(letterParts.map((part) => [part, content[part]])) as Record<LetterPart, string>,
    ...{ leaks, mark: markOf(leaks), failure: content.failure },
    writtenBy: people.get(notice.writtenBy) ?? "Somebody",
    checkedBy: notice.checkedBy === null ? "" : (people.get(notice.checkedBy) ?? "Somebody"),
    ...{ delivery: notice.delivery, deliveredAt: notice.deliveredAt, appealUntil: notice.appealUntil },
    full:
      appeal === null
        ? null
        : [composeNotice({ ...content, appealUntil: until, contact: conductContact() }), ...appeal].join("\n\n"),
  };
}

async function readPage(tx: Database, viewer: Viewer, access: Access<CaseRow>, measure: MeasureRow) {
  const { row, may } = access;
  const key = await openKey(tx, row.id);
  const party = (await partyNames(tx, key, row.id)).get(measure.partyId)?.label ?? "Somebody";
  const letter = await readLetter(tx, key, measure);
  const [notice] = await tx.select().from(notices).where(eq(notices.measureId, measure.id));
  const rule = await rulesBroken(tx, row.id, measure.partyId, getPublishedFacts().facts.conductRules);
  const contact = conductContact();
  const hands = { imposedBy: measure.executedBy ?? measure.proposedBy, reviewedBy: measure.reviewedBy };
  const own = viewer.person.id;
  const isWritable = !isOver(measure) && measure.state !== "proposed" && letter?.delivery !== "handed_over";
  const isReviewable = isInForce(measure) && measure.reviewBy !== null && may("vote");
  const page: MeasurePage = {
    ...{ caseId: row.id, codeName: row.codeName, measure: showMeasure(key, measure, party) },
    ...{ isInForce: isInForce(measure), isOver: isOver(measure), isApproved: measure.state === "approved" },
    ...{ steps: await readSteps(tx, measure), letter },
    texts: { redaction: redactionText({ rule, contact }), underReview: underReviewText({ contact }) },
    may: {
      start: may("execute_measure") && measure.state === "approved",
      write: may("write_notice") && isWritable,
      tick: may("tick_notice") && letter !== null && letter.checkedBy === "" && notice?.writtenBy !== own,
      deliver: may("write_notice") && letter !== null && letter.checkedBy !== "" && letter.delivery !== "handed_over",
      end: may("execute_measure") && isInForce(measure),
      lift: (await strongestMover(tx, viewer, access)) === "lead",
      review: isReviewable && measure.reviewedBy === null ? (whyNotReview(own, hands) ?? "") : null,
      renew:
        isReviewable && measure.isEmergency && measure.reviewedBy !== null ? (whyNotRenew(own, hands) ?? "") : null,
    },
  };
  return page;
}

/**
 * Returns a measure with its letter, what was done for it, and what its viewer may do about it; the letter with its
 * secret only for whoever may hand it over. For whoever may read the case; throws not_found for others.
 */
export function getMeasure(viewer: Viewer, caseId: string, measureId: string): Promise<MeasurePage> {
  if (!isId(caseId) || !isId(measureId)) return Promise.reject(nothingHere());
  return asDesk(viewer, async (tx) => {
    const access = await requireCase(tx, viewer, caseId, "read_text");
    const [measure] = await tx
      .select()
      .from(measures)
      .where(and(eq(measures.id, measureId), eq(measures.caseId, caseId)));
    if (measure === undefined) throw nothingHere();
    const page = await readPage(tx, viewer, access, measure);
    await audit(tx, {
      ...{ actor: actorOf(viewer), act: "conduct.read", object: { kind: "case", id: caseId } },
      detail: { measure: measureId },
    });
    if (page.may.deliver || page.letter === null) return page;
    return { ...page, letter: { ...page.letter, full: null } };
  });
}
