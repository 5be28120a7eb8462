import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { signInNewPerson } from "@/lib/auth/test-people";
import type { Viewer } from "@/lib/auth/viewer";
import type { Database } from "@/lib/db/database";
import { asPortal } from "@/lib/db/doors";
import { makeKey, openKey } from "@/lib/vault/vault";
import { newCodeName } from "../domain/code-name";
import { newToken } from "../domain/receipt";
import { reportForm } from "../domain/report-form";
import type { CaseRow } from "./access";
import { allegations, assignments, cases, evidence, parties } from "./case-tables";
import { personRefOf } from "./person-ref";
import { releaseReports } from "./release-job";
import { reports } from "./report-tables";
import { placeOf } from "./sealed";
import { submitReport } from "./submit-report";

/** The people of a case and its ids; for tests only. */
export type TestCase = {
  id: string;
  partyId: string;
  allegationId: string;
  reportId: string;
  /** The coordinator, a second moderator, a third one, a lead, and whoever reported. */
  chi: Viewer;
  sol: Viewer;
  kim: Viewer;
  lea: Viewer;
  reporter: Viewer;
  /** The reported person's account. */
  reported: Viewer;
};

const story = "He followed me to the tram stop after the meetup and shouted at me.";

/** Makes the people of a desk: three moderators, two of them assigned to nothing yet, and a lead; for tests only. */
export async function makeDesk(database: Database): Promise<Pick<TestCase, "chi" | "sol" | "kim" | "lea">> {
  const person = (name: string, role: "conduct_moderator" | "conduct_lead") =>
    signInNewPerson(database, { name, roles: [role], hasSecondFactor: true });
  return {
    chi: await person("Chi Moderator", "conduct_moderator"),
    sol: await person("Sol Moderator", "conduct_moderator"),
    kim: await person("Kim Moderator", "conduct_moderator"),
    lea: await person("Lea Lead", "conduct_lead"),
  };
}

/**
 * Makes a case that is being investigated, from a confidential report, about an account of the portal, with one
 * allegation that was found to be so and a sealed snapshot; Chi coordinates it, Sol handles it; for tests only.
 */
export async function makeTestCase(
  database: Database,
  { hasSnapshot = true, finding = "substantiated" as string | null, now = new Date() } = {},
): Promise<TestCase> {
  const desk = await makeDesk(database);
  const reporter = await signInNewPerson(database, { name: "Rita Reporter" });
  const reported = await signInNewPerson(database, { name: "Rod Reported" });
  const token = newToken();
  await submitReport(reporter, reportForm.parse({ token, mode: "confidential", what: story }), now, database);
  await database.transaction((tx) => releaseReports(tx, now));
  const id = randomUUID();
  const [partyId, allegationId] = [randomUUID(), randomUUID()];
  const reportId = await asPortal(async (tx) => {
    const key = await makeKey(tx, id);
    await tx.insert(cases).values({
      ...{ id, codeName: `${newCodeName()}-${id.slice(0, 8)}`, state: "investigating", severity: "serious" },
      ...{ isSafetyRisk: false, isHeard: true, summary: key.seal(placeOf.summary(id), "A summary") },
      ...{ openedAt: now, nextUpdateBy: new Date(now.getTime() + 7 * 86_400_000) },
    });
    const who = JSON.stringify({ platform: "portal", handle: reported.person.email ?? "", name: "Rod Reported" });
    await tx.insert(parties).values({
      ...{ id: partyId, caseId: id, role: "reported", codeName: "calm-river", ref: personRefOf(reported.person.id) },
      who: key.seal(placeOf.who(partyId), who),
    });
    await tx.insert(allegations).values({
      ...{ id: allegationId, caseId: id, partyId, ruleNumber: 1, ruleVersion: "2026-11-20", finding },
      description: key.seal(placeOf.description(allegationId), "Shouted at somebody"),
    });
    if (hasSnapshot) await addSnapshot(tx, id, desk.chi);
    const assigned = [
      { personId: desk.chi.person.id, role: "coordinator" as const },
      { personId: desk.sol.person.id, role: "handler" as const },
    ];
    for (const each of assigned)
      await tx.insert(assignments).values({ caseId: id, assignedBy: desk.lea.person.id, ...each });
    const [report] = await tx
      .update(reports)
      .set({ caseId: id, state: "linked", acknowledgedAt: now })
      .where(eq(reports.state, "submitted"))
      .returning({ id: reports.id });
    return report?.id ?? "";
  }, database);
  return { id, partyId, allegationId, reportId, reporter, reported, ...desk };
}

/** Seals a snapshot in a case; for tests only. */
export async function addSnapshot(tx: Database, caseId: string, by: Viewer): Promise<void> {
  const id = randomUUID();
  const key = await openKey(tx, caseId);
  const snapshot = { platform: "discord", link: "", handle: "rod", text: "x", label: "none", capturedAt: new Date() };
  await tx.insert(evidence).values({
    ...{ id, caseId, kind: "snapshot", sha256: "0".repeat(64), capturedBy: by.person.id },
    content: key.seal(placeOf.evidence(id), JSON.stringify(snapshot)),
  });
}

/** Returns a case as it is now; for tests only. */
export async function readCase(database: Database, id: string): Promise<CaseRow> {
  const [row] = await asPortal((tx) => tx.select().from(cases).where(eq(cases.id, id)), database);
  if (row === undefined) throw new Error("There is no such case.");
  return row;
}
