import { and, eq, like } from "drizzle-orm";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { auditEvents } from "@/lib/audit/tables";
import { serveDatabase, signInNewPerson } from "@/lib/auth/test-people";
import type { Database } from "@/lib/db/database";
import { asPortal } from "@/lib/db/doors";
import { forEachEngine } from "@/lib/db/test-database";
import { openCaseFromReport } from "./case-commands";
import { getCase } from "./case-queries";
import { allowIdentity, askForIdentity } from "./identity-commands";
import { openIdentity } from "./identity-queries";
import { findInboxReport } from "./inbox-queries";
import { askToWithdraw } from "./inbox-commands";
import {
  acknowledgeReport,
  answerWithdrawal,
  linkReport,
  proposeSpam,
  restoreReport,
  settleSpam,
  unlinkReport,
} from "./report-commands";
import { getReport } from "./report-queries";
import { identityRequests } from "./report-tables";
import { newToken } from "../domain/receipt";
import { idOf, makeDesk, openCaseAs, sendReport, storedReport, type TestDesk } from "./test-desk";
import { asReporter } from "./inbox-door";
import { writeToReporter } from "./thread-commands";

vi.hoisted(() => {
  process.env.PORTAL_SECRET = "a secret of the tests that is long enough";
  process.env.PORTAL_DEMO = "off";
  process.env.PORTAL_CONDUCT_ESCALATION = "outside@example.org";
});

const story = "He shouted at me in the corridor behind the lift.";

