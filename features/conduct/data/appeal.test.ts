import { eq } from "drizzle-orm";
import { describe, expect, it, vi } from "vitest";
import { openConnections, serveDatabase } from "@/lib/auth/test-people";
import type { Viewer } from "@/lib/auth/viewer";
import type { Database } from "@/lib/db/database";
import { asPortal } from "@/lib/db/doors";
import { forEachEngine } from "@/lib/db/test-database";
import { readLocator, readSecret } from "../domain/receipt";
import type { MeasureType } from "../domain/measure";
import { chooseReviewer, communicateAppeal, decideAppeal, startReview } from "./appeal-commands";
import {
  appealCookieValue,
  fileAppeal,
  findLinkedLocator,
  openByLetter,
  readAppealCookie,
  readOwnLetter,
  type Concerned,
} from "./appeal-door";
import { getAppeal } from "./appeal-queries";
import { conflicts } from "./case-tables";
import { castVote, proposeDecision } from "./decision-commands";
import { getDecisions } from "./decision-queries";
import { activateMeasure, recordSteps } from "./measure-commands";
import { endMeasures } from "./measure-job";
import { getMeasure } from "./measure-queries";
import { appeals, measures, restrictions } from "./measure-tables";
import { recordDelivery, saveNotice, tickNotice } from "./notice-commands";
import { readReportThread } from "./report-thread";
import { makeTestCase, readCase, type TestCase } from "./test-case";

vi.hoisted(() => {
  process.env.PORTAL_SECRET = "appeal-test-0123456789abcdef01234567890";
});

const day = 86_400_000;
const parts = { behaviour: "You threatened.", impact: "Fear.", expectations: "Peace.", consequences: "A ban." };
const own = { grounds: ["facts" as const], text: "It was not me." };

type Held = { database: Database; given: TestCase; measure: string; letter: string; concerned: Concerned };

/** Brings a measure into force: proposed by Chi, approved by Lea, with a letter that Sol did not touch unless told. */
async function hold(database: Database, type: MeasureType = "ban", days: number | null = null): Promise<Held> {
  const given = await makeTestCase(database);
  const { version } = await readCase(database, given.id);
  const measures = [{ slot: 1 as const, type, partyId: given.partyId, days, terms: "Everywhere" }];
  await proposeDecision(given.chi, { case: given.id, version, rationale: "x", legal: true, measures });
  const [decision] = (await getDecisions(given.lea, given.id)).decisions;
  const ballot = { case: given.id, decision: decision?.id ?? "", vote: "approve" as const, comment: "" };
  await castVote(given.lea, ballot);
  const measure = decision?.measures[0]?.id ?? "";
  const target = { case: given.id, measure };
  await saveNotice(given.chi, { ...target, ...parts, version: 0 });
  await tickNotice(given.lea, { ...target, version: 1, seen: "", leaks: false });
  const letter = (await getMeasure(given.chi, given.id, measure)).letter?.full ?? "";
  await recordDelivery(given.chi, { ...target, version: 2, how: "handed_over", reason: "" });
  await activateMeasure(given.chi, target);
  const [, locator = ""] = /Your number: (.*)/.exec(letter) ?? [];
  const [, secret = ""] = /Your secret: (.*)/.exec(letter) ?? [];
  const read = readSecret(secret);
  if (!(read instanceof Uint8Array)) throw new Error("The letter holds no secret.");
  return {
    database,
    given,
    measure,
    letter,
    concerned: await openByLetter(readLocator(locator) ?? "", read, database),
  };
}

async function appealOf({ given }: Held): Promise<string> {
  const [appeal] = (await getDecisions(given.lea, given.id)).appeals;
  if (appeal === undefined) throw new Error("There is no appeal.");
  return appeal.id;
}

/** Files an appeal and brings it to a reviewer who has begun. */
async function fileAndBegin(held: Held, reviewer: Viewer) {
  await fileAppeal(held.concerned, own, new Date(), held.database);
  const target = { case: held.given.id, appeal: await appealOf(held) };
  await chooseReviewer(held.given.lea, { ...target, reviewer: reviewer.person.id });
  await startReview(reviewer, target);
  return target;
}
const answer = { reasons: "We read it all again.", type: "" as const, days: null };

