import { eq } from "drizzle-orm";
import type { Viewer } from "@/lib/auth/viewer";
import type { Database } from "@/lib/db/database";
import { asPortal } from "@/lib/db/doors";
import type { ProposedMeasure } from "../domain/decision-form";
import { castVote, proposeDecision } from "./decision-commands";
import { getDecisions } from "./decision-queries";
import { getMeasure } from "./measure-queries";
import { measures, restrictions } from "./measure-tables";
import { recordDelivery, saveNotice, tickNotice } from "./notice-commands";
import { readCase, type TestCase } from "./test-case";

const ban: Omit<ProposedMeasure, "partyId"> = { slot: 1, type: "ban", days: null, terms: "Everywhere" };
/** The parts of a letter that gives nobody away; for tests only. */
export const parts = {
  behaviour: "You threatened another member.",
  impact: "People stayed away.",
  expectations: "Leave others in peace.",
  consequences: "You are banned.",
};

/** Proposes as Chi a ban, or another measure, or with null to do nothing; for tests only. */
export async function propose(given: TestCase, database: Database, measure: Partial<ProposedMeasure> | null = {}) {
  const { version } = await readCase(database, given.id);
  const chosen = measure === null ? [] : [{ ...ban, partyId: given.partyId, ...measure }];
  return proposeDecision(given.chi, {
    ...{ case: given.id, version, rationale: "It is the third time.", legal: false },
    measures: chosen,
  });
}

/** Returns the latest decision; for tests only. */
export const decisionOf = async ({ id, chi }: TestCase) => {
  const [latest] = (await getDecisions(chi, id)).decisions;
  if (latest === undefined) throw new Error("There is no decision.");
  return latest;
};
/** Approves the latest decision; for tests only. */
export const approve = async (given: TestCase, voter: Viewer) =>
  castVote(voter, { case: given.id, decision: (await decisionOf(given)).id, vote: "approve", comment: "" });

/** Takes a letter through writing, the second person's tick and the delivery; returns it whole; for tests only. */
export async function deliver(given: TestCase, database: Database, measure: string, how: "handed_over" | "failed") {
  const target = { case: given.id, measure };
  await saveNotice(given.chi, { ...target, ...parts, version: 0 });
  const { letter } = await getMeasure(given.sol, given.id, measure);
  await tickNotice(given.sol, { ...target, version: 1, seen: letter?.mark ?? "", leaks: true });
  const full = (await getMeasure(given.chi, given.id, measure)).letter?.full ?? "";
  await recordDelivery(given.chi, { ...target, version: 2, how, reason: "No address" });
  return full;
}

/** Returns the only measure of a case; for tests only. */
export async function measureOf(database: Database, caseId: string) {
  const [row] = await asPortal((tx) => tx.select().from(measures).where(eq(measures.caseId, caseId)), database);
  if (row === undefined) throw new Error("There is no measure.");
  return row;
}

/** Returns what keeps a person out of the portal; for tests only. */
export const restrictionsOf = (database: Database, viewer: Viewer) =>
  database.select().from(restrictions).where(eq(restrictions.personId, viewer.person.id));
