import "server-only";
import { eq } from "drizzle-orm";
import { z } from "zod";
import type { Viewer } from "@/lib/auth/viewer";
import type { Database } from "@/lib/db/database";
import { atInbox } from "@/lib/db/doors";
import { AppError } from "@/lib/errors";
import type { ReportRow } from "./access";
import { reporterRefsOf } from "./reporter-ref";
import { reports } from "./report-tables";

/** Who stands before the inbox of one report: a signed-in person, or whoever holds its receipt and is not known. */
export type InboxViewer = { kind: "person"; viewer: Viewer; reportId: string } | { kind: "receipt"; reportId: string };

/** Returns a signed-in person as somebody before the inbox of a report, which may not be theirs. */
export const asReporter = (viewer: Viewer, reportId: string): InboxViewer => ({ kind: "person", viewer, reportId });

const missing = () => new AppError("not_found", "There is nothing here.");

function isOwn(viewer: InboxViewer, { reporterRef }: ReportRow): boolean {
  // With a receipt nobody comes to a report that was sent from an account.
  if (viewer.kind === "receipt") return reporterRef === null;
  return reporterRef !== null && reporterRefsOf(viewer.viewer.person.id).includes(reporterRef);
}

/** Whether the row is held until the transaction ends, for whoever changes it. */
type Use = "to read" | "to change";

/**
 * Runs a transaction with the report of whoever sent it, behind the second wall. Throws not_found for guests and for
 * everybody else's report, as for one that does not exist.
 */
export async function atOwnInbox<T>(
  viewer: InboxViewer,
  use: Use,
  run: (tx: Database, row: ReportRow) => Promise<T>,
  database?: Database,
): Promise<T> {
  const { reportId } = viewer;
  const isGuest = viewer.kind === "person" && !viewer.viewer.isSignedIn;
  if (isGuest || !z.uuid().safeParse(reportId).success) throw missing();
  return atInbox(
    reportId,
    async (tx) => {
      const query = tx.select().from(reports).where(eq(reports.id, reportId));
      const [row] = await (use === "to change" ? query.for("update") : query);
      if (row === undefined || !isOwn(viewer, row)) throw missing();
      return run(tx, row);
    },
    database,
  );
}
