import { eq } from "drizzle-orm";
import { signInNewPerson } from "@/lib/auth/test-people";
import { roleGrants } from "@/lib/auth/tables";
import type { Viewer } from "@/lib/auth/viewer";
import type { Database } from "@/lib/db/database";
import { asPortal } from "@/lib/db/doors";
import type { CaseRow, ReportRow } from "./access";
import { cases } from "./case-tables";
import { openCaseFromReport } from "./case-commands";
import { acknowledgeReport } from "./report-commands";
import { reports } from "./report-tables";
import { release, report } from "./test-inbox";

// For tests only.

/** The people of a desk, all awake, and the escalation contact of `PORTAL_CONDUCT_ESCALATION`. */
export type TestDesk = Record<"moderator" | "other" | "lead" | "secondLead" | "contact" | "reporter", Viewer>;

/** Makes a desk of new people; whoever was of the desk before is not any more. */
export async function makeDesk(database: Database, escalation: string): Promise<TestDesk> {
  await database.update(roleGrants).set({ state: "ended" });
  const person = (...roles: ("conduct_moderator" | "conduct_lead")[]) =>
    signInNewPerson(database, { roles, hasSecondFactor: true });
  return {
    moderator: await person("conduct_moderator"),
    other: await person("conduct_moderator"),
    lead: await person("conduct_lead"),
    secondLead: await person("conduct_lead"),
    contact: await signInNewPerson(database, { email: escalation, hasSecondFactor: true }),
    reporter: await signInNewPerson(database),
  };
}

export const idOf = (viewer: Viewer): string => viewer.person.id;

function only<Row>([row]: Row[]): Row {
  if (row === undefined) throw new Error("There is no such row.");
  return row;
}

/** Reads a case as it is stored. */
export const storedCase = (database: Database, id: string): Promise<CaseRow> =>
  asPortal(async (tx) => only(await tx.select().from(cases).where(eq(cases.id, id))), database);

/** Reads a report as it is stored. */
export const storedReport = (database: Database, id: string): Promise<ReportRow> =>
  asPortal(async (tx) => only(await tx.select().from(reports).where(eq(reports.id, id))), database);

/** Sends a report that the desk can see; returns its id. */
export async function sendReport(
  database: Database,
  reporter: Viewer,
  given: Parameters<typeof report>[2] = {},
): Promise<string> {
  const { reportId } = await report(database, reporter, given);
  await release(database, reportId);
  return reportId;
}

/** Sends a report, acknowledges it, and opens a case from it as somebody; returns both ids. */
export async function openCaseAs(
  database: Database,
  viewer: Viewer,
  reporter: Viewer,
  given: Parameters<typeof report>[2] = {},
): Promise<{ caseId: string; reportId: string }> {
  const reportId = await sendReport(database, reporter, given);
  await acknowledgeReport(viewer, { id: reportId }, "We read it.");
  const caseId = await openCaseFromReport(viewer, { id: reportId }, { summary: "Words in a chat", conflict: "none" });
  return { caseId, reportId };
}
