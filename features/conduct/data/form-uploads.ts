import "server-only";
import { and, eq } from "drizzle-orm";
import type { Database } from "@/lib/db/database";
import { atInbox, visit } from "@/lib/db/doors";
import { destroyKey } from "@/lib/vault/vault";
import { files } from "./report-tables";
import { addFiles, makeFilesReady } from "./stored-files";
import { uploadOwnerOf } from "./uploads";

const day = 86_400_000;
/** Days for which files wait whose form is neither sent nor saved. */
const waitingDays = 2;

/** Returns the day so many days from now. */
export const dayIn = (days: number, now: Date): string =>
  new Date(now.getTime() + days * day).toISOString().slice(0, 10);

type Uploads = { added: { id: string; name: string; size: number }[]; refused: string[] };

/**
 * Takes files for a form that is not sent yet. Whoever has its token may; returns those that were taken, and a sentence
 * for each that was not. Throws invalid when they are too many or too large together.
 */
export async function upload(
  token: string,
  given: readonly File[],
  { isNameKept }: { isNameKept: boolean },
  now = new Date(),
  database?: Database,
): Promise<Uploads> {
  const { ready, refused } = await makeFilesReady(given);
  const owner = uploadOwnerOf(token);
  const storing = { isNameKept, expiresOn: dayIn(waitingDays, now) };
  const added = await atInbox(owner, (tx) => addFiles(tx, owner, ready, storing), database);
  return { added, refused };
}

/** Removes a file of a form that is not sent yet, for good. Whoever has its token may; another's is left alone. */
export async function removeUpload(token: string, fileId: string, database?: Database): Promise<void> {
  const owner = uploadOwnerOf(token);
  await atInbox(
    owner,
    async (tx) => {
      const mine = and(eq(files.id, fileId), eq(files.ownerId, owner));
      const removed = await tx.delete(files).where(mine).returning({ id: files.id });
      if (removed.length === 0) return;
      await visit(tx, "inbox", fileId);
      await destroyKey(tx, fileId);
    },
    database,
  );
}

/** Returns the ids of the files of a form that is not sent yet. Whoever has its token may. */
export async function listUploads(token: string, database?: Database): Promise<string[]> {
  const owner = uploadOwnerOf(token);
  const rows = await atInbox(
    owner,
    (tx) => tx.select({ id: files.id }).from(files).where(eq(files.ownerId, owner)),
    database,
  );
  return rows.map(({ id }) => id);
}