forEachEngine((open) => {
  const make = async (type?: MeasureType, days?: number | null) => {
    const database = await open();
    serveDatabase(database);
    return hold(database, type, days);
  };
  const measuresOf = ({ database, given }: Held) =>
    asPortal((tx) => tx.select().from(measures).where(eq(measures.caseId, given.id)), database);
  const restrictionsOf = ({ database, given }: Held) =>
    database.select().from(restrictions).where(eq(restrictions.personId, given.reported.person.id));

  describe("the person concerned", () => {
    it("opens the letter with its number and secret, and the link only fills in the number", async () => {
      const held = await make();
      const [, link = ""] = /appeal\?to=([\w-]+)/.exec(held.letter) ?? [];
      const [, locator = ""] = /Your number: (.*)/.exec(held.letter) ?? [];
      expect(held.letter).not.toContain(`to=${locator}`);
      expect(await findLinkedLocator(link, held.database)).toBe(locator);
      expect(await findLinkedLocator("x".repeat(43), held.database)).toBe("");
      const shown = await readOwnLetter(held.concerned, new Date(), held.database);
      expect(shown).toMatchObject({ letter: { behaviour: "You threatened." }, closed: null, appeals: [] });
      expect(JSON.stringify(shown)).not.toMatch(/Reporter|Moderator|tram/);
    });

    it("gets the same answer for a number that nobody has as for a wrong secret", async () => {
      const held = await make();
      const [, locator = ""] = /Your number: (.*)/.exec(held.letter) ?? [];
      const wrong = new Uint8Array(13);
      const messages = await Promise.all(
        [locator, "ZZZZZZ"].map((each) =>
          openByLetter(each, wrong, held.database).catch((error: Error) => error.message),
        ),
      );
      expect(new Set(messages).size).toBe(1);
    });

    it("keeps the letter open for half an hour in a cookie that nobody can make", () => {
      const concerned = { measureId: crypto.randomUUID() };
      const now = new Date();
      const value = appealCookieValue(concerned, now);
      expect(readAppealCookie(value, now)).toEqual(concerned);
      expect(readAppealCookie(value, new Date(now.getTime() + 31 * 60_000))).toBeNull();
      const changed = value.replace(/\.(.)/, (_, first) => (first === "A" ? ".B" : ".A"));
      expect(readAppealCookie(changed, now)).toBeNull();
    });

    it("appeals once, also when it is sent twice at the same moment", async () => {
      const held = await make();
      await openConnections(held.database);
      const send = () => fileAppeal(held.concerned, own, new Date(), held.database);
      await Promise.all([send(), send()]);
      await send();
      const shown = await readOwnLetter(held.concerned, new Date(), held.database);
      expect(shown.appeals).toMatchObject([{ text: "It was not me.", answer: null }]);
      expect(shown.closed).toContain("being looked at");
    });

    it("appeals within six months", async () => {
      const held = await make();
      const late = new Date(Date.now() + 190 * day);
      await expect(fileAppeal(held.concerned, own, late, held.database)).rejects.toThrow("ended after 6 months");
    });

    it("appeals once more on new evidence, and never a third time", async () => {
      const held = await make();
      const target = await fileAndBegin(held, held.given.sol);
      await decideAppeal(held.given.sol, { ...target, ...answer, outcome: "uphold" });
      const send = (grounds: ("facts" | "new_evidence")[]) =>
        fileAppeal(held.concerned, { ...own, grounds }, new Date(), held.database);
      await expect(send(["facts"])).rejects.toThrow("once more when there is new evidence");
      await send(["new_evidence"]);
      const second = { case: held.given.id, appeal: await appealOf(held) };
      await chooseReviewer(held.given.lea, { ...second, reviewer: held.given.sol.person.id });
      await startReview(held.given.sol, second);
      await decideAppeal(held.given.sol, { ...second, ...answer, outcome: "refuse" });
      await expect(send(["new_evidence"])).rejects.toThrow("twice already");
    });
  });

  describe("the reviewer", () => {
    it("is chosen by a lead among people without a hand in the measure and without a conflict", async () => {
      const held = await make();
      const { chi, sol, kim, lea, id } = held.given;
      await fileAppeal(held.concerned, own, new Date(), held.database);
      const target = { case: id, appeal: await appealOf(held) };
      const page = await getAppeal(lea, id, target.appeal);
      expect(page.candidates.map(({ name }) => name)).toEqual(
        expect.arrayContaining(["Kim Moderator", "Sol Moderator"]),
      );
      const offered = page.candidates.map((each) => each.id);
      expect(offered).not.toContain(chi.person.id);
      expect(offered).not.toContain(lea.person.id);
      const choose = (by: Viewer, whom: Viewer) => chooseReviewer(by, { ...target, reviewer: whom.person.id });
      await expect(choose(lea, chi)).rejects.toMatchObject({ kind: "invalid" });
      await expect(choose(lea, lea)).rejects.toMatchObject({ kind: "invalid" });
      await expect(choose(sol, kim)).rejects.toMatchObject({ kind: "not_found" });
      await expect(choose(lea, held.given.reporter)).rejects.toMatchObject({ kind: "invalid" });
      const conflict = { caseId: id, personId: sol.person.id, source: "self", kind: "soft" } as const;
      await asPortal((tx) => tx.insert(conflicts).values(conflict), held.database);
      await expect(choose(lea, sol)).rejects.toMatchObject({ kind: "invalid" });
      await choose(lea, kim);
      await expect(getAppeal(kim, id, target.appeal)).resolves.toMatchObject({ may: { start: true, choose: false } });
    });

    it("cannot answer any more after having a hand in the measure", async () => {
      const held = await make();
      const { sol } = held.given;
      const target = await fileAndBegin(held, sol);
      await recordSteps(sol, { case: held.given.id, measure: held.measure, step: ["discord"] });
      await expect(decideAppeal(sol, { ...target, ...answer, outcome: "lift" })).rejects.toThrow("Choose a reviewer");
    });

    it("alone answers", async () => {
      const held = await make();
      const target = await fileAndBegin(held, held.given.kim);
      for (const viewer of [held.given.sol, held.given.lea, held.given.chi, held.given.reported])
        await expect(decideAppeal(viewer, { ...target, ...answer, outcome: "lift" })).rejects.toMatchObject({
          kind: "not_found",
        });
    });
  });

  describe("an answer", () => {
    it("that lifts takes back every effect, and everybody is told once that is done elsewhere, too", async () => {
      const held = await make();
      const { chi, kim, id, reportId } = held.given;
      await recordSteps(chi, { case: id, measure: held.measure, step: ["discord"] });
      expect(await restrictionsOf(held)).toHaveLength(1);
      const target = await fileAndBegin(held, kim);
      await decideAppeal(kim, { ...target, ...answer, outcome: "lift" });
      expect(await restrictionsOf(held)).toEqual([]);
      expect(await measuresOf(held)).toMatchObject([{ state: "lifted" }]);
      await expect(communicateAppeal(kim, target)).rejects.toThrow("Reverse every effect");
      expect((await getAppeal(kim, id, target.appeal)).leftToUndo).toEqual(["Discord: ban removed"]);
      await recordSteps(chi, { case: id, measure: held.measure, step: ["undo:discord"] });
      await communicateAppeal(kim, target);
      await expect(communicateAppeal(kim, target)).rejects.toMatchObject({ kind: "invalid" });
      const thread = await asPortal((tx) => readReportThread(tx, reportId), held.database);
      expect(thread.at(-1)?.text).toContain("came to another answer");
      const shown = await readOwnLetter(held.concerned, new Date(), held.database);
      expect(shown.appeals[0]?.answer).toMatchObject({ reasons: answer.reasons });
      expect(shown.measure.state).toBe("Lifted");
      expect((await getMeasure(chi, id, held.measure)).measure.isOverturned).toBe(true);
    });

    it("that reduces puts a strictly weaker measure in place", async () => {
      const held = await make("timeout", 60);
      const { sol } = held.given;
      const target = await fileAndBegin(held, sol);
      const reduce = { ...target, ...answer, outcome: "reduce" as const };
      await expect(decideAppeal(sol, reduce)).rejects.toMatchObject({ field: "type" });
      await expect(decideAppeal(sol, { ...reduce, type: "ban" })).rejects.toThrow("weaker");
      await expect(decideAppeal(sol, { ...reduce, type: "timeout", days: 60 })).rejects.toThrow("weaker");
      await expect(decideAppeal(sol, { ...reduce, type: "timeout" })).rejects.toMatchObject({ field: "days" });
      await decideAppeal(sol, { ...reduce, type: "timeout", days: 10 });
      const [old, fresh] = (await measuresOf(held)).toSorted((one) => (one.replaces === null ? -1 : 1));
      expect(old?.state).toBe("superseded");
      expect(fresh).toMatchObject({ state: "active", days: 10, replaces: old?.id });
      expect((await restrictionsOf(held)).map(({ sourceRef }) => sourceRef)).toEqual([fresh?.id]);
      await held.database.transaction((tx) => endMeasures(tx, new Date(Date.now() + 10 * day + 1000)));
      expect(await restrictionsOf(held)).toEqual([]);
    });

    it("is given once when it is sent twice at the same moment", async () => {
      const held = await make();
      await openConnections(held.database);
      const target = await fileAndBegin(held, held.given.sol);
      const decide = () => decideAppeal(held.given.sol, { ...target, ...answer, outcome: "uphold" });
      const results = await Promise.allSettled([decide(), decide()]);
      expect(results.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    });

    it("and what was written stand in no column as they are", async () => {
      const held = await make();
      const target = await fileAndBegin(held, held.given.sol);
      await decideAppeal(held.given.sol, { ...target, ...answer, reasons: "Zirkonium", outcome: "uphold" });
      const stored = JSON.stringify(await asPortal((tx) => tx.select().from(appeals), held.database));
      expect(stored).not.toMatch(/Zirkonium|It was not me/);
    });
  });
});
