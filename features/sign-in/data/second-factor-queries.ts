import "server-only";
import { findAuthenticator } from "@/lib/auth/authenticator";
import { countRecoveryCodes } from "@/lib/auth/recovery-codes";
import { guardedRoles } from "@/lib/auth/roles";
import type { Viewer } from "@/lib/auth/viewer";
import { getDatabase } from "@/lib/db/database";

/** The viewer's second factor: since when, how many recovery codes are left, and whether a role needs it. */
export type OwnSecondFactor = { since: Date | null; codesLeft: number; isNeeded: boolean };

/** Returns what the viewer has for a second factor; throws forbidden for a guest. */
export async function findSecondFactor(viewer: Viewer): Promise<OwnSecondFactor> {
  const { id, roles } = viewer.person;
  const database = await getDatabase();
  const authenticator = await findAuthenticator(database, id);
  return {
    since: authenticator?.since ?? null,
    codesLeft: await countRecoveryCodes(database, id),
    isNeeded: roles.some((role) => guardedRoles.includes(role)),
  };
}
