import { eq } from "drizzle-orm";
import { describe, expect, it, vi } from "vitest";
import { auditEvents } from "@/lib/audit/tables";
import { serveDatabase } from "@/lib/auth/test-people";
import { asPortal } from "@/lib/db/doors";
import { forEachEngine } from "@/lib/db/test-database";
import { jobs } from "@/lib/jobs/tables";
import { mailKind } from "@/lib/mail/queue";
import { counters } from "./case-tables";
import { escalateOverdue } from "./deadline-job";
import { imposeEmergency, reviewMeasure } from "./emergency-commands";
import { activateMeasure, endOrBreach, recordSteps } from "./measure-commands";
import { endMeasures } from "./measure-job";
import { getMeasure } from "./measure-queries";
import { measures, notices } from "./measure-tables";
import { recordDelivery, saveNotice, tickNotice } from "./notice-commands";
import { closeCase, sendOutcome } from "./outcome-commands";
import { makeTestCase, readCase, type TestCase } from "./test-case";
import { approve, deliver, measureOf, parts, propose, restrictionsOf } from "./test-decision";

vi.hoisted(() => {
  process.env.PORTAL_SECRET = "measure-test0-0123456789abcdef0123456789";
});

const day = 86_400_000;

forEachEngine((open) => {
  const make = async (options: Parameters<typeof makeTestCase>[1] = {}) => {
    const database = await open();
    serveDatabase(database);
    return { database, given: await makeTestCase(database, options) };
  };

  describe("a letter", () => {
    it("is checked by a second person, who has to see every place that is like a report", async () => {
      const { database, given } = await make();
      await propose(given, database, { type: "warning" });
      const { id: measure } = await measureOf(database, given.id);
      const target = { case: given.id, measure };
      await saveNotice(given.chi, {
        ...target,
        ...parts,
        behaviour: "You followed me to the tram stop at 14:05.",
        version: 0,
      });
      const { letter } = await getMeasure(given.sol, given.id, measure);
      expect(letter?.leaks.behaviour.map(({ kind }) => kind)).toEqual(["shared_words", "time"]);
      const tick = { ...target, version: 1, seen: letter?.mark ?? "" };
      await expect(tickNotice(given.chi, { ...tick, leaks: true })).rejects.toMatchObject({ kind: "forbidden" });
      await expect(tickNotice(given.sol, { ...tick, leaks: false })).rejects.toMatchObject({ field: "leaks" });
      await expect(tickNotice(given.sol, { ...tick, seen: "", leaks: true })).rejects.toMatchObject({
        kind: "conflict",
      });
      await tickNotice(given.sol, { ...tick, leaks: true });
    });

    it("does not go out unchecked, and is checked again after a change", async () => {
      const { database, given } = await make();
      await propose(given, database, { type: "warning" });
      const { id: measure } = await measureOf(database, given.id);
      const target = { case: given.id, measure };
      const delivery = { ...target, how: "handed_over" as const, reason: "" };
      await saveNotice(given.chi, { ...target, ...parts, version: 0 });
      await expect(recordDelivery(given.chi, { ...delivery, version: 1 })).rejects.toMatchObject({ kind: "invalid" });
      await tickNotice(given.sol, { ...target, version: 1, seen: "", leaks: false });
      await expect(saveNotice(given.sol, { ...target, ...parts, version: 1 })).rejects.toMatchObject({
        kind: "conflict",
      });
      await saveNotice(given.sol, { ...target, ...parts, version: 2 });
      await expect(recordDelivery(given.chi, { ...delivery, version: 3 })).rejects.toMatchObject({ kind: "invalid" });
      await expect(saveNotice(given.sol, { ...target, ...parts, impact: "", version: 3 })).rejects.toMatchObject({
        field: "impact",
      });
    });

    it("says nothing readable in the database", async () => {
      const { database, given } = await make();
      await propose(given, database, { type: "warning", terms: "Zirkonium" });
      const { id: measure } = await measureOf(database, given.id);
      await saveNotice(given.chi, { case: given.id, measure, ...parts, behaviour: "Zirkonium", version: 0 });
      const stored = await asPortal(
        async (tx) => JSON.stringify([await tx.select().from(measures), await tx.select().from(notices)]),
        database,
      );
      expect(stored).not.toContain("Zirkonium");
    });
  });

  describe("a measure", () => {
    const start = async (type: "timeout" | "warning", days: number | null, now = new Date()) => {
      const made = await make();
      await propose(made.given, made.database, { type, days });
      if ((await readCase(made.database, made.given.id)).state !== "decided") await approve(made.given, made.given.sol);
      const { id: measure } = await measureOf(made.database, made.given.id);
      await deliver(made.given, made.database, measure, "handed_over");
      await activateMeasure(made.given.chi, { case: made.given.id, measure }, now);
      return { ...made, measure, target: { case: made.given.id, measure } };
    };

    it("that ends, ends by itself, once, and gives the account back", async () => {
      const { database, given, measure } = await start("timeout", 3);
      expect(await restrictionsOf(database, given.reported)).toMatchObject([{ kind: "no_sessions" }]);
      const later = new Date(Date.now() + 3 * day + 1000);
      await database.transaction((tx) => endMeasures(tx, new Date()));
      expect((await measureOf(database, given.id)).state).toBe("active");
      await database.transaction((tx) => endMeasures(tx, later));
      expect(await database.transaction((tx) => endMeasures(tx, later))).toBe(0);
      expect((await measureOf(database, given.id)).state).toBe("expired");
      expect(await restrictionsOf(database, given.reported)).toEqual([]);
      const page = await getMeasure(given.chi, given.id, measure);
      expect(page.isOver).toBe(true);
    });

    it("for a week at most is looked at by somebody else within a day", async () => {
      const { database, given, target } = await start("timeout", 7);
      const { reviewBy } = await readCase(database, given.id);
      expect((reviewBy?.getTime() ?? 0) - Date.now()).toBeLessThanOrEqual(day);
      const review = { ...target, answer: "keep" as const, reason: "" };
      await expect(reviewMeasure(given.chi, review)).rejects.toMatchObject({ kind: "forbidden" });
      await reviewMeasure(given.sol, review);
      expect((await readCase(database, given.id)).reviewBy).toBeNull();
      await expect(reviewMeasure(given.lea, review)).rejects.toMatchObject({ kind: "forbidden" });
    });

    it("is lifted before its end by a lead only, with a reason", async () => {
      const { database, given, target } = await start("timeout", 30);
      await expect(endOrBreach(given.chi, { ...target, move: "lift", reason: "x" })).rejects.toMatchObject({
        kind: "forbidden",
      });
      await expect(endOrBreach(given.lea, { ...target, move: "lift", reason: "" })).rejects.toMatchObject({
        kind: "invalid",
      });
      await endOrBreach(given.chi, { ...target, move: "breach", reason: "Wrote again" });
      await endOrBreach(given.lea, { ...target, move: "lift", reason: "It was somebody else" });
      expect((await measureOf(database, given.id)).state).toBe("lifted");
      expect(await restrictionsOf(database, given.reported)).toEqual([]);
    });

    it("keeps a list of what was done elsewhere, and afterwards of what is to be taken back", async () => {
      const { database, given, measure, target } = await start("timeout", 3);
      await expect(recordSteps(given.chi, { ...target, step: ["invented"] })).rejects.toMatchObject({
        kind: "invalid",
      });
      await recordSteps(given.chi, { ...target, step: ["discord", "log"] });
      await recordSteps(given.sol, { ...target, step: ["discord", "forum"] });
      const { steps } = await getMeasure(given.chi, given.id, measure);
      expect(steps.find(({ key }) => key === "discord")?.doneBy).toBe("Chi Moderator");
      await database.transaction((tx) => endMeasures(tx, new Date(Date.now() + 4 * day)));
      const open = (await getMeasure(given.chi, given.id, measure)).steps.filter(({ doneAt }) => doneAt === null);
      expect(open.map(({ label }) => label)).toEqual(["Discord: timeout removed", "Forum: timeout removed"]);
    });
  });

  describe("an act that cannot wait", () => {
    const act = (given: TestCase) => ({
      ...{ case: given.id, act: crypto.randomUUID(), party: given.partyId },
      ...{ type: "content_redaction" as const, terms: "An address was posted" },
    });

    it("goes before the evidence, once, and starts a clock of a day for somebody else", async () => {
      const { database, given } = await make({ hasSnapshot: false });
      const given1 = act(given);
      await imposeEmergency(given.chi, given1);
      await imposeEmergency(given.chi, given1);
      const all = await asPortal((tx) => tx.select().from(measures).where(eq(measures.caseId, given.id)), database);
      expect(all).toHaveLength(1);
      expect((await readCase(database, given.id)).reviewBy).not.toBeNull();
      await expect(imposeEmergency(given.kim, act(given))).rejects.toMatchObject({ kind: "not_found" });
      const target = { case: given.id, measure: given1.act, reason: "" };
      await expect(reviewMeasure(given.sol, { ...target, answer: "renew" })).rejects.toMatchObject({
        kind: "forbidden",
      });
      await reviewMeasure(given.sol, { ...target, answer: "keep" });
      await expect(reviewMeasure(given.chi, { ...target, answer: "renew" })).rejects.toMatchObject({
        kind: "forbidden",
      });
      await reviewMeasure(given.sol, { ...target, answer: "renew" }, new Date(Date.now() + 5 * day));
      expect((await measureOf(database, given.id)).endsAt?.getTime()).toBeGreaterThan(Date.now() + 18 * day);
    });

    it("ends after two weeks unless it is renewed", async () => {
      const { database, given } = await make();
      await imposeEmergency(given.chi, act(given));
      await database.transaction((tx) => endMeasures(tx, new Date(Date.now() + 14 * day + 1000)));
      expect(await measureOf(database, given.id)).toMatchObject({ state: "expired" });
      expect((await readCase(database, given.id)).reviewBy).toBeNull();
    });

    it("is lifted by the second person with a reason", async () => {
      const { database, given } = await make();
      const given1 = act(given);
      await imposeEmergency(given.chi, given1);
      const target = { case: given.id, measure: given1.act, answer: "lift" as const };
      await expect(reviewMeasure(given.sol, { ...target, reason: "" })).rejects.toMatchObject({ field: "reason" });
      await reviewMeasure(given.sol, { ...target, reason: "It was a public address" });
      expect(await measureOf(database, given.id)).toMatchObject({ state: "lifted" });
    });
  });

  describe("the end of a case", () => {
    it("comes after the reporters were told, is counted once, and says how long it is kept", async () => {
      const { database, given } = await make();
      await propose(given, database, null);
      await approve(given, given.sol);
      const version = async () => (await readCase(database, given.id)).version;
      await expect(closeCase(given.chi, { case: given.id, version: await version() })).rejects.toThrow(
        "Send the outcome",
      );
      expect(await sendOutcome(given.sol, { case: given.id, outcome: "not_a_breach" })).toBe(1);
      expect(await sendOutcome(given.sol, { case: given.id, outcome: "not_a_breach" })).toBe(0);
      const before = await asPortal((tx) => tx.select().from(counters), database);
      await closeCase(given.chi, { case: given.id, version: await version() });
      expect(await readCase(database, given.id)).toMatchObject({ state: "closed", retention: "no_action" });
      expect((await readCase(database, given.id)).keepUntil).not.toBeNull();
      const sum = (rows: { count: number }[]) => rows.reduce((total, { count }) => total + count, 0);
      const after = await asPortal((tx) => tx.select().from(counters), database);
      // One rule, the tier, one report, the time that it took.
      expect(sum(after) - sum(before)).toBe(4);
    });
  });

  describe("a promise that was not kept", () => {
    it("reaches those who handle it, then the leads, each step once", async () => {
      const { database, given } = await make();
      const of = async () =>
        (await database.select().from(auditEvents).where(eq(auditEvents.objectId, given.id))).filter(
          ({ act }) => act === "conduct.overdue",
        );
      const run = (days: number) =>
        database.transaction((tx) => escalateOverdue(tx, new Date(Date.now() + days * day)));
      await run(6);
      expect(await of()).toEqual([]);
      const mails = () => database.$count(jobs, eq(jobs.kind, mailKind));
      const before = await mails();
      await run(7.1);
      expect((await of()).map(({ detail }) => detail.step)).toEqual(["assigned"]);
      expect(await mails()).toBeGreaterThan(before);
      await run(7.2);
      expect(await of()).toHaveLength(1);
      await run(8.2);
      expect((await of()).map(({ detail }) => detail.step)).toEqual(["assigned", "leads"]);
    });
  });
});
