import "server-only";
import { asc, eq, inArray, or } from "drizzle-orm";
import type { Database } from "@/lib/db/database";
import type { DataKey } from "@/lib/vault/data-key";
import { openKeys } from "@/lib/vault/vault";
import type { Redaction } from "../domain/case-redaction";
import { partyLabel, type PartyIdentity } from "../domain/party";
import type { CaseRow, ReportRow } from "./access";
import { allegations, evidence, handovers, messages, parties } from "./case-tables";
import { appeals, decisions, measures, measureSteps, notices, votes } from "./measure-tables";
import { listFilesOf, type ListedFile } from "./opened-files";
import { openReport, type OpenedReport } from "./report-content";
import { reports } from "./report-tables";
import { openWho } from "./sealed";

/** Everything that a case consists of, opened as far as an export needs it. */
export type CaseSources = Awaited<ReturnType<typeof readSources>>;
export type SourceParty = { id: string; role: string; codeName: string; who: PartyIdentity };

async function readReports(tx: Database, caseId: string) {
  const rows = await tx.select().from(reports).where(eq(reports.caseId, caseId)).orderBy(asc(reports.submittedOn));
  const found: { row: ReportRow; written: OpenedReport; files: ListedFile[] }[] = [];
  for (const row of rows) found.push({ row, written: await openReport(tx, row), files: await listFilesOf(tx, row.id) });
  return found;
}

async function readMeasures(tx: Database, caseId: string) {
  const decided = await tx.select().from(decisions).where(eq(decisions.caseId, caseId)).orderBy(decisions.proposedAt);
  const taken = await tx.select().from(measures).where(eq(measures.caseId, caseId));
  const decisionIds = decided.map(({ id }) => id);
  const measureIds = taken.map(({ id }) => id);
  const none = <Row>(): Row[] => [];
  return {
    ...{ decided, taken },
    voted:
      decisionIds.length === 0
        ? none<typeof votes.$inferSelect>()
        : await tx.select().from(votes).where(inArray(votes.decisionId, decisionIds)),
    steps:
      measureIds.length === 0
        ? none<typeof measureSteps.$inferSelect>()
        : await tx.select().from(measureSteps).where(inArray(measureSteps.measureId, measureIds)),
    letters:
      measureIds.length === 0
        ? none<typeof notices.$inferSelect>()
        : await tx.select().from(notices).where(inArray(notices.measureId, measureIds)),
    appealed: await tx.select().from(appeals).where(eq(appeals.caseId, caseId)).orderBy(appeals.filedAt),
  };
}

/** Reads everything of a case for an export; whoever calls has been checked for it. */
export async function readSources(tx: Database, row: CaseRow, key: DataKey) {
  const sent = await readReports(tx, row.id);
  const reportIds = sent.map(({ row: { id } }) => id);
  const inReports = reportIds.length === 0 ? undefined : inArray(messages.reportId, reportIds);
  const measured = await readMeasures(tx, row.id);
  const people = await tx.select().from(parties).where(eq(parties.caseId, row.id)).orderBy(parties.codeName);
  return {
    ...{ row, key, sent, ...measured },
    keys: await openKeys(tx, [...reportIds, ...measured.appealed.map(({ id }) => id)]),
    involved: people.map((party): SourceParty => ({
      ...{ id: party.id, role: party.role, codeName: party.codeName, who: openWho(key, party) },
    })),
    alleged: await tx.select().from(allegations).where(eq(allegations.caseId, row.id)),
    sealed: await tx.select().from(evidence).where(eq(evidence.caseId, row.id)).orderBy(evidence.capturedAt),
    caseFiles: await listFilesOf(tx, row.id),
    handed: await tx.select().from(handovers).where(eq(handovers.caseId, row.id)).orderBy(handovers.at),
    written: await tx
      .select()
      .from(messages)
      .where(or(eq(messages.caseId, row.id), inReports))
      .orderBy(messages.writtenAt, messages.id),
  };
}

/** Returns what stands for whom in an export: reporters never by name, witnesses and affected people only if asked. */
export function redactionsOf({ sent, involved }: CaseSources, withNames: boolean): Redaction[] {
  const reporters = sent.flatMap(({ written }, at) =>
    [written.reporter ?? "", written.onBehalfOf].map((name) => ({ name, instead: `Reporter ${at + 1}` })),
  );
  const hidden = withNames ? [] : involved.filter(({ role }) => role !== "reported");
  const others = hidden.flatMap(({ who, codeName }) =>
    [who.handle, who.name].map((name) => ({ name, instead: codeName })),
  );
  return [...reporters, ...others].filter(({ name }) => name.trim() !== "");
}

/** Returns how a party is called in an export. */
export const shownParty = ({ role, codeName, who }: SourceParty, withNames: boolean): string =>
  role === "reported" || withNames ? `${codeName}: ${partyLabel(who)}` : codeName;
