import "server-only";
import { and, gte, inArray } from "drizzle-orm";
import type { Viewer } from "@/lib/auth/viewer";
import type { Database } from "@/lib/db/database";
import { atInbox, visit } from "@/lib/db/doors";
import { openKey } from "@/lib/vault/vault";
import { draftPlace, readDraft, type DraftValues } from "./drafts";
import { dayIn } from "./form-uploads";
import { reporterRefsOf } from "./reporter-ref";
import { drafts } from "./report-tables";

async function find(tx: Database, viewer: Viewer, now: Date) {
  const mine = inArray(drafts.reporterRef, reporterRefsOf(viewer.person.id));
  const [row] = await tx
    .select()
    .from(drafts)
    .where(and(mine, gte(drafts.expiresOn, dayIn(0, now))));
  return row ?? null;
}

/** Returns until which day one's own draft is kept; null where there is none. */
export async function findDraft(viewer: Viewer, now = new Date(), database?: Database): Promise<string | null> {
  const row = await atInbox(viewer.person.id, (tx) => find(tx, viewer, now), database);
  return row?.expiresOn ?? null;
}

/** Returns what one's own draft holds; null where there is none. Throws unavailable while the keys are away. */
export async function openDraft(viewer: Viewer, now = new Date(), database?: Database): Promise<DraftValues | null> {
  return atInbox(
    viewer.person.id,
    async (tx) => {
      const row = await find(tx, viewer, now);
      if (row === null) return null;
      await visit(tx, "inbox", row.id);
      const key = await openKey(tx, row.id);
      return readDraft(key.open(draftPlace(row.id), row.content));
    },
    database,
  );
}
