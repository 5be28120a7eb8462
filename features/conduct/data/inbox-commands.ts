import "server-only";
import { createHash } from "node:crypto";
import { audit } from "@/lib/audit/audit";
import type { Database } from "@/lib/db/database";
import { AppError } from "@/lib/errors";
import { limits } from "@/lib/rate-limit/limits";
import { requireWithinFleeting } from "@/lib/rate-limit/fleeting";
import { requireWithin } from "@/lib/rate-limit/rate-limit";
import { getPublicKeys } from "@/lib/vault/key-file";
import { openKey } from "@/lib/vault/vault";
import { sealToCustodian } from "@/lib/vault/wrapping";
import { moveReport } from "../domain/report-state";
import type { ReportRow } from "./access";
import { asPortalWithin } from "./as-portal-within";
import { messages } from "./case-tables";
import { recipientsFor } from "./desk-recipients";
import { changeReport } from "./desk-work";
import { atOwnInbox, type InboxViewer } from "./inbox-door";
import { queueNeutralMail } from "./neutral-mail";
import { identities } from "./report-tables";
import { placeOf } from "./sealed";
import { addFiles, makeFilesReady } from "./stored-files";
import { momentInThread } from "./thread-moment";

/** Text of a reporter, with the token of the form it was typed in: sent twice, it is one message. */
export type Writing = { token: string; text: string };

/** Returns the id of the message of a form: the marks are those of a random UUID (RFC 9562, 5.4). */
function messageIdOf(reportId: string, token: string): string {
  const bytes = createHash("sha256").update(`message ${reportId} ${token}`).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** Counts what a reporter sends; of whoever is anonymous nothing is written down. Not within a transaction. */
async function requireFewActs(viewer: InboxViewer, database?: Database): Promise<void> {
  if (viewer.kind === "receipt") requireWithinFleeting(limits.conductMessage, viewer.reportId);
  // A guest gets nowhere in any case, and there is nobody to count for.
  else if (viewer.viewer.isSignedIn) await requireWithin(limits.conductMessage, viewer.viewer.person.id, database);
}

/** Tells the desk that there is news of a report; before its release nobody there knows of it. */
async function tellDesk(tx: Database, report: ReportRow): Promise<void> {
  if (!report.isReleased) return;
  await asPortalWithin(tx, async () => {
    for (const id of await recipientsFor(tx, report)) await queueNeutralMail(tx, id);
  });
}

// Never the person: beside the report's id the audit log would say who sent it.
const note = (tx: Database, act: string, id: string) =>
  audit(tx, { actor: { kind: "guest" }, act: `conduct.${act}`, object: { kind: "report", id }, isVague: true });

/** Writes a message of the reporter and returns whether it is a new one. */
async function write(tx: Database, viewer: InboxViewer, row: ReportRow, writing: Writing, now: Date): Promise<boolean> {
  const id = messageIdOf(row.id, writing.token);
  const key = await openKey(tx, row.id);
  const written = await tx
    .insert(messages)
    .values({
      ...{ id, reportId: row.id, audience: "reporter", from: "reporter" },
      body: key.seal(placeOf.message(id), writing.text),
      writtenAt: await momentInThread(tx, row.id, viewer.kind === "receipt", now),
    })
    .onConflictDoNothing()
    .returning({ id: messages.id });
  return written.length > 0;
}

/**
 * Writes to the Conduct Team about one's own report. Throws not_found for everybody else's, limited beyond thirty a day,
 * unavailable while the keys are away. The same form sent twice is one message.
 */
export async function sendMessage(
  viewer: InboxViewer,
  writing: Writing,
  now = new Date(),
  database?: Database,
): Promise<void> {
  await requireFewActs(viewer, database);
  await atOwnInbox(
    viewer,
    "to change",
    async (tx, row) => {
      if (!(await write(tx, viewer, row, writing, now))) return;
      await tellDesk(tx, row);
      await note(tx, "message_received", row.id);
    },
    database,
  );
}

/**
 * Asks that one's own report be withdrawn, with a reason or without one. Nothing is deleted by it: the desk answers.
 * Asked twice, it is one request. Throws not_found for everybody else's report, invalid where it is withdrawn already.
 */
export async function askToWithdraw(
  viewer: InboxViewer,
  { token, text }: Writing,
  now = new Date(),
  database?: Database,
): Promise<void> {
  await requireFewActs(viewer, database);
  await atOwnInbox(
    viewer,
    "to change",
    async (tx, row) => {
      if (row.state === "withdrawal_requested") return;
      const state = moveReport(row.state, "request_withdrawal", { by: "reporter" });
      await changeReport(tx, row.id, { state });
      const request = ["I ask you to withdraw my report.", text].filter(Boolean).join("\n\n");
      await write(tx, viewer, row, { token: `withdrawal ${token}`, text: request }, now);
      await tellDesk(tx, row);
      await note(tx, "withdrawal_requested", row.id);
    },
    database,
  );
}

/**
 * Adds files to one's own report and returns a sentence for each that was refused. Of an anonymous one only what was
 * made anew is kept, unless the originals are wished for. Throws not_found for everybody else's report, invalid when
 * there are too many or they are too large with those that are there. The same form sent twice adds them once.
 */
export async function addToReport(
  viewer: InboxViewer,
  { token, given, keepsOriginals }: { token: string; given: readonly File[]; keepsOriginals: boolean },
  now = new Date(),
  database?: Database,
): Promise<{ added: number; refused: string[] }> {
  await requireFewActs(viewer, database);
  // Asked first, so that nobody has files looked at for a report that is not theirs.
  await atOwnInbox(viewer, "to read", () => Promise.resolve(), database);
  const { ready, refused } = await makeFilesReady(given);
  if (ready.length === 0) return { added: 0, refused };
  const isAnonymous = viewer.kind === "receipt";
  await atOwnInbox(
    viewer,
    "to change",
    async (tx, row) => {
      const text = ready.length === 1 ? "I added a file." : `I added ${ready.length} files.`;
      if (!(await write(tx, viewer, row, { token: `files ${token}`, text }, now))) return;
      await addFiles(tx, row.id, ready, { isNameKept: !isAnonymous, isOriginalKept: !isAnonymous || keepsOriginals });
      await tellDesk(tx, row);
      await note(tx, "files_received", row.id);
    },
    database,
  );
  return { added: ready.length, refused };
}

/**
 * Seals who an anonymous reporter is to the custodian, once and for good: the report is a confidential one from then
 * on, and two people must agree to open it. Throws conflict when it was told before, not_found for every other report.
 */
export async function revealIdentity(
  viewer: InboxViewer,
  { name, contact }: { name: string; contact: string },
  now = new Date(),
  database?: Database,
): Promise<void> {
  await requireFewActs(viewer, database);
  await atOwnInbox(
    viewer,
    "to change",
    async (tx, row) => {
      if (row.mode !== "anonymous")
        throw new AppError("conflict", "This report says already who sent it. Write a message to add something.");
      const identity = await sealToCustodian(
        getPublicKeys(),
        `report ${row.id}`,
        JSON.stringify({ name, contact, onBehalfOf: "" }),
      );
      await tx.insert(identities).values({ reportId: row.id, identity });
      await changeReport(tx, row.id, { mode: "confidential" });
      const text = "I have told you who I am. It is sealed; two of you together can open it.";
      await write(tx, viewer, row, { token: "identity", text }, now);
      await tellDesk(tx, row);
      await note(tx, "identity_added", row.id);
    },
    database,
  );
}
