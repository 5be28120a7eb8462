import "server-only";
import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import type { Viewer } from "@/lib/auth/viewer";
import type { Database } from "@/lib/db/database";
import type { Access, ReportRow } from "./access";
import { asPortalWithin } from "./as-portal-within";
import { listDeskPeople } from "./desk-people";
import { nothingHere } from "./desk-work";
import { requireSecondPerson } from "./report-moves";
import { exclusions, reports } from "./report-tables";
import { reporterRefsOf } from "./reporter-ref";
import { endedReportStates } from "./retention";

/** Returns the reports that came to no case and are closed, the oldest first; whoever calls leaves out what is not for the viewer. */
export function listEndedReports(tx: Database): Promise<ReportRow[]> {
  const isEnded = inArray(reports.state, endedReportStates);
  return tx
    .select()
    .from(reports)
    .where(and(isNull(reports.caseId), isEnded, eq(reports.isReleased, true)))
    .orderBy(asc(reports.submittedOn), asc(reports.id));
}

async function hasOtherLead(tx: Database, row: ReportRow, firstId: string): Promise<boolean> {
  const out = await asPortalWithin(tx, () =>
    tx.select({ id: exclusions.personId }).from(exclusions).where(eq(exclusions.reportId, row.id)),
  );
  const isOut = (id: string) =>
    out.some((each) => each.id === id) || (row.reporterRef !== null && reporterRefsOf(id).includes(row.reporterRef));
  return (await listDeskPeople(tx)).some(({ id, isLead }) => isLead && id !== firstId && !isOut(id));
}

/** Tells whether somebody may be the second person for a report in no case: another lead or, without one, of the desk. */
export async function mayReportSecond(
  tx: Database,
  viewer: Viewer,
  access: Access<ReportRow>,
  firstId: string,
): Promise<boolean> {
  if (firstId === viewer.person.id) return false;
  return access.may("hold") || (access.may("mark_spam") && !(await hasOtherLead(tx, access.row, firstId)));
}

/** Throws invalid for the first person themselves, and not_found for whoever may not be the second one. */
export async function requireReportSecond(
  tx: Database,
  viewer: Viewer,
  access: Access<ReportRow>,
  firstId: string,
): Promise<void> {
  requireSecondPerson(viewer, firstId);
  if (!(await mayReportSecond(tx, viewer, access, firstId))) throw nothingHere();
}
