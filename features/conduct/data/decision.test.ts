import { eq } from "drizzle-orm";
import { describe, expect, it, vi } from "vitest";
import { auditEvents } from "@/lib/audit/tables";
import { isSignedIn, openConnections, serveDatabase, signInNewPerson } from "@/lib/auth/test-people";
import { asPortal } from "@/lib/db/doors";
import { forEachEngine } from "@/lib/db/test-database";
import { conflicts } from "./case-tables";
import { castVote, proposeDecision, recordFinding } from "./decision-commands";
import { getDecisions } from "./decision-queries";
import { activateMeasure } from "./measure-commands";
import { getMeasure } from "./measure-queries";
import { votes } from "./measure-tables";
import { addSnapshot, makeTestCase, readCase } from "./test-case";
import { approve, decisionOf, deliver, measureOf, propose, restrictionsOf } from "./test-decision";

vi.hoisted(() => {
  process.env.PORTAL_SECRET = "decision-test-0123456789abcdef0123456789";
});

forEachEngine((open) => {
  const make = async (options: Parameters<typeof makeTestCase>[1] = {}) => {
    const database = await open();
    serveDatabase(database);
    return { database, given: await makeTestCase(database, options) };
  };

  describe("a proposal", () => {
    it("needs a finding for every allegation, recorded with its reasons", async () => {
      const { database, given } = await make({ finding: null });
      await expect(propose(given, database)).rejects.toThrow("Record a finding for every allegation.");
      const { version } = await readCase(database, given.id);
      const finding = { case: given.id, version, allegation: given.allegationId, finding: "substantiated" as const };
      await recordFinding(given.sol, { ...finding, reasoning: "Two people saw it." });
      await expect(recordFinding(given.sol, { ...finding, reasoning: "Another." })).rejects.toMatchObject({
        kind: "conflict",
      });
      const shown = await getDecisions(given.lea, given.id);
      expect(shown.allegations[0]).toMatchObject({ reasoning: "Two people saw it.", foundBy: "Sol Moderator" });
      await expect(propose(given, database)).resolves.toEqual({ isDecided: false });
    });

    it("with a measure needs a sealed snapshot and a finding about that person", async () => {
      const { database, given } = await make({ hasSnapshot: false });
      await expect(propose(given, database)).rejects.toThrow("Seal a snapshot of the evidence first");
      await asPortal((tx) => addSnapshot(tx, given.id, given.chi), database);
      await expect(propose(given, database)).resolves.toEqual({ isDecided: false });
      const other = await make({ finding: "not_substantiated" });
      await expect(propose(other.given, other.database)).rejects.toMatchObject({ field: "party1" });
    });

    it("of a timeout needs an end, and the word of legal beyond sixty days", async () => {
      const { database, given } = await make();
      await expect(propose(given, database, { type: "timeout" })).rejects.toMatchObject({ field: "days1" });
      await expect(propose(given, database, { type: "timeout", days: 61 })).rejects.toMatchObject({ field: "legal" });
      await expect(propose(given, database, { type: "warning", days: 3 })).rejects.toMatchObject({ field: "days1" });
    });

    it("is made by the coordinator or a lead, on the version that they saw", async () => {
      const { database, given } = await make();
      const { version } = await readCase(database, given.id);
      const proposal = { case: given.id, version, rationale: "x", legal: false, measures: [] };
      await expect(proposeDecision(given.sol, proposal)).rejects.toMatchObject({ kind: "forbidden" });
      await expect(proposeDecision(given.kim, proposal)).rejects.toMatchObject({ kind: "not_found" });
      await expect(proposeDecision(given.lea, { ...proposal, version: 0 })).rejects.toMatchObject({ kind: "conflict" });
      expect((await readCase(database, given.id)).state).toBe("investigating");
    });

    it("of a warning is decided by one person at once", async () => {
      const { database, given } = await make();
      await expect(propose(given, database, { type: "warning" })).resolves.toEqual({ isDecided: true });
      expect((await readCase(database, given.id)).state).toBe("decided");
    });

    it("to do nothing needs a second person, too", async () => {
      const { database, given } = await make();
      await expect(propose(given, database, null)).resolves.toEqual({ isDecided: false });
      await expect(approve(given, given.sol)).resolves.toBe("decided");
    });
  });

  describe("a ban", () => {
    it("is decided by two people of whom one is a lead, and never by its proposer", async () => {
      const { database, given } = await make();
      await propose(given, database);
      await expect(approve(given, given.chi)).rejects.toMatchObject({ kind: "forbidden" });
      await expect(approve(given, given.sol)).resolves.toBe("counted");
      await expect(approve(given, given.kim)).rejects.toMatchObject({ kind: "not_found" });
      expect((await decisionOf(given)).missing).toEqual(["A conduct lead must be among those who decide this."]);
      await expect(approve(given, given.lea)).resolves.toBe("decided");
      await expect(approve(given, given.lea)).rejects.toMatchObject({ kind: "invalid" });
    });

    it("is not decided by votes of people who have come into a conflict since", async () => {
      const { database, given } = await make();
      const other = await signInNewPerson(database, {
        name: "Lu Lead",
        roles: ["conduct_lead"],
        hasSecondFactor: true,
      });
      await propose(given, database);
      await approve(given, given.sol);
      const conflict = { caseId: given.id, personId: given.sol.person.id, source: "self", kind: "soft" } as const;
      await asPortal((tx) => tx.insert(conflicts).values(conflict), database);
      await expect(approve(given, given.sol)).rejects.toMatchObject({ kind: "not_found" });
      await expect(approve(given, other)).resolves.toBe("decided");
      const { measures: planned } = await decisionOf(given);
      expect(planned.map(({ state }) => state)).toEqual(["Approved"]);
    });

    it("goes back with a comment when somebody rejects it, and can be proposed again", async () => {
      const { database, given } = await make();
      await propose(given, database);
      const { id } = await decisionOf(given);
      const ballot = { case: given.id, decision: id, vote: "reject" as const };
      await expect(castVote(given.sol, { ...ballot, comment: "" })).rejects.toMatchObject({ field: "comment" });
      await expect(castVote(given.sol, { ...ballot, comment: "Too strong" })).resolves.toBe("sent back");
      expect((await readCase(database, given.id)).state).toBe("investigating");
      await propose(given, database, { type: "timeout", days: 30 });
      await expect(approve(given, given.sol)).resolves.toBe("decided");
    });

    it("is decided once when two people vote in the same moment", async () => {
      const { database, given } = await make();
      await openConnections(database);
      await propose(given, database);
      const results = await Promise.all(
        [approve(given, given.lea), approve(given, given.sol)].map((vote) => vote.catch((error: unknown) => error)),
      );
      expect(results).toContain("decided");
      expect((await readCase(database, given.id)).state).toBe("decided");
      const { id } = await decisionOf(given);
      const cast = await asPortal((tx) => tx.select().from(votes).where(eq(votes.decisionId, id)), database);
      const decided = await database.select().from(auditEvents).where(eq(auditEvents.objectId, given.id));
      expect(decided.filter(({ detail }) => detail.result === "decided")).toHaveLength(1);
      expect(cast.length).toBeGreaterThan(0);
    });

    it("holds only once its letter is out, and ends the sessions of an account here", async () => {
      const { database, given } = await make();
      await propose(given, database);
      await approve(given, given.lea);
      const { id: measure } = await measureOf(database, given.id);
      const target = { case: given.id, measure };
      await expect(activateMeasure(given.chi, target)).rejects.toThrow("Deliver the notice");
      const full = await deliver(given, database, measure, "handed_over");
      expect(full).toContain("/conduct/appeal?to=");
      expect((await getMeasure(given.chi, given.id, measure)).letter?.full).toBeNull();
      await openConnections(database);
      const starts = await Promise.allSettled([activateMeasure(given.chi, target), activateMeasure(given.sol, target)]);
      expect(starts.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
      expect(await restrictionsOf(database, given.reported)).toMatchObject([{ kind: "no_account", endsAt: null }]);
      expect(await isSignedIn(database, given.reported)).toBe(false);
      expect((await readCase(database, given.id)).state).toBe("measures_active");
    });

    it("can hold when its letter could not be delivered, with the reason", async () => {
      const { database, given } = await make();
      await propose(given, database);
      await approve(given, given.lea);
      const { id: measure } = await measureOf(database, given.id);
      await deliver(given, database, measure, "failed");
      const page = await getMeasure(given.chi, given.id, measure);
      expect(page.letter).toMatchObject({ delivery: "failed", failure: "No address" });
      await activateMeasure(given.chi, { case: given.id, measure });
      expect((await measureOf(database, given.id)).state).toBe("active");
    });
  });
});
