import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import type { Viewer } from "@/lib/auth/viewer";
import type { Database } from "@/lib/db/database";
import { asPortal } from "@/lib/db/doors";
import { queryRows } from "@/lib/db/query-rows";
import { makeKey, openKey } from "@/lib/vault/vault";
import { newToken } from "../domain/receipt";
import type { AppealState } from "../domain/appeal-state";
import type { MeasureState, MeasureType } from "../domain/measure";
import { tierOf } from "../domain/measure";
import { makeAppealReceipt } from "./appeal-receipt";
import { openCase } from "./case-commands";
import { allegations, cases, parties } from "./case-tables";
import { captureEvidence } from "./evidence-commands";
import { sendMessage } from "./inbox-commands";
import { placeOfMeasure, sealNotice, sealTerms, voteRow } from "./measure-sealed";
import { appeals, decisions, measures, measureSteps, notices, votes } from "./measure-tables";
import { addParty } from "./party-commands";
import { reports } from "./report-tables";
import { placeOf } from "./sealed";
import { addFiles, type ReadyFile } from "./stored-files";
import { release, report, reportAnonymously } from "./test-inbox";

// For tests only.

const day = 86_400_000;
/** A moment so many days before or after now. */
export const daysFromNow = (days: number) => new Date(Date.now() + days * day);

type GivenMeasure = { type: MeasureType; state: MeasureState; endsAt?: Date | null; appealUntil?: Date | null };
type Given = { closedAt?: Date | null; measure?: GivenMeasure; appeal?: AppealState; names?: Partial<Names> };
type Names = { reported: string; witness: string; affected: string };

const textFile: ReadyFile = {
  ...{ name: "what-happened.txt", type: "text/plain", state: "clean" },
  ...{ bytes: Buffer.from("the original file"), copy: Buffer.from("the working copy") },
};

async function addMeasure(database: Database, caseId: string, partyId: string, by: string, given: Given) {
  const { measure, appeal } = given;
  if (measure === undefined) return;
  await asPortal(async (tx) => {
    const key = await openKey(tx, caseId);
    const [decisionId, id] = [randomUUID(), randomUUID()];
    const rationale = key.seal(placeOfMeasure.rationale(decisionId), "the rationale");
    await tx.insert(decisions).values({ id: decisionId, caseId, proposedBy: by, rationale, state: "approved" });
    const comment = key.seal(placeOfMeasure.comment(voteRow(decisionId, by)), "the comment");
    await tx.insert(votes).values({ decisionId, personId: by, value: "approve", isLead: true, comment });
    const { type, state, endsAt = null, appealUntil = null } = measure;
    await tx.insert(measures).values({
      ...{ id, caseId, decisionId, partyId, type, tier: tierOf(type), state, endsAt, proposedBy: by },
      terms: sealTerms(key, id, { text: "the terms" }),
    });
    await tx.insert(measureSteps).values({ measureId: id, step: "told", doneBy: by });
    const parts = { behaviour: "the behaviour", impact: "the impact", expectations: "the expectations" };
    const content = sealNotice(key, id, { rule: "Rule 1", ...parts, consequences: "the consequences", wording: 3 });
    await tx.insert(notices).values({ measureId: id, content, writtenBy: by, appealUntil });
    await makeAppealReceipt(tx, id);
    if (appeal === undefined) return;
    const appealId = randomUUID();
    const appealKey = await makeKey(tx, appealId);
    await tx.insert(appeals).values({
      ...{ id: appealId, caseId, measureId: id, grounds: ["facts"], state: appeal, answerBy: new Date() },
      content: appealKey.seal(placeOfMeasure.appeal(appealId), "the appeal"),
    });
  }, database);
}

/** Writes a case with two reports, a file, messages, people, evidence and, if given, a measure and an appeal. */
export async function makeCase(
  database: Database,
  lead: Viewer,
  reporter: Viewer,
  given: Given = {},
): Promise<{ caseId: string; reportIds: string[] }> {
  const { closedAt = null, names = {} } = given;
  const caseId = await openCase(lead, { summary: "the summary", conflict: "none" });
  const named = await report(database, reporter, { mode: "named", what: "what the reporter wrote" });
  const { viewer: anonymous } = await reportAnonymously(database, { what: "what somebody wrote" });
  const reportIds: string[] = [];
  for (const inbox of [named, anonymous]) {
    const { reportId } = inbox;
    reportIds.push(reportId);
    await release(database, reportId);
    await sendMessage(inbox, { token: newToken(), text: "a message of the reporter" });
    await asPortal(async (tx) => {
      await addFiles(tx, reportId, [textFile]);
      await tx.update(reports).set({ caseId, state: "linked" }).where(eq(reports.id, reportId));
    }, database);
  }
  const { reported = "badhandle", witness = "witnesshandle", affected = "affectedhandle" } = names;
  for (const [role, handle] of [
    ["reported", reported],
    ["witness", witness],
    ["affected", affected],
  ] as const)
    await addParty(lead, { id: caseId }, { role, platform: "discord", handle });
  await captureEvidence(
    ...([lead, { id: caseId }] as const),
    ...[
      {
        kind: "snapshot" as const,
        platform: "discord" as const,
        link: "https://example.org/1",
        handle: reported,
        text: `${witness}, you fool`,
        label: "insults" as const,
      },
    ],
  );
  const rows = await asPortal((tx) => tx.select().from(parties).where(eq(parties.caseId, caseId)), database);
  const party = rows.find(({ role }) => role === "reported");
  const partyId = party?.id ?? "";
  await addMeasure(database, caseId, partyId, lead.person.id, given);
  await asPortal(async (tx) => {
    const key = await openKey(tx, caseId);
    const id = randomUUID();
    await tx.insert(allegations).values({
      ...{ id, caseId, partyId, ruleNumber: 1, ruleVersion: "2026-11-20", finding: "substantiated" },
      description: key.seal(placeOf.description(id), `insulted ${witness}`),
      reasoning: key.seal(placeOf.reasoning(id), "the reasoning"),
    });
    if (closedAt !== null) await tx.update(cases).set({ state: "closed", closedAt }).where(eq(cases.id, caseId));
  }, database);
  return { caseId, reportIds };
}

/** Every row of every table as text, by table; the audit log, which keeps ids, and derived tables apart. */
export function everyRow(database: Database): Promise<Map<string, string[]>> {
  return asPortal(async (tx) => {
    const tables = await queryRows<{ name: string }>(
      tx,
      sql`select table_name as name from information_schema.tables
        where table_schema = 'public' and table_type = 'BASE TABLE' and table_name <> 'audit_event' order by 1`,
    );
    const found = new Map<string, string[]>();
    for (const { name } of tables) {
      const rows = await queryRows<{ row: string }>(tx, sql`select t::text as row from ${sql.identifier(name)} t`);
      found.set(
        name,
        rows.map(({ row }) => row),
      );
    }
    return found;
  }, database);
}
