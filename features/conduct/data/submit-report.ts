import "server-only";
import { randomUUID } from "node:crypto";
import { and, eq, inArray } from "drizzle-orm";
import type { Viewer } from "@/lib/auth/viewer";
import { getDatabase, type Database } from "@/lib/db/database";
import { atInbox, visit } from "@/lib/db/doors";
import { AppError } from "@/lib/errors";
import { pseudonymOf, seal } from "@/lib/secrets";
import { DataKey } from "@/lib/vault/data-key";
import { getPublicKeys } from "@/lib/vault/key-file";
import { dataKeys } from "@/lib/vault/tables";
import { sealKey, sealToCustodian } from "@/lib/vault/wrapping";
import { acknowledgeBy, nextUpdateBy } from "../domain/deadline";
import { findMentioned } from "../domain/mentions";
import { receiptOf, type Receipt } from "../domain/receipt";
import { noContact, reportContent, sealedIdentity, type Report } from "../domain/report-form";
import { firstReportState, type ReportState } from "../domain/report-state";
import { findEscalationPerson, listDeskPeople, type DeskPerson } from "./desk-people";
import { eraseDraft } from "./drafts";
import { checkReceipt, hashReceipt } from "./receipt-hash";
import { reporterRefsOf } from "./reporter-ref";
import { exclusions, identities, receipts, reports } from "./report-tables";
import { claimUploads, draftIdOf } from "./uploads";

type Reporter = { id: string; name: string };
type Concern = Pick<Report, "who" | "what" | "where" | "when" | "witnesses" | "links" | "exclude">;
type Exclusion = { personId: string; source: "reporter" | "mention" };

function exclusionsOf(report: Concern, reporter: { id: string } | null, desk: DeskPerson[]): Exclusion[] {
  const { who, what, where, when, witnesses } = report;
  const mentioned = findMentioned({ who, others: [what, where, when, witnesses, report.links.join("\n")] }, desk);
  return desk.flatMap(({ id }): Exclusion[] => {
    // Whoever reports stands too close to it to handle it.
    if (report.exclude.includes(id) || id === reporter?.id) return [{ personId: id, source: "reporter" }];
    return mentioned.includes(id) ? [{ personId: id, source: "mention" }] : [];
  });
}

/** Tells who must not learn of a report, and whether it leaves the desk: nobody is left, or a lead is named. */
async function planReaders(tx: Database, report: Concern, reporter: { id: string } | null) {
  const desk = await listDeskPeople(tx);
  const contact = await findEscalationPerson(tx);
  // Whoever gets what nobody else may see is not to see it either when it is about them.
  const readers = contact === null || desk.some(({ id }) => id === contact.id) ? desk : [...desk, contact];
  const excluded = exclusionsOf(report, reporter, readers);
  const out = new Set(excluded.map(({ personId }) => personId));
  const isNobodyLeft = desk.every(({ id }) => out.has(id));
  const isLeadNamed = desk.some(
    ({ id, isLead }) => isLead && excluded.some(({ personId, source }) => personId === id && source === "mention"),
  );
  const hasContact = contact !== null && !out.has(contact.id);
  const isEscalated = isNobodyLeft || (isLeadNamed && hasContact);
  return { excluded, isEscalated, isReadable: !isNobodyLeft || hasContact };
}

/**
 * Tells whether anybody would be left who may read a report, for whoever is about to send it; their id, or null for
 * somebody who is not known.
 */
export async function isReadable(report: Concern, reporterId: string | null, database?: Database): Promise<boolean> {
  const reporter = reporterId === null ? null : { id: reporterId };
  return (await planReaders(database ?? (await getDatabase()), report, reporter)).isReadable;
}

async function writeReceipt(tx: Database, reportId: string, token: string): Promise<Receipt> {
  for (let attempt = 0; ; attempt += 1) {
    const receipt = receiptOf(token, attempt);
    const written = await tx
      .insert(receipts)
      .values({ locator: receipt.locator, ownerId: reportId, ...(await hashReceipt(receipt.secret)) })
      .onConflictDoNothing()
      .returning({ locator: receipts.locator });
    if (written.length > 0) return receipt;
  }
}

/** Finds the receipt of a form that has been sent before. */
async function findReceipt(tx: Database, token: string): Promise<Receipt> {
  for (let attempt = 0; ; attempt += 1) {
    const receipt = receiptOf(token, attempt);
    const [kept] = await tx.select().from(receipts).where(eq(receipts.locator, receipt.locator));
    if (kept === undefined) throw new AppError("not_found", "This report was erased.");
    if (await checkReceipt(receipt.secret, kept)) return receipt;
  }
}

