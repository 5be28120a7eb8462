import "server-only";
import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { actorOf, audit } from "@/lib/audit/audit";
import type { Viewer } from "@/lib/auth/viewer";
import type { Database } from "@/lib/db/database";
import { asPortal } from "@/lib/db/doors";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { asDesk, requireCase, requireReport } from "./access";
import { asReporter, atOwnInbox, type InboxViewer } from "./inbox-door";
import { files, reports } from "./report-tables";
import { readFile, type FileKind, type OpenedFile } from "./opened-files";

/** A file that somebody may have now, and whether it was made anew. */
export type HandedFile = OpenedFile & { isWorkingCopy: boolean };
type FileRow = typeof files.$inferSelect;

const missing = () => new AppError("not_found", "There is nothing here.");

/** Finds a file and whose it is, for nobody in particular: whether somebody may have it is decided after. */
async function findFile(fileId: string, database?: Database): Promise<FileRow> {
  if (!z.uuid().safeParse(fileId).success) throw missing();
  const [row] = await asPortal((tx) => tx.select().from(files).where(eq(files.id, fileId)), database);
  if (row === undefined || row.state === "rejected") throw missing();
  return row;
}

/**
 * Returns a file of a report to whoever sent it: the working copy or, where there is none, what they attached. Throws
 * not_found for everybody else, as for a file that does not exist.
 */
export async function findOwnFile(
  viewer: InboxViewer | { kind: "person"; viewer: Viewer },
  fileId: string,
  database?: Database,
): Promise<HandedFile> {
  const { ownerId, hasCopy } = await findFile(fileId, database);
  const before = viewer.kind === "receipt" ? viewer : asReporter(viewer.viewer, ownerId);
  return atOwnInbox(
    before,
    "to read",
    async (tx, report) => {
      const own = and(eq(files.id, fileId), eq(files.ownerId, report.id));
      if ((await tx.$count(files, own)) === 0) throw missing();
      return { ...(await readFile(tx, fileId, hasCopy ? "copy" : "original")), isWorkingCopy: hasCopy };
    },
    database,
  );
}

/**
 * Returns a file of a report or case to somebody at the desk, and writes down that it was read; originals only to who
 * may read those. Throws not_found for everybody else, while it is in quarantine, and where there is no such file.
 */
export async function findDeskFile(
  viewer: Viewer,
  fileId: string,
  kind: FileKind,
  database?: Database,
): Promise<HandedFile> {
  const { ownerId, state } = await findFile(fileId, database);
  // Without a scanner nobody would ever let it out.
  if (state === "quarantined" && env.clamd !== null) throw missing();
  const act = kind === "copy" ? "read_files" : "read_original";
  return asDesk(
    viewer,
    async (tx) => {
      const isOfReport = (await tx.$count(reports, eq(reports.id, ownerId))) > 0;
      await (isOfReport ? requireReport : requireCase)(tx, viewer, ownerId, act);
      const file = await readFile(tx, fileId, kind);
      await audit(tx, {
        ...{ actor: actorOf(viewer), act: `conduct.${act}` },
        object: { kind: "file", id: fileId },
        detail: { owner: ownerId },
      });
      return { ...file, isWorkingCopy: kind === "copy" };
    },
    database,
  );
}

/**
 * Returns a file to whoever may have it by any way: their own, or one of the desk. Throws not_found for everybody else.
 */
export async function findFileFor(
  viewer: Viewer,
  fileId: string,
  kind: FileKind,
  database?: Database,
): Promise<HandedFile> {
  try {
    return await findOwnFile({ kind: "person", viewer }, fileId, database);
  } catch (error) {
    if (!(error instanceof AppError) || error.kind !== "not_found") throw error;
    return findDeskFile(viewer, fileId, kind, database);
  }
}
