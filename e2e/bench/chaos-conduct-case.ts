import { addAllegation } from "@/features/conduct/data/allegation-commands";
import { describeCase, moveCaseOn, openCase, recordHearing } from "@/features/conduct/data/case-commands";
import { allegations, cases, parties } from "@/features/conduct/data/case-tables";
import { castVote, proposeDecision, recordFinding } from "@/features/conduct/data/decision-commands";
import { captureEvidence } from "@/features/conduct/data/evidence-commands";
import { activateMeasure } from "@/features/conduct/data/measure-commands";
import { decisions, measures } from "@/features/conduct/data/measure-tables";
import { recordDelivery, saveNotice, tickNotice } from "@/features/conduct/data/notice-commands";
import { addParty } from "@/features/conduct/data/party-commands";
import { rulesInForce } from "@/features/conduct/domain/rules";
import { getPublishedFacts } from "@/features/facts/data/facts-store";
import { users } from "@/lib/auth/tables";
import type { Viewer } from "@/lib/auth/viewer";
import type { Database } from "@/lib/db/database";
import { asPortal } from "@/lib/db/doors";
import { eq } from "drizzle-orm";
import type { Acknowledge } from "./chaos-run";

/** The steps of a case that leave something behind, in their order. */
export const caseSteps = ["opened", "proposed", "voted", "written", "ticked", "delivered", "active"] as const;
export type CaseStep = (typeof caseSteps)[number];

/** Returns the mark of a step of a case. */
export const markOfStep = (mark: string, step: CaseStep): string => `${mark}.${step}`;

/** Brings a new case to where a decision can be proposed: severity, a party, an allegation, evidence and a finding. */
async function prepare(database: Database, moderator: Viewer, id: string, mark: string): Promise<string> {
  const versionOf = async () => {
    const [row] = await asPortal(
      (tx) => tx.select({ version: cases.version }).from(cases).where(eq(cases.id, id)),
      database,
    );
    return row?.version ?? 0;
  };
  await describeCase(moderator, { id }, { summary: mark, severity: "serious", isSafetyRisk: false });
  await moveCaseOn(moderator, { id }, { move: "start_triage", reason: "" });
  await moveCaseOn(moderator, { id }, { move: "investigate", reason: "" });
  await database.insert(users).values({ name: mark, email: `${mark}@example.org` });
  await addParty(moderator, { id }, { role: "reported", platform: "portal", handle: `${mark}@example.org` });
  const [party] = await asPortal((tx) => tx.select().from(parties).where(eq(parties.caseId, id)), database);
  const [rule] = rulesInForce(getPublishedFacts().facts.conductRules);
  if (party === undefined || rule === undefined) throw new Error("The party or the rules are not there.");
  await addAllegation(moderator, { id }, { partyId: party.id, rule, description: mark });
  await captureEvidence(
    moderator,
    { id },
    { kind: "snapshot", platform: "discord", link: "https://example.org/1", handle: mark, text: mark, label: "none" },
  );
  const [allegation] = await asPortal(
    (tx) => tx.select().from(allegations).where(eq(allegations.caseId, id)),
    database,
  );
  const finding = { finding: "substantiated", reasoning: mark } as const;
  await recordFinding(moderator, {
    case: id,
    version: await versionOf(),
    allegation: allegation?.id ?? "",
    ...finding,
  });
  await recordHearing(moderator, { id, version: await versionOf() }, { isHeard: true, reason: "" });
  return party.id;
}

/** Does the same twice at once, as a button pressed twice; throws unless it was done exactly once. */
async function pressTwice(run: () => Promise<unknown>): Promise<void> {
  const results = await Promise.allSettled([run(), run()]);
  const done = results.filter(({ status }) => status === "fulfilled").length;
  if (done !== 1)
    throw new Error(`Done ${done} times: ${results.map((each) => String("reason" in each && each.reason)).join("; ")}`);
}

/** Takes a case from its opening to a ban that holds, and tells each step of it. */
export async function decideCase(
  database: Database,
  mark: string,
  { moderator, lead }: Record<"moderator" | "lead", Viewer>,
  acknowledge: Acknowledge,
): Promise<void> {
  const step = <T>(name: CaseStep, run: () => Promise<T>) => acknowledge(markOfStep(mark, name), run);
  const id = await step("opened", () => openCase(moderator, { summary: mark, conflict: "none" }));
  const partyId = await prepare(database, moderator, id, mark);
  const [row] = await asPortal((tx) => tx.select().from(cases).where(eq(cases.id, id)), database);
  const planned = { slot: 1, type: "ban", partyId, days: null, terms: mark } as const;
  const seen = { case: id, version: row?.version ?? 0 };
  await step("proposed", () =>
    pressTwice(() => proposeDecision(moderator, { ...seen, rationale: mark, legal: true, measures: [planned] })),
  );
  const [decision] = await asPortal((tx) => tx.select().from(decisions).where(eq(decisions.caseId, id)), database);
  const [measure] = await asPortal((tx) => tx.select().from(measures).where(eq(measures.caseId, id)), database);
  const target = { case: id, measure: measure?.id ?? "" };
  const ballot = { case: id, decision: decision?.id ?? "", vote: "approve", comment: "" } as const;
  await step("voted", () => pressTwice(() => castVote(lead, ballot)));
  const letter = { behaviour: "b", impact: "i", expectations: "e", consequences: "c" };
  await step("written", () => pressTwice(() => saveNotice(moderator, { ...target, version: 0, ...letter })));
  await step("ticked", () => pressTwice(() => tickNotice(lead, { ...target, version: 1, seen: "", leaks: false })));
  await step("delivered", () =>
    pressTwice(() => recordDelivery(moderator, { ...target, version: 2, how: "handed_over", reason: "" })),
  );
  await step("active", () => pressTwice(() => activateMeasure(moderator, target)));
}