forEachEngine((open) => {
  let database: Database;
  let desk: TestDesk;
  let contact: TestDesk["contact"] | undefined;

  beforeEach(async () => {
    serveDatabase((database = await open()));
    desk = await makeDesk(
      database,
      contact === undefined ? "outside@example.org" : `${crypto.randomUUID()}@example.org`,
    );
    desk.contact = contact ??= desk.contact;
  });

  const acts = async (objectId: string) =>
    (
      await database
        .select({ act: auditEvents.act })
        .from(auditEvents)
        .where(and(eq(auditEvents.objectId, objectId), like(auditEvents.act, "conduct.%")))
    ).map(({ act }) => act);
  const begin = (given = {}) => openCaseAs(database, desk.moderator, desk.reporter, { what: story, ...given });
  const content = async (viewer: TestDesk["lead"], id: string) => (await getCase(viewer, id)).content!;

  describe("a report", () => {
    it("is acknowledged with a message that its reporter reads as one of the Conduct Team", async () => {
      const id = await sendReport(database, desk.reporter, { what: story });
      await acknowledgeReport(desk.moderator, { id }, "Thank you. We look at it.");
      const stored = await storedReport(database, id);
      expect(stored).toMatchObject({ state: "acknowledged", acknowledgedAt: expect.any(Date) as Date });
      const inbox = await findInboxReport(asReporter(desk.reporter, id));
      expect(inbox.messages).toMatchObject([{ isOwn: false, text: "Thank you. We look at it." }]);
      expect(JSON.stringify(inbox)).not.toContain(idOf(desk.moderator));
      const seen = await getReport(desk.other, id);
      expect(seen.content?.thread[0]).toMatchObject({ author: "Ada", isOwn: true });
      expect(seen.content?.sections[0]).toEqual({ label: "What happened", text: story });
      expect(await acts(id)).toEqual(["conduct.acknowledged", "conduct.read"]);
    });

    it("is not acknowledged without a word to a reporter who wants one, and is to one who does not", async () => {
      const id = await sendReport(database, desk.reporter);
      await expect(acknowledgeReport(desk.moderator, { id }, "")).rejects.toMatchObject({ kind: "invalid" });
      expect((await storedReport(database, id)).state).toBe("submitted");
      const quiet = await sendReport(database, desk.reporter, { contact: "no" });
      await acknowledgeReport(desk.moderator, { id: quiet }, "");
      await expect(writeToReporter(desk.moderator, quiet, "Hello")).rejects.toMatchObject({ kind: "invalid" });
    });

    it("changed by somebody else meanwhile is not changed by an older page, and nothing is sent twice", async () => {
      const id = await sendReport(database, desk.reporter);
      const { version: seen } = await getReport(desk.moderator, id);
      await acknowledgeReport(desk.other, { id, version: seen }, "From the first.");
      await expect(acknowledgeReport(desk.moderator, { id, version: seen }, "Again")).rejects.toMatchObject({
        kind: "conflict",
      });
      expect((await findInboxReport(asReporter(desk.reporter, id))).messages).toHaveLength(1);
    });

    it("becomes a case once, even when two people open one at the same moment", async () => {
      const id = await sendReport(database, desk.reporter);
      await acknowledgeReport(desk.moderator, { id }, "We read it.");
      const opened = await Promise.allSettled(
        [desk.moderator, desk.other].map((viewer) =>
          openCaseFromReport(viewer, { id }, { summary: "One", conflict: "none" }),
        ),
      );
      expect(opened.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    });

    it("joins another one in a case, and leaves it with a reason", async () => {
      const { caseId } = await begin();
      const id = await sendReport(database, desk.reporter);
      await expect(linkReport(desk.moderator, { id }, caseId)).rejects.toMatchObject({ kind: "invalid" });
      await acknowledgeReport(desk.moderator, { id }, "We read it.");
      await linkReport(desk.moderator, { id }, caseId);
      expect((await content(desk.moderator, caseId)).reports).toHaveLength(2);
      await unlinkReport(desk.moderator, { id }, "About something else");
      expect(await storedReport(database, id)).toMatchObject({ caseId: null, state: "acknowledged" });
      expect((await content(desk.moderator, caseId)).notes.at(-1)?.text).toBe("About something else");
    });

    it("is withdrawn, or kept, by a lead who answers the reporter", async () => {
      const { caseId, reportId } = await begin();
      await askToWithdraw(asReporter(desk.reporter, reportId), { token: newToken(), text: "" });
      const answer = { isWithdrawn: false, message: "Others may be at risk." };
      await expect(answerWithdrawal(desk.moderator, { id: reportId }, answer)).rejects.toMatchObject({
        kind: "not_found",
      });
      await answerWithdrawal(desk.lead, { id: reportId }, answer);
      expect(await storedReport(database, reportId)).toMatchObject({ state: "linked", caseId });
      await askToWithdraw(asReporter(desk.reporter, reportId), { token: newToken(), text: "" });
      await answerWithdrawal(desk.lead, { id: reportId }, { isWithdrawn: true, message: "As you wish." });
      expect((await storedReport(database, reportId)).state).toBe("withdrawn");
    });

    it("is spam only when a second person says so, and can be taken up again", async () => {
      const id = await sendReport(database, desk.reporter);
      await proposeSpam(desk.moderator, { id }, { reason: "The same advert again", message: "We close this." });
      await expect(settleSpam(desk.moderator, { id }, true)).rejects.toMatchObject({ kind: "invalid" });
      expect((await storedReport(database, id)).state).toBe("submitted");
      expect((await findInboxReport(asReporter(desk.reporter, id))).messages).toHaveLength(0);
      await settleSpam(desk.other, { id }, true);
      expect((await storedReport(database, id)).state).toBe("spam");
      expect((await findInboxReport(asReporter(desk.reporter, id))).messages[0]?.text).toBe("We close this.");
      await restoreReport(desk.lead, { id }, "They explained");
      expect((await storedReport(database, id)).state).toBe("acknowledged");
    });

    it("gives the name of a confidential reporter to nobody before two leads agreed", async () => {
      const { reportId: id } = await begin();
      expect(JSON.stringify(await getReport(desk.lead, id))).not.toContain(desk.reporter.person.name + " ");
      await expect(askForIdentity(desk.moderator, { id }, "For their safety")).rejects.toMatchObject({
        kind: "not_found",
      });
      await askForIdentity(desk.lead, { id }, "For their safety");
      await expect(allowIdentity(desk.lead, { id })).rejects.toMatchObject({ kind: "invalid" });
      await expect(openIdentity(desk.lead, id)).rejects.toMatchObject({ kind: "not_found" });
      await allowIdentity(desk.secondLead, { id });
      expect((await openIdentity(desk.lead, id)).name).toBe(desk.reporter.person.name);
      // To these two, for a day: a lead who comes later asks anew.
      const thirdLead = await signInNewPerson(database, { roles: ["conduct_lead"], hasSecondFactor: true });
      await expect(openIdentity(thirdLead, id)).rejects.toMatchObject({ kind: "not_found" });
      const yesterday = new Date(Date.now() - 25 * 60 * 60 * 1000);
      await asPortal((tx) => tx.update(identityRequests).set({ allowedAt: yesterday }), database);
      await expect(openIdentity(desk.lead, id)).rejects.toMatchObject({ kind: "not_found" });
      expect(await acts(id)).toEqual(expect.arrayContaining(["conduct.identity_allowed", "conduct.identity_opened"]));
    });
  });
});
