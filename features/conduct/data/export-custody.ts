import "server-only";
import { and, asc, eq, inArray, or, sql } from "drizzle-orm";
import { readCheckpoints } from "@/lib/audit/checkpoints";
import { auditEvents } from "@/lib/audit/tables";
import type { Database } from "@/lib/db/database";
import { env } from "@/lib/env";
import type { ExportItem, ExportManifest } from "../domain/case-export";
import { redactorOf } from "../domain/case-redaction";
import type { ExportWish } from "../domain/keeping-form";
import { conductStaff } from "./conduct-staff";
import type { DeskLabels } from "./export-content";
import { redactionsOf, type CaseSources } from "./export-sources";
import { readFile, type FileKind, type ListedFile } from "./opened-files";

const filesOf = ({ sent, caseFiles }: CaseSources): ListedFile[] => [
  ...sent.flatMap(({ files }) => files),
  ...caseFiles,
];

/** Returns the files of a case for an export: working copies, and originals where they were asked for or are all there is. */
export async function fileItems(
  tx: Database,
  sources: CaseSources,
  wish: ExportWish,
  mark: string,
): Promise<ExportItem[]> {
  const redact = redactorOf(redactionsOf(sources, wish.withNames));
  const items: ExportItem[] = [];
  const list: object[] = [];
  for (const [at, file] of filesOf(sources).entries()) {
    const { id, name, type, size, state, hasOriginal, hasCopy } = file;
    // As at the desk: what a scanner has still to look at does not go out.
    const isHeld = state === "quarantined" && env.clamd !== null;
    const kinds: FileKind[] = isHeld
      ? []
      : [
          ...(hasCopy ? (["copy"] as const) : []),
          ...(hasOriginal && wish.withOriginals ? (["original"] as const) : []),
        ];
    const written = [];
    for (const kind of kinds) {
      const item = `files/${at + 1}-${kind}`;
      const { bytes } = await readFile(tx, id, kind);
      items.push({ name: item, encoding: "base64", content: bytes.toString("base64") });
      written.push(item);
    }
    list.push({ id, name: redact(name), type, size, state, items: written });
  }
  const content = JSON.stringify({ mark, files: list }, null, 2);
  return [{ name: "files.json", encoding: "utf8", content }, ...items];
}

/**
 * Returns what the audit log says of a case – who did and read what, and when – with the hashes by which each entry is
 * found in it again, and where the log stood.
 */
export async function custodyOf(
  tx: Database,
  sources: CaseSources,
  mark: string,
  desk: DeskLabels,
): Promise<{ item: ExportItem; audit: ExportManifest["audit"] }> {
  const reportIds = sources.sent.map(({ row: { id } }) => id);
  const files = filesOf(sources);
  const of = (kind: string, ids: readonly string[]) =>
    ids.length === 0 ? sql`false` : and(eq(auditEvents.objectKind, kind), inArray(auditEvents.objectId, [...ids]));
  const events = await tx
    .select()
    .from(auditEvents)
    .where(
      or(
        of("case", [sources.row.id]),
        of("report", reportIds),
        of(
          "file",
          files.map(({ id }) => id),
        ),
      ),
    )
    .orderBy(asc(auditEvents.seq));
  const staff = await conductStaff(
    tx,
    events.map(({ actorId }) => actorId),
  );
  const custody = events.map(
    ({ seq, at, actorKind, actorId, act, objectKind, objectId, outcome, hash, previousHash }) => ({
      ...{ seq, at: at.toISOString(), act, object: { kind: objectKind, id: objectId }, outcome, hash, previousHash },
      // Whoever is not of the desk may be a reporter.
      by: actorId === null ? actorKind : staff.has(actorId) ? desk(actorId) : "somebody outside the team",
    }),
  );
  const last = events.at(-1);
  const [checkpoint] = readCheckpoints(env.dataFolder).slice(-1);
  return {
    item: { name: "custody.json", encoding: "utf8", content: JSON.stringify({ mark, custody }, null, 2) },
    audit: {
      last: last === undefined ? null : { seq: last.seq, hash: last.hash },
      checkpoint: checkpoint === undefined ? null : { seq: checkpoint.seq, hash: checkpoint.hash, at: checkpoint.at },
    },
  };
}
