import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { serveDatabase } from "@/lib/auth/test-people";
import type { Viewer } from "@/lib/auth/viewer";
import type { Database } from "@/lib/db/database";
import { asPortal, atDesk } from "@/lib/db/doors";
import { forEachEngine } from "@/lib/db/test-database";
import { jobs } from "@/lib/jobs/tables";
import { mailKind, openMail } from "@/lib/mail/queue";
import type { QueueFilter } from "../domain/queue-filter";
import { assignPerson } from "./assignment-commands";
import { getCase } from "./case-queries";
import { assignments, cases, messages } from "./case-tables";
import { declareConflict, declareReportConflict, imposeConflict, liftConflict } from "./conflict-commands";
import { captureEvidence } from "./evidence-commands";
import { findDeskFile } from "./file-queries";
import { placeHold } from "./hold-commands";
import { addParty } from "./party-commands";
import { listQueue } from "./queue-queries";
import { acknowledgeReport, linkReport, proposeSpam, restoreReport, settleSpam, unlinkReport } from "./report-commands";
import { getReport } from "./report-queries";
import { reports } from "./report-tables";
import { addFiles } from "./stored-files";
import { idOf, makeDesk, openCaseAs, sendReport, storedCase, storedReport, type TestDesk } from "./test-desk";
import { sendMessage } from "./inbox-commands";
import { asReporter } from "./inbox-door";
import { newToken } from "../domain/receipt";
import { writeNote } from "./thread-commands";

vi.hoisted(() => {
  process.env.PORTAL_SECRET = "a secret of the tests that is long enough";
  process.env.PORTAL_DEMO = "off";
  process.env.PORTAL_CONDUCT_ESCALATION = "outside@example.org";
});

const everything: QueueFilter = { view: "all", search: "", page: 1 };
const gone = { kind: "not_found" };

