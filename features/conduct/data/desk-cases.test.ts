import { beforeEach, describe, expect, it, vi } from "vitest";
import { auditEvents } from "@/lib/audit/tables";
import { serveDatabase, signInNewPerson } from "@/lib/auth/test-people";
import type { Database } from "@/lib/db/database";
import { asPortal } from "@/lib/db/doors";
import { forEachEngine } from "@/lib/db/test-database";
import { addAllegation } from "./allegation-commands";
import { assignPerson, requestNativeReader, takeCase } from "./assignment-commands";
import { describeCase, moveCaseOn, openCase, recordHearing } from "./case-commands";
import { getCase } from "./case-queries";
import { evidence, messages } from "./case-tables";
import { captureEvidence } from "./evidence-commands";
import { declareConflict } from "./conflict-commands";
import { answerHandover, offerHandover } from "./handover-commands";
import { getHistory, getTimeline } from "./history-queries";
import { addParty } from "./party-commands";
import { getReadingItems, listReadingTasks } from "./reading-queries";
import { getReport } from "./report-queries";
import { idOf, makeDesk, openCaseAs, storedCase, type TestDesk } from "./test-desk";
import { writeNote, writeToReported, writeTranslation } from "./thread-commands";
import { proposePaired, settlePaired } from "./two-people-commands";

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

  const begin = (given = {}) => openCaseAs(database, desk.moderator, desk.reporter, { what: story, ...given });
  const version = async (id: string) => (await storedCase(database, id)).version;
  const content = async (viewer: TestDesk["lead"], id: string) => (await getCase(viewer, id)).content!;

  describe("a case", () => {
    it("goes from a report to an investigation with people, allegations and sealed evidence", async () => {
      const { caseId: id } = await begin();
      await moveCaseOn(desk.moderator, { id }, { move: "start_triage", reason: "" });
      const investigate = () => moveCaseOn(desk.moderator, { id }, { move: "investigate", reason: "" });
      await expect(investigate()).rejects.toThrow("Set how severe it is. Answer whether somebody is at risk.");
      const described = { summary: "Shouting", severity: "serious" as const, isSafetyRisk: false };
      await describeCase(desk.moderator, { id, version: await version(id) }, described);
      await investigate();
      await addParty(desk.moderator, { id }, { role: "reported", platform: "discord", handle: "@Loud.One" });
      const [party] = (await content(desk.moderator, id)).parties;
      const rule = { number: 1, version: "2026-11-20" };
      await addAllegation(desk.moderator, { id }, { partyId: party!.id, rule, description: "Shouted" });
      const snapshot = { platform: "discord" as const, link: "https://discord.com/channels/1", handle: "Loud.One" };
      const seal = () =>
        captureEvidence(
          desk.moderator,
          { id },
          { kind: "snapshot", ...snapshot, text: "YOU!", label: "insults" },
          new Date("2026-11-20T10:00:00Z"),
        );
      await seal();
      await seal();
      await recordHearing(desk.moderator, { id }, { isHeard: false, reason: "It would endanger somebody" });
      await writeToReported(desk.moderator, id, { partyId: party!.id, from: "desk", text: "Please stop." });
      await writeNote(desk.lead, id, "Looks clear to me");
      const shown = await content(desk.moderator, id);
      expect(shown.allegations[0]).toMatchObject({ rule: "Rule 1, Harassment (version of 2026-11-20)", finding: null });
      expect(shown.evidence).toHaveLength(1);
      expect(shown.evidence[0]).toMatchObject({
        snapshot: { text: "YOU!" },
        sha256: expect.stringMatching(/^\w{64}$/) as string,
      });
      expect(shown.notHeardReason).toBe("It would endanger somebody");
      expect(shown.threads[0]).toMatchObject({ isOwn: true, text: "Please stop." });
      expect(shown.moves.find(({ move }) => move === "propose")?.missing).toEqual([
        "Record a finding for every allegation.",
      ]);
      expect((await getTimeline(desk.moderator, id)).map(({ act }) => act)).toContain("conduct.evidence_sealed");
    });

    it("stores nothing that was written in clear", async () => {
      const { caseId: id } = await begin();
      await addParty(desk.moderator, { id }, { role: "reported", platform: "discord", handle: "loud.one" });
      await writeNote(desk.moderator, id, "A secret thought");
      const given = {
        kind: "statement" as const,
        platform: "event" as const,
        link: "",
        handle: "",
        label: "none" as const,
      };
      await captureEvidence(desk.moderator, { id }, { ...given, text: "What she said" });
      const stored = await asPortal(
        async (tx) =>
          JSON.stringify([
            await tx.select().from(messages),
            await tx.select().from(evidence),
            await storedCase(tx, id),
          ]),
        database,
      );
      const events = JSON.stringify(await database.select().from(auditEvents));
      for (const text of ["secret thought", "What she said", "loud.one", "Words in a chat", "corridor"]) {
        expect(stored).not.toContain(text);
        expect(events).not.toContain(text);
      }
    });

    it("is taken from the pool by whoever says first how close they stand", async () => {
      const id = await openCase(desk.moderator, { summary: "In a chat", conflict: "soft" });
      expect((await getCase(desk.moderator, id)).can.has("edit_case")).toBe(false);
      await expect(moveCaseOn(desk.other, { id }, { move: "start_triage", reason: "" })).rejects.toMatchObject({
        kind: "not_found",
      });
      await takeCase(desk.other, id, "none");
      await moveCaseOn(desk.other, { id }, { move: "start_triage", reason: "" });
      expect((await storedCase(database, id)).state).toBe("triage");
    });

    it("does not start before everybody whom a lead gave it to has said whether there is a conflict", async () => {
      const { caseId: id } = await begin();
      await assignPerson(desk.lead, { id }, { personId: idOf(desk.other), role: "handler" });
      const start = () => moveCaseOn(desk.moderator, { id }, { move: "start_triage", reason: "" });
      await expect(start()).rejects.toThrow("Everybody assigned must first say whether they have a conflict.");
      await declareConflict(desk.other, id, "none");
      await start();
    });

    it("opened by two people at once is changed by the first only, and the second is told", async () => {
      const { caseId: id } = await begin();
      await assignPerson(desk.lead, { id }, { personId: idOf(desk.other), role: "handler" });
      const seen = await version(id);
      const say = (viewer: TestDesk["lead"], summary: string) =>
        describeCase(viewer, { id, version: seen }, { summary, severity: "low", isSafetyRisk: false });
      const results = await Promise.allSettled([say(desk.moderator, "First"), say(desk.other, "Second")]);
      const refused = results.filter((each) => each.status === "rejected");
      expect(refused).toHaveLength(1);
      expect(refused[0]?.reason).toMatchObject({ kind: "conflict" });
    });

    it("joins another one with everything in it, when a second person agrees", async () => {
      const { caseId: id } = await begin();
      const { caseId: into } = await begin();
      await addParty(desk.moderator, { id }, { role: "witness", platform: "forum", handle: "saw.it" });
      await writeNote(desk.moderator, id, "Belongs together");
      await proposePaired(desk.moderator, { id }, { act: "merge", reason: "The same evening", joins: into });
      const settle = (viewer: TestDesk["lead"]) => settlePaired(viewer, { id }, { act: "merge", isConfirmed: true });
      await expect(settle(desk.moderator)).rejects.toMatchObject({ kind: "invalid" });
      await settle(desk.lead);
      expect(await storedCase(database, id)).toMatchObject({ state: "merged", mergedInto: into });
      const shown = await content(desk.lead, into);
      expect(shown.reports).toHaveLength(2);
      expect(shown.parties[0]?.label).toBe("saw.it (Forum)");
      expect(shown.notes.map(({ text }) => text)).toContain("Belongs together");
    });

    it("is put out of scope by two people, once the reporter was told", async () => {
      const { caseId: id } = await begin({ contact: "no" });
      await moveCaseOn(desk.moderator, { id }, { move: "start_triage", reason: "" });
      await proposePaired(desk.moderator, { id }, { act: "put_out_of_scope", reason: "Not ours", joins: null });
      await settlePaired(desk.lead, { id }, { act: "put_out_of_scope", isConfirmed: true });
      expect((await storedCase(database, id)).state).toBe("out_of_scope");
      await moveCaseOn(desk.lead, { id }, { move: "take_back", reason: "It is ours after all" });
      expect((await storedCase(database, id)).state).toBe("triage");
    });

    it("is handed over when the other side accepted and got what it needs", async () => {
      const { caseId: id } = await begin();
      await moveCaseOn(desk.moderator, { id }, { move: "start_triage", reason: "" });
      await offerHandover(desk.lead, { id }, { direction: "out", counterpart: "legal", reference: "Their number 7" });
      const [offer] = (await content(desk.lead, id)).handovers;
      const say = (state: "accepted" | "completed") =>
        answerHandover(desk.lead, { id }, { handoverId: offer!.id, state });
      await expect(say("completed")).rejects.toMatchObject({ kind: "conflict" });
      await say("accepted");
      await say("completed");
      expect((await storedCase(database, id)).state).toBe("handed_over");
    });

    it("shows the other cases of a person only to whom those are there, and counts none of the rest", async () => {
      const [one, two] = [await begin(), await begin()];
      for (const { caseId: id } of [one, two])
        await addParty(desk.moderator, { id }, { role: "reported", platform: "discord", handle: "Again" });
      const codeName = (await storedCase(database, two.caseId)).codeName;
      const history = [...(await getHistory(desk.lead, one.caseId)).values()].flat();
      expect(history).toMatchObject([{ codeName }]);
      await takeCase(desk.lead, two.caseId, "hard");
      expect([...(await getHistory(desk.lead, one.caseId)).values()].flat()).toEqual([]);
    });

    it("lets a native reader read the one thing they were asked for, and nothing else", async () => {
      const { caseId: id, reportId } = await begin();
      const address = `${crypto.randomUUID()}@example.org`;
      const reader = await signInNewPerson(database, { email: address });
      const item = { kind: "report" as const, id: reportId };
      await requestNativeReader(desk.moderator, { id }, { address: address.toUpperCase(), language: "Thai", item });
      expect(await listReadingTasks(reader)).toEqual([id]);
      const [found] = await getReadingItems(reader, id);
      expect(found?.text).toContain(story);
      await expect(getCase(reader, id)).rejects.toMatchObject({ kind: "not_found" });
      await expect(getReport(reader, reportId)).rejects.toMatchObject({ kind: "not_found" });
      await writeTranslation(reader, id, item, "He was loud");
      expect((await content(desk.moderator, id)).notes.at(-1)?.text).toBe("He was loud");
    });
  });
});
