import "server-only";
import { and, asc, eq } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "@/lib/db/database";
import { AppError } from "@/lib/errors";
import type { FileType } from "@/lib/uploads/file-types";
import { openKeys } from "@/lib/vault/vault";
import { asPortalWithin } from "./as-portal-within";
import { fileParts, files } from "./report-tables";

/** Which of the two is meant: what came, or what was made anew of it. */
export type FileKind = "original" | "copy";
/** A file in a list. */
export type ListedFile = Pick<typeof files.$inferSelect, "id" | "state" | "hasOriginal" | "hasCopy"> & About;
/** A file to hand out. */
export type OpenedFile = { name: string; type: FileType; bytes: Buffer };

const types = [
  "image/jpeg",
  "image/png",
  "image/webp",
  "application/pdf",
  "text/plain",
] as const satisfies readonly FileType[];
const aboutShape = z.object({ name: z.string(), type: z.enum(types), size: z.number() });
type About = z.output<typeof aboutShape>;

const aboutPlace = (id: string) => ({ table: "conduct_file", column: "about", row: id });

/** The place of a part: it opens only there, and only while as many others belong to it. */
export const partPlace = (fileId: string, kind: FileKind, number: number, total: number) => ({
  ...{ table: "conduct_file_part", column: "bytes" },
  row: `${fileId}:${kind}:${number}/${total}`,
});

// The key of a file stands under its own id, which belongs to no report: whoever calls has been checked for that.
const keysOfFiles = (tx: Database, ids: string[]) => asPortalWithin(tx, () => openKeys(tx, ids));

/**
 * Returns the files of a report or case, without those that were refused; whoever calls may read it. Files whose key
 * was destroyed are left out; throws unavailable while the keys are away.
 */
export async function listFilesOf(tx: Database, ownerId: string): Promise<ListedFile[]> {
  const rows = await tx
    .select()
    .from(files)
    .where(eq(files.ownerId, ownerId))
    .orderBy(asc(files.addedOn), asc(files.id));
  const kept = rows.filter(({ state }) => state !== "rejected");
  const keys = await keysOfFiles(
    tx,
    kept.map(({ id }) => id),
  );
  return kept.flatMap(({ id, about, state, hasOriginal, hasCopy }) => {
    const key = keys.get(id);
    if (key === undefined) return [];
    return [{ id, state, hasOriginal, hasCopy, ...aboutShape.parse(JSON.parse(key.open(aboutPlace(id), about))) }];
  });
}

/**
 * Puts the original or the working copy of a file together; whoever calls may read it. Throws not_found when there is
 * none or it was erased, an Error when a part is missing, moved or changed.
 */
export async function readFile(tx: Database, fileId: string, kind: FileKind): Promise<OpenedFile> {
  const [row] = await tx.select().from(files).where(eq(files.id, fileId));
  const parts = await tx
    .select({ number: fileParts.number, bytes: fileParts.bytes })
    .from(fileParts)
    .where(and(eq(fileParts.fileId, fileId), eq(fileParts.kind, kind)))
    .orderBy(asc(fileParts.number));
  const key = (await keysOfFiles(tx, [fileId])).get(fileId);
  if (row === undefined || parts.length === 0 || key === undefined)
    throw new AppError("not_found", "There is nothing here.");
  const { name, type } = aboutShape.parse(JSON.parse(key.open(aboutPlace(fileId), row.about)));
  const opened = parts.map(({ number, bytes }) =>
    key.openBytes(partPlace(fileId, kind, number, parts.length), Buffer.from(bytes, "base64")),
  );
  return { name, type, bytes: Buffer.concat(opened) };
}