forEachEngine((open, engine) => {
  let database: Database;
  let desk: TestDesk;
  let contact: Viewer | undefined;

  beforeEach(async () => {
    serveDatabase((database = await open()));
    const address = contact === undefined ? "outside@example.org" : `${crypto.randomUUID()}@example.org`;
    desk = await makeDesk(database, address);
    desk.contact = contact ??= desk.contact;
  });

  const begin = (given = {}) => openCaseAs(database, desk.moderator, desk.reporter, given);
  const listed = async (viewer: Viewer, filter = everything) =>
    (await listQueue(viewer, filter)).items.map(({ id }) => id);
  const mailsTo = async (viewer: Viewer) =>
    (await database.select().from(jobs)).filter(
      ({ kind, payload }) => kind === mailKind && openMail(payload).mail.to.address === viewer.person.email,
    ).length;

  describe("whoever declares a hard conflict", () => {
    it("finds the case nowhere from the next moment on", async () => {
      const { caseId, reportId } = await begin();
      const { codeName } = await storedCase(database, caseId);
      const picture = { name: "a.txt", type: "text/plain" as const, bytes: Buffer.from("words") };
      const [file] = await asPortal(
        (tx) => addFiles(tx, reportId, [{ ...picture, copy: null, state: "clean" }]),
        database,
      );
      await findDeskFile(desk.moderator, file!.id, "original");
      expect(await listed(desk.moderator)).toContain(caseId);

      await declareConflict(desk.moderator, caseId, "hard");

      expect(await listed(desk.moderator)).not.toContain(caseId);
      const found = await listQueue(desk.moderator, { ...everything, search: codeName });
      expect([found.items, found.counts.all]).toEqual([[], 0]);
      await expect(getCase(desk.moderator, caseId)).rejects.toMatchObject(gone);
      await expect(getReport(desk.moderator, reportId)).rejects.toMatchObject(gone);
      await expect(writeNote(desk.moderator, caseId, "A last word")).rejects.toMatchObject(gone);
      await expect(findDeskFile(desk.moderator, file!.id, "original")).rejects.toMatchObject(gone);
      expect(await listed(desk.other)).toContain(caseId);
    });

    it("gets no mail about it any more, and somebody else does", async () => {
      const { caseId, reportId } = await begin();
      await declareConflict(desk.moderator, caseId, "hard");
      const [before, others] = [await mailsTo(desk.moderator), await mailsTo(desk.lead)];
      expect(others).toBeGreaterThan(0);
      await sendMessage(asReporter(desk.reporter, reportId), { token: newToken(), text: "One more thing" });
      expect(await mailsTo(desk.moderator)).toBe(before);
      expect(await mailsTo(desk.lead)).toBeGreaterThan(others);
    });

    it("finds a report that is in no case nowhere, and neither the case it becomes", async () => {
      const id = await sendReport(database, desk.reporter);
      await declareReportConflict(desk.moderator, id);
      expect(await listed(desk.moderator)).not.toContain(id);
      await expect(getReport(desk.moderator, id)).rejects.toMatchObject(gone);
      const { caseId } = await openCaseAs(database, desk.other, desk.reporter);
      await acknowledgeReport(desk.other, { id }, "We read it.");
      await linkReport(desk.other, { id }, caseId);
      await expect(getCase(desk.moderator, caseId)).rejects.toMatchObject(gone);
    });

    it("does not meet a report again that is taken out of the case", async () => {
      const { caseId, reportId } = await begin();
      await declareConflict(desk.other, caseId, "hard");
      await unlinkReport(desk.moderator, { id: reportId }, "Another matter");
      expect(await listed(desk.other)).not.toContain(reportId);
      expect(await listed(desk.lead)).toContain(reportId);
    });

    it("does not meet it again either when it was spam in the case and is taken up again", async () => {
      const { caseId, reportId: id } = await begin();
      await declareConflict(desk.other, caseId, "hard");
      await proposeSpam(desk.moderator, { id }, { reason: "An advert", message: "We close this." });
      await settleSpam(desk.lead, { id }, true);
      await restoreReport(desk.lead, { id }, "They explained");
      expect(await listed(desk.other)).not.toContain(id);
      await expect(getReport(desk.other, id)).rejects.toMatchObject(gone);
      expect(await listed(desk.secondLead)).toContain(id);
    });

    it("nor when the case went to the escalation contact, whose it stays", async () => {
      const { caseId, reportId: id } = await begin();
      for (const viewer of [desk.moderator, desk.other, desk.lead, desk.secondLead])
        await declareConflict(viewer, caseId, "hard");
      await unlinkReport(desk.contact, { id }, "Another matter");
      for (const viewer of [desk.moderator, desk.lead]) expect(await listed(viewer)).not.toContain(id);
      expect(await listed(desk.contact)).toContain(id);
    });

    it("is only suggested to whoever seems to be meant, who goes on seeing the case behind both walls", async () => {
      const { caseId: id } = await begin();
      const name = desk.lead.person.name;
      await addParty(desk.moderator, { id }, { role: "reported", platform: "forum", handle: name });
      expect(await listed(desk.lead)).toContain(id);
      expect((await getCase(desk.lead, id)).codeName).toBe((await storedCase(database, id)).codeName);
    });

    it("takes no report out of a case that a hold keeps", async () => {
      const { caseId, reportId: id } = await begin();
      const { version } = await storedCase(database, caseId);
      const until = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
      await placeHold(desk.lead, { id: caseId, version }, { reason: "A lawyer asked", until });
      await expect(unlinkReport(desk.moderator, { id }, "Another matter")).rejects.toMatchObject({ kind: "invalid" });
      expect(await storedReport(database, id)).toMatchObject({ caseId });
    });

    it("cannot take it back alone; a lead can, but never for whom the reporter left out", async () => {
      const { caseId } = await begin({ exclude: idOf(desk.other) });
      await expect(liftConflict(desk.lead, caseId, idOf(desk.other))).rejects.toMatchObject({ kind: "invalid" });
      await declareConflict(desk.secondLead, caseId, "soft");
      await expect(declareConflict(desk.secondLead, caseId, "none")).rejects.toMatchObject({ kind: "invalid" });
      await expect(liftConflict(desk.secondLead, caseId, idOf(desk.secondLead))).rejects.toMatchObject(gone);
      await liftConflict(desk.lead, caseId, idOf(desk.secondLead));
      expect((await getCase(desk.secondLead, caseId)).isSoft).toBe(false);
    });
  });

  describe("a soft conflict", () => {
    it("lets somebody read and write notes, and nothing else", async () => {
      const { caseId: id } = await begin();
      await declareConflict(desk.lead, id, "soft");
      expect((await getCase(desk.lead, id)).content).not.toBeNull();
      await writeNote(desk.lead, id, "Only a thought");
      const given = { personId: idOf(desk.other), role: "handler" as const };
      await expect(assignPerson(desk.lead, { id }, given)).rejects.toMatchObject(gone);
    });

    it("of two kinds together is a hard one, for the wall in the database as well", async () => {
      const { caseId } = await begin();
      await declareConflict(desk.secondLead, caseId, "soft");
      await imposeConflict(desk.lead, caseId, idOf(desk.secondLead), "soft");
      await expect(getCase(desk.secondLead, caseId)).rejects.toMatchObject(gone);
      if (engine === "PostgreSQL")
        expect(await atDesk(idOf(desk.secondLead), (tx) => tx.select().from(cases), database)).not.toContainEqual(
          expect.objectContaining({ id: caseId }),
        );
    });
  });

  describe("whoever is left out by the reporter, or is named", () => {
    it("never sees the report, and is out of a case before it is there", async () => {
      const id = await sendReport(database, desk.reporter, { exclude: idOf(desk.other) });
      expect(await listed(desk.other)).not.toContain(id);
      await expect(getReport(desk.other, id)).rejects.toMatchObject(gone);
      const { caseId } = await openCaseAs(database, desk.moderator, desk.reporter);
      await assignPerson(desk.lead, { id: caseId }, { personId: idOf(desk.other), role: "handler" });
      await acknowledgeReport(desk.moderator, { id }, "We read it.");
      await linkReport(desk.moderator, { id }, caseId);
      await expect(getCase(desk.other, caseId)).rejects.toMatchObject(gone);
      const held = await asPortal((tx) => tx.select().from(assignments), database);
      expect(held.filter(({ personId }) => personId === idOf(desk.other))).toEqual([]);
    });

    it("loses the case at once when added to it as a person", async () => {
      const { caseId: id } = await begin();
      const given = { role: "affected" as const, platform: "portal" as const, handle: desk.lead.person.email ?? "" };
      await addParty(desk.moderator, { id }, given);
      expect(await listed(desk.lead)).not.toContain(id);
      await expect(getCase(desk.lead, id)).rejects.toMatchObject(gone);
      expect((await getCase(desk.moderator, id)).content).not.toBeNull();
    });
  });

  describe("the escalation contact", () => {
    it("alone gets a case in which a lead is reported, and whoever had it before does not", async () => {
      const { caseId: id } = await begin();
      const before = await mailsTo(desk.contact);
      const given = { role: "reported" as const, platform: "portal" as const, handle: desk.lead.person.email ?? "" };
      await addParty(desk.moderator, { id }, given);
      expect(await mailsTo(desk.contact)).toBe(before + 1);
      for (const viewer of [desk.moderator, desk.other, desk.lead, desk.secondLead])
        await expect(getCase(viewer, id), viewer.person.id).rejects.toMatchObject(gone);
      expect(await listed(desk.contact)).toContain(id);
      const statement = { kind: "statement", platform: "event", link: "", handle: "", label: "none" } as const;
      await captureEvidence(desk.contact, { id }, { ...statement, text: "She said so" });
      expect((await getCase(desk.contact, id)).content?.evidence).toHaveLength(1);
    });

    it("gets a case once nobody at the desk is left", async () => {
      const { caseId: id } = await begin();
      for (const viewer of [desk.moderator, desk.other, desk.lead, desk.secondLead])
        await declareConflict(viewer, id, "hard");
      expect((await storedCase(database, id)).isEscalated).toBe(true);
      expect(await listed(desk.contact)).toContain(id);
    });

    it("gets a report once nobody at the desk is left, and sees nothing else", async () => {
      const [id, other] = [await sendReport(database, desk.reporter), await sendReport(database, desk.reporter)];
      for (const viewer of [desk.moderator, desk.other, desk.lead, desk.secondLead])
        await declareReportConflict(viewer, id);
      expect((await storedReport(database, id)).isEscalated).toBe(true);
      const seen = await listed(desk.contact);
      expect([seen.includes(id), seen.includes(other)]).toEqual([true, false]);
      await expect(getReport(desk.contact, other)).rejects.toMatchObject(gone);
    });
  });

  if (engine === "PostgreSQL")
    it("a query that forgot to ask finds nothing behind the wall of the database", async () => {
      const { caseId, reportId } = await begin();
      await writeNote(desk.moderator, caseId, "Sealed");
      await declareConflict(desk.other, caseId, "hard");
      const careless = async (tx: Database) => ({
        cases: (await tx.select().from(cases)).map(({ id }) => id).filter((id) => id === caseId),
        reports: (await tx.select().from(reports)).map(({ id }) => id).filter((id) => id === reportId),
        notes: (await tx.select().from(messages)).filter((row) => row.caseId === caseId).length,
        keys: (await tx.execute(sql`select id from data_key where id in (${caseId}, ${reportId})`)) as {
          rows: unknown[];
        },
      });
      const nothing = { cases: [], reports: [], notes: 0, keys: expect.objectContaining({ rows: [] }) as object };
      expect(await atDesk(idOf(desk.other), careless, database)).toEqual(nothing);
      expect(await database.transaction(careless)).toEqual(nothing);
      const seen = await atDesk(idOf(desk.lead), careless, database);
      expect([seen.cases, seen.reports, seen.notes]).toEqual([[caseId], [reportId], 1]);
      expect(seen.keys.rows).toHaveLength(2);
    });
});
