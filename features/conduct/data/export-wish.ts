import "server-only";
import { and, eq } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "@/lib/db/database";
import { AppError } from "@/lib/errors";
import type { DataKey, Place } from "@/lib/vault/data-key";
import { caseExports } from "./case-tables";
import { isId, nothingHere } from "./desk-work";

type ExportRow = typeof caseExports.$inferSelect;

const hour = 3_600_000;
/** Hours in which an export that was allowed can be taken. */
const takeHours = 24;
/** Days after which a wish that nobody allowed lapses. */
const askDays = 14;

const aboutShape = z.object({
  purpose: z.string(),
  recipient: z.string(),
  publicKey: z.string(),
  withOriginals: z.boolean(),
  withNotes: z.boolean(),
  withNames: z.boolean(),
  askedAt: z.iso.datetime(),
  allowedAt: z.iso.datetime().nullable(),
});
/** What is asked for, of whom and when, as it is sealed under the key of the case. */
export type ExportAbout = z.output<typeof aboutShape>;

const place = (row: string): Place => ({ table: "conduct_export", column: "about", row });

/** Seals what an export is about. */
export const sealAbout = (key: DataKey, id: string, about: ExportAbout): string =>
  key.seal(place(id), JSON.stringify(aboutShape.parse(about)));

/** Opens what `sealAbout` sealed. */
export const openAbout = (key: DataKey, { id, about }: Pick<ExportRow, "id" | "about">): ExportAbout =>
  aboutShape.parse(JSON.parse(key.open(place(id), about)));

export type ExportState = "asked" | "allowed" | "taken" | "lapsed";

/** Returns where an export is: asked for, allowed for a day, taken once, or over. */
export function stateOfExport({ madeAt }: Pick<ExportRow, "madeAt">, about: ExportAbout, now: Date): ExportState {
  if (madeAt !== null) return "taken";
  const [since, lasts] =
    about.allowedAt === null ? [about.askedAt, askDays * 24 * hour] : [about.allowedAt, takeHours * hour];
  if (Date.parse(since) + lasts <= now.getTime()) return "lapsed";
  return about.allowedAt === null ? "asked" : "allowed";
}

/** Returns an export of a case, held until the transaction ends; throws not_found for one of another case. */
export async function requireExport(tx: Database, caseId: string, exportId: string): Promise<ExportRow> {
  if (!isId(exportId)) throw nothingHere();
  const mine = and(eq(caseExports.id, exportId), eq(caseExports.caseId, caseId));
  const [row] = await tx.select().from(caseExports).where(mine).for("update");
  if (row === undefined) throw nothingHere();
  return row;
}

/** Throws conflict unless an export is where an act needs it. */
export function requireState(row: ExportRow, about: ExportAbout, wanted: readonly ExportState[], now: Date): void {
  if (wanted.includes(stateOfExport(row, about, now))) return;
  throw new AppError("conflict", "This export is at another step now, or its time is over. Load the page again.");
}
