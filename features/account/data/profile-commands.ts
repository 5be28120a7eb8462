import "server-only";
import { and, eq, isNull } from "drizzle-orm";
import { actorOf, audit } from "@/lib/audit/audit";
import { users } from "@/lib/auth/tables";
import type { Viewer } from "@/lib/auth/viewer";
import { getDatabase } from "@/lib/db/database";
import type { Profile } from "../domain/profile";
import { changeCommunityMails } from "./community-mails";

const demoMark = " (demo)";

/** Saves the viewer's own profile; throws forbidden for a guest. */
export async function saveProfile(viewer: Viewer, profile: Profile): Promise<void> {
  const { id, isDemo, ...before } = viewer.person;
  // An invented person stays marked as one wherever the name is shown.
  const name = isDemo && !profile.name.endsWith(demoMark) ? `${profile.name}${demoMark}` : profile.name;
  const after = { ...profile, name };
  const detail = {
    ...{ name: before.name !== name, zone: before.zone !== after.zone, language: before.language !== after.language },
  };
  if (!Object.values(detail).includes(true)) return;
  const database = await getDatabase();
  await database.transaction(async (tx) => {
    await tx
      .update(users)
      .set(after)
      .where(and(eq(users.id, id), isNull(users.deletedAt)));
    await audit(tx, { actor: actorOf(viewer), act: "person.changed", object: { kind: "person", id }, detail });
  });
}

/** Switches the viewer's community mails on or off; throws forbidden for a guest. */
export async function saveNotifications(viewer: Viewer, { community }: { community: boolean }): Promise<void> {
  const { id } = viewer.person;
  const database = await getDatabase();
  await database.transaction((tx) => changeCommunityMails(tx, actorOf(viewer), id, community));
}
