import "server-only";
import { createHash, randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import type { Database } from "@/lib/db/database";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { endingOf } from "@/lib/uploads/file-types";
import { inspectFile, type Inspected } from "@/lib/uploads/inspect";
import { requireFewFiles } from "@/lib/uploads/limits";
import { scanFile } from "@/lib/uploads/scanner";
import { workingCopyOf } from "@/lib/uploads/working-copy";
import type { DataKey, Place } from "@/lib/vault/data-key";
import { makeKey } from "@/lib/vault/vault";
import { partPlace, type FileKind } from "./opened-files";
import { fileParts, files } from "./report-tables";

const aboutPlace = (fileId: string): Place => ({ table: "conduct_file", column: "about", row: fileId });

// Sealed and in base64 it stays below 256 KiB.
const partBytes = 180 * 1024;
// What sealing and padding a whole part adds, and base64.
const storedPerByte = (4 / 3) * 1.03;

/** A file that was looked at and may be stored. */
export type ReadyFile = Inspected & { copy: Buffer | null; state: "quarantined" | "clean" };

async function makeReady(file: File): Promise<ReadyFile> {
  const inspected = await inspectFile(file.name, file.type, Buffer.from(await file.arrayBuffer()));
  const scan = await scanFile(env.clamd, inspected.bytes);
  if (scan.state === "infected")
    throw new AppError("invalid", `“${inspected.name}” cannot be attached: the malware scanner found something in it.`);
  const copy = await workingCopyOf(inspected);
  return { ...inspected, copy: copy?.bytes ?? null, state: scan.state === "clean" ? "clean" : "quarantined" };
}

/**
 * Looks at files that somebody chose: scans them and draws their working copies. Returns those that may be stored, and
 * for each of the others a sentence that names it. Outside of any transaction: it takes seconds. A scanner that does
 * not answer refuses nothing; such files are quarantined.
 */
export async function makeFilesReady(given: readonly File[]): Promise<{ ready: ReadyFile[]; refused: string[] }> {
  requireFewFiles(given.map(({ size }) => size));
  const ready: ReadyFile[] = [];
  const refused: string[] = [];
  for (const file of given) {
    try {
      ready.push(await makeReady(file));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      refused.push(error.message);
    }
  }
  return { ready, refused };
}

/** Returns the sizes of the files of an owner, about: exactly they are known only to whoever can open them. */
async function storedSizes(tx: Database, ownerId: string): Promise<number[]> {
  const rows = await tx
    .select({ id: files.id, size: sql<string>`coalesce(sum(length(${fileParts.bytes})), 0)` })
    .from(files)
    .leftJoin(fileParts, eq(fileParts.fileId, files.id))
    .where(eq(files.ownerId, ownerId))
    .groupBy(files.id, fileParts.kind);
  const sizes = new Map<string, number>();
  for (const { id, size } of rows)
    sizes.set(id, Math.max(sizes.get(id) ?? 0, Math.floor(Number(size) / storedPerByte)));
  return [...sizes.values()];
}

async function writeParts(tx: Database, key: DataKey, kind: FileKind, bytes: Buffer): Promise<void> {
  const total = Math.max(1, Math.ceil(bytes.length / partBytes));
  for (let number = 0; number < total; number += 1) {
    const part = bytes.subarray(number * partBytes, (number + 1) * partBytes);
    const sealed = key.sealBytes(partPlace(key.id, kind, number, total), part).toString("base64");
    await tx.insert(fileParts).values({ fileId: key.id, kind, number, bytes: sealed });
  }
}

type Storing = {
  /** False where the sender is anonymous and the name of a file may tell who it is. */
  isNameKept?: boolean;
  /** False where only working copies are kept, as far as there are any. */
  isOriginalKept?: boolean;
  /** Until when the files wait for their report. */
  expiresOn?: string | null;
};

/**
 * Stores files of a report, case or upload, each sealed under a key of its own with the file's id, and returns them as
 * they were named by whoever chose them. In a transaction of somebody who may add to the owner; throws invalid when
 * they are too many or too large together with those that are there.
 */
export async function addFiles(
  tx: Database,
  ownerId: string,
  ready: readonly ReadyFile[],
  { isNameKept = true, isOriginalKept = true, expiresOn = null }: Storing = {},
): Promise<{ id: string; name: string; size: number }[]> {
  const there = await storedSizes(tx, ownerId);
  requireFewFiles([...there, ...ready.map(({ bytes }) => bytes.length)]);
  const added = [];
  for (const [index, { name, type, bytes, copy, state }] of ready.entries()) {
    const id = randomUUID();
    const key = await makeKey(tx, id);
    const kept = isNameKept ? name : `Attachment ${there.length + index + 1}.${endingOf(type)}`;
    const hasOriginal = isOriginalKept || copy === null;
    await tx.insert(files).values({
      ...{ id, ownerId, state, hasOriginal, hasCopy: copy !== null, expiresOn },
      about: key.seal(aboutPlace(id), JSON.stringify({ name: kept, type, size: bytes.length })),
      // Without the original nothing vouches for it, and whoever has the file could tell that it is this one.
      sha256: hasOriginal ? createHash("sha256").update(bytes).digest("hex") : "",
      addedOn: new Date().toISOString().slice(0, 10),
    });
    if (hasOriginal) await writeParts(tx, key, "original", bytes);
    if (copy !== null) await writeParts(tx, key, "copy", copy);
    added.push({ id, name, size: bytes.length });
  }
  return added;
}
