import { desc, eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { auditEvents } from "@/lib/audit/tables";
import { verifyAudit } from "@/lib/audit/verify";
import { serveDatabase, signInNewPerson } from "@/lib/auth/test-people";
import { Viewer } from "@/lib/auth/viewer";
import type { Database } from "@/lib/db/database";
import { asPortal } from "@/lib/db/doors";
import { forEachEngine } from "@/lib/db/test-database";
import { jobs } from "@/lib/jobs/tables";
import { getKeyring } from "@/lib/vault/key-file";
import { destroyKey, openKey } from "@/lib/vault/vault";
import { openAsCustodian } from "@/lib/vault/wrapping";
import { newToken } from "../domain/receipt";
import { messages } from "./case-tables";
import { addToReport, askToWithdraw, revealIdentity, sendMessage } from "./inbox-commands";
import { asReporter, type InboxViewer } from "./inbox-door";
import { countWaitingAtDesk, findInboxReport, listInbox } from "./inbox-queries";
import { sealMessage } from "./message-body";
import { exclusions, identities, receipts, reports } from "./report-tables";
import { behindTheWall, release, report, reportAnonymously } from "./test-inbox";

vi.hoisted(() => {
  process.env.PORTAL_SECRET = "a secret of the tests that is long enough";
  process.env.PORTAL_DEMO = "off";
});

const writing = (text: string) => ({ token: newToken(), text });
const nothing = { kind: "not_found", message: "There is nothing here." };

forEachEngine((open, engine) => {
  let database: Database;
  beforeEach(async () => serveDatabase((database = await open())));

  const rowOf = async ({ reportId }: InboxViewer) => {
    const [row] = await asPortal((tx) => tx.select().from(reports).where(eq(reports.id, reportId)), database);
    return row!;
  };
  const eventsOf = ({ reportId }: InboxViewer) =>
    database.select().from(auditEvents).where(eq(auditEvents.objectId, reportId)).orderBy(desc(auditEvents.seq));

  /** Writes a message of the desk, as its commands do. */
  async function answer(
    { reportId }: InboxViewer,
    text: string,
    kind: "message" | "outcome" = "message",
    at = new Date(),
  ) {
    const id = crypto.randomUUID();
    await asPortal(async (tx) => {
      const key = await openKey(tx, reportId);
      await tx.insert(messages).values({
        ...{ id, reportId, audience: "reporter", from: "desk", writtenAt: at },
        body: sealMessage(key, id, { text, kind }),
      });
    }, database);
  }

  describe("one's own inbox", () => {
    it("lists one's own reports and nobody else's, the one with the newest news first", async () => {
      const [viewer, other] = [await signInNewPerson(database), await signInNewPerson(database)];
      const [first, second] = [await report(database, viewer), await report(database, viewer, { mode: "named" })];
      await report(database, other);
      await reportAnonymously(database);
      expect((await listInbox(viewer)).map(({ id }) => id)).toEqual([second.reportId, first.reportId]);
      await answer(first, "We have read it.");
      const entries = await listInbox(viewer);
      expect(entries.map(({ id }) => id)).toEqual([first.reportId, second.reportId]);
      expect(entries[0]).toMatchObject({ mode: "confidential", state: "submitted", isSettled: false });
      expect(entries[0]?.lastAnswerAt).toBeInstanceOf(Date);
      expect(entries[1]?.lastAnswerAt).toBeNull();
      expect(await listInbox(Viewer.guest())).toEqual([]);
    });

    it("shows what was written, and what both sides wrote since, in order and never who of the desk it was", async () => {
      const viewer = await signInNewPerson(database);
      const own = await report(database, viewer, { what: "سه‌شنبه <b>رخ داد</b>", who: "Mallory" });
      await sendMessage(own, writing("And again today."), new Date("2026-11-20T10:00:00Z"));
      await answer(own, "Are you safe?", "message", new Date("2026-11-20T11:00:00Z"));
      await answer(own, "This is how it ended.", "outcome", new Date("2026-11-21T11:00:00Z"));
      const shown = await findInboxReport(own);
      expect(shown.written).toContainEqual({ label: "What happened", text: "سه‌شنبه <b>رخ داد</b>" });
      expect(shown.messages.map(({ text, isOwn, isOutcome }) => [text, isOwn, isOutcome])).toEqual([
        ["And again today.", true, false],
        ["Are you safe?", false, false],
        ["This is how it ended.", false, true],
      ]);
      expect(shown.isSettled).toBe(true);
      expect(JSON.stringify(shown)).not.toContain("author");
    });

    it("is not there for anybody else, by whatever id and whatever act", async () => {
      const [viewer, other] = [await signInNewPerson(database), await signInNewPerson(database)];
      const own = await report(database, viewer);
      const { viewer: anonymous } = await reportAnonymously(database);
      const foreign: InboxViewer[] = [
        asReporter(other, own.reportId),
        asReporter(Viewer.guest(), own.reportId),
        asReporter(viewer, anonymous.reportId),
        asReporter(viewer, crypto.randomUUID()),
        asReporter(viewer, "1' or true --"),
        // A receipt never opens what was sent from an account.
        { kind: "receipt", reportId: own.reportId },
        { kind: "receipt", reportId: crypto.randomUUID() },
      ];
      const file = new File(["text"], "a.txt", { type: "text/plain" });
      for (const each of foreign) {
        await expect(findInboxReport(each)).rejects.toMatchObject(nothing);
        const attempts = [
          () => sendMessage(each, writing("Hello")),
          () => askToWithdraw(each, writing("")),
          () => addToReport(each, { token: newToken(), given: [file], keepsOriginals: true }),
          () => revealIdentity(each, { name: "Somebody", contact: "" }),
        ];
        for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject(nothing);
      }
      expect((await findInboxReport(own)).messages).toEqual([]);
      expect((await findInboxReport(anonymous)).messages).toEqual([]);
    });

    it("says that what was written is erased once its key is destroyed, and takes nothing more", async () => {
      const own = await report(database, await signInNewPerson(database));
      await sendMessage(own, writing("Before."));
      await asPortal((tx) => destroyKey(tx, own.reportId), database);
      expect(await findInboxReport(own)).toMatchObject({ isErased: true, messages: [], written: [] });
      await expect(sendMessage(own, writing("After."))).rejects.toMatchObject({ kind: "not_found" });
    });
  });

  describe("the way to the desk", () => {
    it("is shown to those who work there, with how many reports wait that they may see", async () => {
      const moderator = await signInNewPerson(database, { roles: ["conduct_moderator"], hasSecondFactor: true });
      const before = await countWaitingAtDesk(moderator);
      const own = await report(database, await signInNewPerson(database));
      expect(await countWaitingAtDesk(moderator)).toBe(before);
      await release(database, own.reportId);
      expect(await countWaitingAtDesk(moderator)).toBe((before ?? 0) + 1);
      const row = { reportId: own.reportId, personId: moderator.person.id, source: "reporter" as const };
      await asPortal((tx) => tx.insert(exclusions).values(row), database);
      expect(await countWaitingAtDesk(moderator)).toBe(before);
    });

    it("is shown without a number until a second factor was shown, and to nobody else", async () => {
      expect(await countWaitingAtDesk(await signInNewPerson(database, { roles: ["conduct_lead"] }))).toBe(0);
      for (const roles of [[], ["team_member"], ["admin"]] as const)
        expect(
          await countWaitingAtDesk(await signInNewPerson(database, { roles: [...roles], hasSecondFactor: true })),
        ).toBeNull();
      expect(await countWaitingAtDesk(Viewer.guest())).toBeNull();
    });
  });

  describe("a message", () => {
    it("is sealed under the report's key, in its own row only", async () => {
      const own = await report(database, await signInNewPerson(database));
      await sendMessage(own, writing("A distinctive sentence."));
      const isOwn = eq(messages.reportId, own.reportId);
      const [row] = await asPortal((tx) => tx.select().from(messages).where(isOwn), database);
      expect(row?.body).toEqual(expect.any(String));
      expect(JSON.stringify(row)).not.toContain("distinctive");
      await asPortal((tx) => tx.update(messages).set({ id: crypto.randomUUID() }).where(isOwn), database);
      await expect(findInboxReport(own)).rejects.toThrow();
    });

    it("is one however often its form is sent", async () => {
      const own = await report(database, await signInNewPerson(database));
      const sent = writing("Once.");
      await Promise.all([sendMessage(own, sent), sendMessage(own, sent)]);
      await sendMessage(own, sent);
      expect((await findInboxReport(own)).messages).toHaveLength(1);
      expect(await eventsOf(own)).toHaveLength(1);
    });

    it("leaves no trace of who wrote it, or when, in the audit log", async () => {
      const viewer = await signInNewPerson(database);
      const own = await report(database, viewer);
      await sendMessage(own, writing("Hello."));
      const [event] = await eventsOf(own);
      expect(event).toMatchObject({
        act: "conduct.message_received",
        actorKind: "guest",
        actorId: null,
        requestId: "",
      });
      expect(event?.at.toISOString()).toMatch(/T00:00:00\.000Z$/);
      expect(await database.select().from(auditEvents).where(eq(auditEvents.actorId, viewer.person.id))).toEqual([]);
      expect(await verifyAudit(database)).toMatchObject({ problems: [] });
    });

    it("of an anonymous reporter says only the day, and stands after what it answers all the same", async () => {
      const { viewer } = await reportAnonymously(database);
      await sendMessage(viewer, writing("First."), new Date("2026-11-20T10:11:12Z"));
      await answer(viewer, "Question?", "message", new Date("2026-11-20T15:00:00Z"));
      await sendMessage(viewer, writing("Answer."), new Date("2026-11-20T16:17:18Z"));
      await sendMessage(viewer, writing("Next day."), new Date("2026-11-21T16:17:18Z"));
      const shown = (await findInboxReport(viewer)).messages;
      expect(shown.map(({ text }) => text)).toEqual(["First.", "Question?", "Answer.", "Next day."]);
      const own = shown.filter(({ isOwn }) => isOwn).map(({ writtenAt }) => writtenAt.toISOString());
      expect(own).toEqual(["2026-11-20T00:00:00.000Z", "2026-11-20T15:00:00.001Z", "2026-11-21T00:00:00.000Z"]);
    });

    it("is limited to thirty a day, and told so", async () => {
      const { viewer } = await reportAnonymously(database);
      for (let count = 0; count < 30; count += 1) await sendMessage(viewer, writing(`${count}`));
      await expect(sendMessage(viewer, writing("31"))).rejects.toMatchObject({ kind: "limited" });
    });
  });

  describe("a neutral mail", () => {
    const mailsSince = async (before: number) => (await database.$count(jobs)) - before;

    it("tells the desk of a message only after the report was released to it", async () => {
      await signInNewPerson(database, { roles: ["conduct_moderator"] });
      const own = await report(database, await signInNewPerson(database));
      const before = await database.$count(jobs);
      await sendMessage(own, writing("Too early."));
      expect(await mailsSince(before)).toBe(0);
      await release(database, own.reportId);
      await sendMessage(own, writing("In time."));
      expect(await mailsSince(before)).toBeGreaterThan(0);
    });
  });

  describe("a wish to withdraw", () => {
    it("deletes nothing: it is a request with its reason, made once", async () => {
      const own = await report(database, await signInNewPerson(database));
      const { version } = await rowOf(own);
      await askToWithdraw(own, writing("We spoke."));
      await askToWithdraw(own, writing("Again."));
      expect(await rowOf(own)).toMatchObject({ state: "withdrawal_requested", version: version + 1 });
      const shown = await findInboxReport(own);
      expect(shown.messages.map(({ text }) => text)).toEqual(["I ask you to withdraw my report.\n\nWe spoke."]);
      expect(shown.written).not.toEqual([]);
      expect(await eventsOf(own)).toMatchObject([{ act: "conduct.withdrawal_requested", actorKind: "guest" }]);
    });

    it("is refused with a sentence where the report is withdrawn already", async () => {
      const own = await report(database, await signInNewPerson(database));
      const isOwn = eq(reports.id, own.reportId);
      await asPortal((tx) => tx.update(reports).set({ state: "withdrawn" }).where(isOwn), database);
      await expect(askToWithdraw(own, writing(""))).rejects.toMatchObject({ kind: "invalid" });
    });
  });

  describe("an anonymous reporter who says who they are", () => {
    it("seals it to the custodian for good, and goes on with the same receipt", async () => {
      const { viewer } = await reportAnonymously(database);
      await revealIdentity(viewer, { name: "Ada Example", contact: "ada@example.org" });
      expect(await rowOf(viewer)).toMatchObject({ mode: "confidential", reporterRef: null });
      const isOwn = eq(identities.reportId, viewer.reportId);
      const [kept] = await asPortal((tx) => tx.select().from(identities).where(isOwn), database);
      expect(JSON.stringify(kept)).not.toContain("Ada");
      expect(kept?.mailTo).toBeNull();
      const opened = await openAsCustodian(getKeyring(), `report ${viewer.reportId}`, kept!.identity);
      expect(JSON.parse(opened)).toEqual({ name: "Ada Example", contact: "ada@example.org", onBehalfOf: "" });
      const shown = await findInboxReport(viewer);
      expect(JSON.stringify(shown)).not.toContain("Ada");
      await expect(revealIdentity(viewer, { name: "Somebody else", contact: "" })).rejects.toMatchObject({
        kind: "conflict",
      });
    });

    it("is nobody of a report that said it from the start", async () => {
      const own = await report(database, await signInNewPerson(database));
      await expect(revealIdentity(own, { name: "Ada", contact: "" })).rejects.toMatchObject({ kind: "conflict" });
    });
  });

  // Last: on the embedded engine the one connection stays behind the wall.
  it("everything works for a role that row-level security holds, and shows nothing without the right door", async () => {
    const viewer = await signInNewPerson(database);
    const own = await report(database, viewer);
    await release(database, own.reportId);
    const { viewer: anonymous } = await reportAnonymously(database);
    const server = engine === "PostgreSQL" ? (process.env.TEST_DATABASE_URL ?? "") : null;
    const walled = await behindTheWall(database, server);
    expect(await walled.select().from(reports)).toEqual([]);
    expect(await walled.select().from(messages)).toEqual([]);
    const given = [new File(["a note"], "note.txt", { type: "text/plain" })];
    for (const each of [own, anonymous]) {
      await sendMessage(each, writing("Hello."), new Date(), walled);
      await addToReport(each, { token: newToken(), given, keepsOriginals: false }, new Date(), walled);
      const shown = await findInboxReport(each, walled);
      expect(shown.messages.map(({ text }) => text)).toEqual(["Hello.", "I added a file."]);
      expect(shown.files).toHaveLength(1);
      await askToWithdraw(each, writing(""), new Date(), walled);
    }
    expect(await listInbox(viewer, walled)).toHaveLength(1);
    await expect(findInboxReport(asReporter(viewer, anonymous.reportId), walled)).rejects.toMatchObject(nothing);
    expect(await walled.select().from(receipts)).toEqual([]);
    await walled.execute(sql`reset role`);
  });
});