const place = (id: string) => ({ table: "conduct_report", column: "content", row: id });
const beginningOfTomorrow = (now: Date) => new Date((Math.floor(now.getTime() / 86_400_000) + 1) * 86_400_000);

// Far more than a day holds; what is beyond is accepted, and looked at later.
const mostInADay = 20;

async function firstState(tx: Database, id: string, reporter: Reporter | null, today: string): Promise<ReportState> {
  if (reporter === null) return firstReportState(false);
  await visit(tx, "system", "");
  const before = await tx.$count(
    reports,
    and(inArray(reports.reporterRef, reporterRefsOf(reporter.id)), eq(reports.submittedOn, today)),
  );
  await visit(tx, "inbox", id);
  return firstReportState(before >= mostInADay);
}

async function write(tx: Database, id: string, report: Report, reporter: Reporter | null, now: Date) {
  const { excluded, isEscalated } = await planReaders(tx, report, reporter);
  const key = DataKey.fresh(id);
  const named = report.mode === "named" && reporter !== null ? { reporter: reporter.name } : {};
  const content = JSON.stringify({ ...reportContent(report), ...named });
  // Of an anonymous report not even the hour is known; the clock starts at the end of the day.
  const clock = reporter === null ? beginningOfTomorrow(now) : now;
  const submittedOn = now.toISOString().slice(0, 10);
  const [written] = await tx
    .insert(reports)
    .values({
      id,
      mode: report.mode,
      submissionRef: pseudonymOf("receipt", `submission ${report.token}`),
      reporterRef: reporter === null ? null : reporterRefsOf(reporter.id)[0],
      content: key.seal(place(id), content),
      isUrgent: report.ongoing === "yes" || report.safe === "no",
      isAnswerWanted: report.contact !== noContact,
      state: await firstState(tx, id, reporter, submittedOn),
      submittedOn,
      acknowledgeBy: acknowledgeBy(clock),
      nextUpdateBy: nextUpdateBy(clock),
      isEscalated,
    })
    .onConflictDoNothing({ target: reports.submissionRef })
    .returning({ id: reports.id });
  // Sent before: the answer to it was lost, or somebody pressed twice.
  if (written === undefined) return false;
  await tx.insert(dataKeys).values({ id, wrapped: await sealKey(getPublicKeys(), key) });
  if (excluded.length > 0)
    await tx.insert(exclusions).values(excluded.map((exclusion) => ({ reportId: id, ...exclusion })));
  if (reporter !== null) {
    const identity = JSON.stringify({ personId: reporter.id, name: reporter.name, ...sealedIdentity(report) });
    await tx.insert(identities).values({
      reportId: id,
      identity: await sealToCustodian(getPublicKeys(), `report ${id}`, identity),
      mailTo: report.contact === noContact ? null : seal("conduct-mail", id, reporter.id),
    });
  }
  await claimUploads(tx, report.token, id, report.mode !== "anonymous" || report.keepOriginals);
  await eraseDraft(tx, draftIdOf(report.token));
  await visit(tx, "inbox", id);
  return true;
}

/**
 * Accepts a report of a signed-in person, named or confidential; it takes only the public half of the keys. A form sent
 * twice is one report. Everybody who is signed in may; throws forbidden for guests and for an anonymous report.
 */
export async function submitReport(
  viewer: Viewer,
  report: Report,
  now = new Date(),
  database?: Database,
): Promise<void> {
  if (report.mode === "anonymous") throw new AppError("forbidden", "An anonymous report is sent without signing in.");
  const { id: personId, name } = viewer.person;
  // Only the team reports for somebody else.
  const given = viewer.tier === "team" ? report : { ...report, onBehalfOf: "" };
  const id = randomUUID();
  await atInbox(id, (tx) => write(tx, id, given, { id: personId, name }, now), database);
}

/**
 * Accepts an anonymous report and returns its receipt, which is shown once; the same form sent again gets the same
 * one. Anybody may; nothing of the sender is asked for or kept.
 */
export async function submitAnonymousReport(report: Report, now = new Date(), database?: Database): Promise<Receipt> {
  const given: Report = { ...report, mode: "anonymous", onBehalfOf: "" };
  const id = randomUUID();
  return atInbox(
    id,
    async (tx) =>
      (await write(tx, id, given, null, now)) ? writeReceipt(tx, id, given.token) : findReceipt(tx, given.token),
    database,
  );
}
