import "server-only";
import { eq, sql } from "drizzle-orm";
import type { Viewer } from "@/lib/auth/viewer";
import type { Database } from "@/lib/db/database";
import { AppError } from "@/lib/errors";
import type { Act } from "../domain/policy";
import { asDesk, requireCase, requireReport, type Access, type CaseRow, type ReportRow } from "./access";
import { cases } from "./case-tables";
import { reports } from "./report-tables";

/** A case or report to work on, and the version that whoever changes it has seen; without one, the order is no matter. */
export type Target = { id: string; version?: number };

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** Tells whether a text is an id at all: the database refuses what is none. */
export const isId = (text: string): boolean => uuid.test(text);

/** What is missing and what is not for somebody: one answer. */
export const nothingHere = (): AppError => new AppError("not_found", "There is nothing here.");

function requireVersion(row: { version: number }, { version }: Target): void {
  if (version === undefined || version === row.version) return;
  throw new AppError(
    "conflict",
    "Somebody else changed this after you opened it. Your text is kept here: copy it, load the page again, and look " +
      "at what is new before you send it.",
  );
}

/** Runs a change of a case by somebody who may do this act; throws not_found, or conflict when they saw an older one. */
export function workOnCase<T>(
  viewer: Viewer,
  target: Target,
  act: Act,
  run: (tx: Database, access: Access<CaseRow>) => Promise<T>,
): Promise<T> {
  if (!isId(target.id)) return Promise.reject(nothingHere());
  return asDesk(viewer, async (tx) => {
    const access = await requireCase(tx, viewer, target.id, act, "to change");
    requireVersion(access.row, target);
    return run(tx, access);
  });
}

/** Runs a change of a report by somebody who may do this act; throws like `workOnCase`. */
export function workOnReport<T>(
  viewer: Viewer,
  target: Target,
  act: Act,
  run: (tx: Database, access: Access<ReportRow>) => Promise<T>,
): Promise<T> {
  if (!isId(target.id)) return Promise.reject(nothingHere());
  return asDesk(viewer, async (tx) => {
    const access = await requireReport(tx, viewer, target.id, act, "to change");
    requireVersion(access.row, target);
    return run(tx, access);
  });
}

/** Writes changes of a case and raises its version, so that a page from before is refused. */
export async function changeCase(tx: Database, id: string, changes: Partial<CaseRow> = {}): Promise<void> {
  await tx
    .update(cases)
    .set({ ...changes, version: sql`${cases.version} + 1` })
    .where(eq(cases.id, id));
}

/** Writes changes of a report and raises its version, so that a page from before is refused. */
export async function changeReport(tx: Database, id: string, changes: Partial<ReportRow> = {}): Promise<void> {
  await tx
    .update(reports)
    .set({ ...changes, version: sql`${reports.version} + 1` })
    .where(eq(reports.id, id));
}
