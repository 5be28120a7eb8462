import { eq, sql } from "drizzle-orm";
import type { Viewer } from "@/lib/auth/viewer";
import { openPostgres, type Database } from "@/lib/db/database";
import { asPortal } from "@/lib/db/doors";
import { pseudonymOf } from "@/lib/secrets";
import { newToken, type Receipt } from "../domain/receipt";
import { reportForm, type Mode } from "../domain/report-form";
import { asReporter, type InboxViewer } from "./inbox-door";
import { reports } from "./report-tables";
import { submitAnonymousReport, submitReport } from "./submit-report";

// For tests only.

type Given = { mode?: Mode; what?: string; who?: string; exclude?: string; contact?: string };

const formOf = (given: Given) =>
  reportForm.parse({ token: newToken(), mode: "confidential", what: "It happened on Tuesday.", ...given });

/** Makes a report visible to the desk, as the job does. */
export const release = (database: Database, id: string) =>
  asPortal((tx) => tx.update(reports).set({ isReleased: true }).where(eq(reports.id, id)), database);

async function idOf(database: Database, token: string): Promise<string> {
  const ref = pseudonymOf("receipt", `submission ${token}`);
  const sent = eq(reports.submissionRef, ref);
  const [row] = await asPortal((tx) => tx.select({ id: reports.id }).from(reports).where(sent), database);
  return row?.id ?? "";
}

/** Sends a report of a signed-in person; returns them before its inbox. */
export async function report(database: Database, viewer: Viewer, given: Given = {}): Promise<InboxViewer> {
  const form = formOf(given);
  await submitReport(viewer, form, new Date(), database);
  return asReporter(viewer, await idOf(database, form.token));
}

/** Sends an anonymous report; returns its receipt, and whoever holds it before its inbox. */
export async function reportAnonymously(
  database: Database,
  given: Given = {},
): Promise<{ receipt: Receipt; viewer: Extract<InboxViewer, { kind: "receipt" }> }> {
  const form = formOf({ ...given, mode: "anonymous" });
  const receipt = await submitAnonymousReport(form, new Date(), database);
  return { receipt, viewer: { kind: "receipt", reportId: await idOf(database, form.token) } };
}

/**
 * Returns the same database as somebody whom row-level security holds: tests connect as a superuser, who walks through
 * walls. `server` is the address of PostgreSQL; null is the embedded engine, whose one connection stays behind the wall.
 */
export async function behindTheWall(database: Database, server: string | null): Promise<Database> {
  const role = "portal_walled";
  const { rows: own } = (await database.execute(
    sql`select rolsuper as walks_through, current_database() as name from pg_roles where rolname = current_user`,
  )) as { rows: { walks_through: boolean; name: string }[] };
  if (own[0]?.walks_through !== true) return database;
  await database.execute(sql`do $$ begin
    if not exists (select 1 from pg_roles where rolname = 'portal_walled') then create role portal_walled; end if;
  exception when duplicate_object or unique_violation then null; end $$`);
  await database.execute(sql`grant usage on schema public to portal_walled`);
  await database.execute(sql`grant all on all tables in schema public to portal_walled`);
  await database.execute(sql`grant all on all sequences in schema public to portal_walled`);
  if (server === null) {
    await database.execute(sql`set role portal_walled`);
    return database;
  }
  const address = new URL(server);
  address.pathname = `/${own[0].name}`;
  address.searchParams.set("options", `-c role=${role}`);
  return (await openPostgres(address.href, null)).database;
}
