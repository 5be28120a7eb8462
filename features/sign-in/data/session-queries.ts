import "server-only";
import { desc, eq } from "drizzle-orm";
import { isOver } from "@/lib/auth/session-lifetime";
import { sessions } from "@/lib/auth/tables";
import type { Viewer } from "@/lib/auth/viewer";
import { getDatabase } from "@/lib/db/database";
import { providerLabel } from "./provider-label";

/** A browser in which the viewer is signed in. */
export type OwnSession = {
  id: string;
  isThis: boolean;
  device: string;
  provider: string;
  createdAt: Date;
  lastSeenAt: Date;
};

/** Lists the viewer's own sessions that still work, this one first and then the latest used; throws forbidden for a guest. */
export async function listSessions(viewer: Viewer, now = new Date()): Promise<OwnSession[]> {
  const { id, sessionId, roles } = viewer.person;
  const rows = await (
    await getDatabase()
  )
    .select()
    .from(sessions)
    .where(eq(sessions.userId, id))
    .orderBy(desc(sessions.lastSeenAt));
  return rows
    .filter((row) => !isOver(row, roles, now))
    .map(({ id, device, provider, createdAt, lastSeenAt }) => ({
      ...{ id, isThis: id === sessionId, device, provider: providerLabel(provider), createdAt, lastSeenAt },
    }))
    .sort((a, b) => Number(b.isThis) - Number(a.isThis));
}
