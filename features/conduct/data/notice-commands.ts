import "server-only";
import { eq, sql } from "drizzle-orm";
import { getPublishedFacts } from "@/features/facts/data/facts-store";
import { actorOf, audit } from "@/lib/audit/audit";
import type { Viewer } from "@/lib/auth/viewer";
import type { Database } from "@/lib/db/database";
import { AppError } from "@/lib/errors";
import { openKey } from "@/lib/vault/vault";
import { appealUntil } from "../domain/appeal";
import { noticeVersion } from "../domain/notice";
import { dropAppealReceipts, hashOfLink, linkOf, makeAppealReceipt } from "./appeal-receipt";
import { mailCase } from "./case-people";
import { writeEntry } from "./entries";
import { leaksOf, letterParts, markOf, readLeakSources, type LetterPart } from "./leaks";
import { openNotice, sealNotice, type MeasureRow, type NoticeRow } from "./measure-sealed";
import { notices } from "./measure-tables";
import { workOnMeasure, type MeasureTarget } from "./measure-work";
import { rulesBroken } from "./rules-broken";

type Seen = MeasureTarget & { version: number };

const stale = () =>
  new AppError(
    "conflict",
    "Somebody else changed this letter after you opened it. What you typed is kept here: copy it, load the page again, " +
      "and look at what is new.",
  );

async function findNotice(tx: Database, { measure, version }: Seen): Promise<NoticeRow | null> {
  const [row] = await tx.select().from(notices).where(eq(notices.measureId, measure)).for("update");
  if ((row?.version ?? 0) !== version) throw stale();
  return row ?? null;
}

const event = (viewer: Viewer, act: string, measure: MeasureRow, detail = {}) => ({
  ...{ actor: actorOf(viewer), act: `conduct.${act}`, object: { kind: "case", id: measure.caseId } },
  detail: { measure: measure.id, ...detail },
});
const closed = ["expired", "lifted", "superseded"];

/**
 * Writes the letter about a measure, or a new version of it, which a second person has to check again. For whoever
 * may write to people of the case; throws not_found for others, conflict for an older version, invalid for an empty
 * part and once the letter was handed over.
 */
export function saveNotice(viewer: Viewer, given: Seen & Record<LetterPart, string>): Promise<void> {
  return workOnMeasure(viewer, given, "write_notice", async (tx, { row }, measure) => {
    const before = await findNotice(tx, given);
    if (before?.delivery === "handed_over")
      throw new AppError("invalid", "This letter was handed over: it is not changed any more.");
    if (measure.state === "proposed" || closed.includes(measure.state))
      throw new AppError("invalid", "A letter is written for a measure that is decided and not over.");
    for (const part of letterParts)
      if (given[part] === "") throw new AppError("invalid", "Write this part, too.", { field: part });
    const key = await openKey(tx, row.id);
    const { behaviour, impact, expectations, consequences } = given;
    const rule = await rulesBroken(tx, row.id, measure.partyId, getPublishedFacts().facts.conductRules);
    const parts = { rule, behaviour, impact, expectations, consequences };
    const content = sealNotice(key, measure.id, { ...parts, wording: noticeVersion });
    const fresh = { writtenBy: viewer.person.id, content, checkedBy: null, checkedAt: null, linkHash: null };
    await dropAppealReceipts(tx, measure.id);
    await tx
      .insert(notices)
      .values({ measureId: measure.id, ...fresh })
      .onConflictDoUpdate({ target: notices.measureId, set: { ...fresh, version: sql`${notices.version} + 1` } });
    await audit(tx, event(viewer, "letter_written", measure));
  });
}

type Tick = Seen & { seen: string; leaks: boolean };

/**
 * Ticks a letter as a second person who read it and found nothing that gives anybody away; where something was marked
 * they say that they saw just these places. It gets its receipt for an appeal. For whoever may tick letters of the
 * case; throws not_found for others, forbidden for who wrote it, conflict when letter or marks have changed.
 */
export function tickNotice(viewer: Viewer, given: Tick, now = new Date()): Promise<void> {
  return workOnMeasure(viewer, given, "tick_notice", async (tx, { row }, measure) => {
    const notice = await findNotice(tx, given);
    if (notice === null || notice.checkedBy !== null)
      throw new AppError("invalid", "There is no letter here that waits for a second person.");
    if (notice.writtenBy === viewer.person.id)
      throw new AppError("forbidden", "You wrote this letter: somebody else must read it.");
    const key = await openKey(tx, row.id);
    const content = openNotice(key, notice);
    const mark = markOf(leaksOf(content, await readLeakSources(tx, row.id, key)));
    if (mark !== given.seen)
      throw new AppError("conflict", "Something else is marked now than what you saw. Load the page again and look.");
    if (mark !== "" && !given.leaks)
      throw new AppError("invalid", "Say that you looked at every marked place, or have the letter mended.", {
        field: "leaks",
      });
    const token = await makeAppealReceipt(tx, measure.id);
    await tx
      .update(notices)
      .set({
        content: sealNotice(key, measure.id, { ...content, token }),
        linkHash: hashOfLink(linkOf(token)),
        ...{ checkedBy: viewer.person.id, checkedAt: now, version: notice.version + 1 },
      })
      .where(eq(notices.measureId, measure.id));
    await mailCase(tx, row, ["assigned"], { except: viewer, now });
    await audit(tx, event(viewer, "letter_checked", measure, { hasMarks: mark !== "" }));
  });
}

type Delivery = Seen & { how: "handed_over" | "failed"; reason: string };

/**
 * Records that a checked letter was handed over, after which its secret is known to nobody here any more, or why that
 * was not possible; it can be handed over later. The time to appeal runs from here. For whoever may write to people of
 * the case; throws not_found for others, conflict for an older version, invalid without a second person's tick.
 */
export function recordDelivery(viewer: Viewer, given: Delivery, now = new Date()): Promise<void> {
  return workOnMeasure(viewer, given, "write_notice", async (tx, { row }, measure) => {
    const notice = await findNotice(tx, given);
    if (notice === null || notice.checkedBy === null)
      throw new AppError("invalid", "A second person must check the letter before it goes out.");
    if (notice.delivery === "handed_over") throw new AppError("invalid", "This letter was handed over already.");
    if (given.how === "failed" && given.reason === "")
      throw new AppError("invalid", "Say why it could not be delivered.", { field: "reason" });
    const key = await openKey(tx, row.id);
    const content = openNotice(key, notice);
    const token = given.how === "handed_over" ? null : content.token;
    const failure = given.how === "failed" ? given.reason : "";
    await tx
      .update(notices)
      .set({
        content: sealNotice(key, measure.id, { ...content, token, failure }),
        ...{ delivery: given.how, deliveredAt: now, appealUntil: appealUntil(now), version: notice.version + 1 },
      })
      .where(eq(notices.measureId, measure.id));
    if (given.how === "failed") {
      const entry = { kind: "reason" as const, about: "A letter could not be delivered.", text: given.reason };
      await writeEntry(tx, key, { caseId: row.id }, { authorId: viewer.person.id, entry }, now);
    }
    await audit(tx, event(viewer, "letter_delivered", measure, { how: given.how }));
  });
}
