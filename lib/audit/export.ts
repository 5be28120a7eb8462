import "server-only";
import type { Database } from "@/lib/db/database";
import type { AuditEvent } from "./canonical";
import { everyAudit, type AuditFilter } from "./queries";

/** How an export is written: a JSON object per line, or RFC 4180. */
export type AuditFormat = "jsonl" | "csv";

const columns = [
  "seq",
  "at",
  "actorKind",
  "actorId",
  "act",
  "objectKind",
  "objectId",
  "outcome",
  "requestId",
  "detail",
  "keyId",
  "previousHash",
  "hash",
] as const satisfies (keyof AuditEvent)[];

/** Returns a cell that a spreadsheet shows and never calculates (OWASP, "CSV injection"). */
function csvCell(value: AuditEvent[keyof AuditEvent]): string {
  const text =
    value === null
      ? ""
      : value instanceof Date
        ? value.toISOString()
        : typeof value === "object"
          ? JSON.stringify(value)
          : String(value);
  const defused = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(defused) ? `"${defused.replaceAll('"', '""')}"` : defused;
}

const jsonLine = (event: AuditEvent) =>
  `${JSON.stringify(Object.fromEntries(columns.map((column) => [column, event[column]])))}\n`;
const csvLine = (event: AuditEvent) => `${columns.map((column) => csvCell(event[column])).join(",")}\r\n`;

/**
 * Returns the lines of an export, the newest event first, as they are read.
 * For people who may read the audit log, which the caller has checked and records.
 */
export async function* exportAudit(
  database: Database,
  filter: AuditFilter,
  format: AuditFormat,
): AsyncGenerator<string> {
  if (format === "csv") yield `${columns.join(",")}\r\n`;
  for await (const event of everyAudit(database, filter)) yield format === "csv" ? csvLine(event) : jsonLine(event);
}
