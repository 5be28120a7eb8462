import "server-only";
import { eq } from "drizzle-orm";
import { users, type Notifications } from "@/lib/auth/tables";
import type { Viewer } from "@/lib/auth/viewer";
import { getDatabase } from "@/lib/db/database";
import { AppError } from "@/lib/errors";

/** Returns which mails the viewer wants; throws forbidden for a guest. */
export async function findNotifications(viewer: Viewer): Promise<Notifications> {
  const database = await getDatabase();
  const [row] = await database
    .select({ notifications: users.notifications })
    .from(users)
    .where(eq(users.id, viewer.person.id));
  if (row === undefined) throw new AppError("not_found", "This account is not there any more.");
  return row.notifications;
}
