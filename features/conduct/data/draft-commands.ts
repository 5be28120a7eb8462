import "server-only";
import { inArray } from "drizzle-orm";
import type { Viewer } from "@/lib/auth/viewer";
import type { Database } from "@/lib/db/database";
import { atInbox } from "@/lib/db/doors";
import { AppError } from "@/lib/errors";
import { destroyKey, makeKey } from "@/lib/vault/vault";
import { draftPlace, eraseDraft, writeDraft, type DraftValues } from "./drafts";
import { reporterRefsOf } from "./reporter-ref";
import { drafts } from "./report-tables";
import { draftIdOf } from "./uploads";

/**
 * Keeps what a signed-in person has typed, sealed under a key of its own, and returns the day until which. Everybody
 * may keep one; throws conflict where another form is kept already. It takes only the public half of the keys.
 */
export async function saveDraft(
  viewer: Viewer,
  token: string,
  values: DraftValues,
  now = new Date(),
  database?: Database,
): Promise<string> {
  const refs = reporterRefsOf(viewer.person.id);
  const id = draftIdOf(token);
  return atInbox(
    id,
    async (tx) => {
      const kept = await tx.select({ id: drafts.id }).from(drafts).where(inArray(drafts.reporterRef, refs));
      if (kept.some((draft) => draft.id !== id))
        throw new AppError(
          "conflict",
          "You have saved another form already. Open this page in a second window to finish or delete that one, then save this.",
        );
      // A new key each time: the former one cannot be opened from here.
      await destroyKey(tx, id);
      const key = await makeKey(tx, id);
      const content = key.seal(draftPlace(id), JSON.stringify(values));
      return writeDraft(tx, token, { reporterRef: refs[0], content }, now);
    },
    database,
  );
}

/** Deletes one's own draft for good; nothing happens where there is none. */
export async function deleteDraft(viewer: Viewer, database?: Database): Promise<void> {
  const refs = reporterRefsOf(viewer.person.id);
  await atInbox(
    viewer.person.id,
    async (tx) => {
      const kept = await tx.select({ id: drafts.id }).from(drafts).where(inArray(drafts.reporterRef, refs));
      for (const { id } of kept) await eraseDraft(tx, id);
    },
    database,
  );
}
