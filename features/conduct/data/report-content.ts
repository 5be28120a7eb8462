import "server-only";
import type { Database } from "@/lib/db/database";
import { openKeys } from "@/lib/vault/vault";
import { reportContentSchema, type ReportContent } from "../domain/report-form";
import type { reports } from "./report-tables";

/** What was written in a report; of a named one also by whom. Of an erased one all of it is empty. */
export type OpenedReport = ReportContent & { reporter?: string; isErased: boolean };

const shape = reportContentSchema.loose();

/**
 * Opens what was written in a report. Whoever calls has found the row on behalf of somebody who may read it; throws
 * unavailable while the keys are away.
 */
export async function openReport(
  tx: Database,
  { id, content }: Pick<typeof reports.$inferSelect, "id" | "content">,
): Promise<OpenedReport> {
  const key = (await openKeys(tx, [id])).get(id);
  if (key === undefined) return { ...reportContentSchema.parse({}), isErased: true };
  const { reporter, ...opened } = shape.parse(
    JSON.parse(key.open({ table: "conduct_report", column: "content", row: id }, content)),
  );
  return { ...opened, ...(typeof reporter === "string" ? { reporter } : {}), isErased: false };
}
