import "server-only";
import { asc, eq } from "drizzle-orm";
import { signInProviders } from "@/lib/auth/providers";
import { accounts } from "@/lib/auth/tables";
import type { Viewer } from "@/lib/auth/viewer";
import { getDatabase } from "@/lib/db/database";
import { hasMailSignIn } from "./mail-sign-in";
import { providerLabel } from "./provider-label";

/** How the viewer signs in: at whom, since when, and whether another way would be left without it. */
type OwnWay = { provider: string; accountId: string; label: string; linkedAt: Date; isLast: boolean };
/** The viewer's ways to sign in, and those that could be added. */
export type OwnWays = { linked: OwnWay[]; addable: { id: string; label: string }[]; mailAddress: string | null };

/** Lists the viewer's own ways to sign in; throws forbidden for a guest. */
export async function listWays(viewer: Viewer): Promise<OwnWays> {
  const { id, email } = viewer.person;
  const rows = await (
    await getDatabase()
  )
    .select()
    .from(accounts)
    .where(eq(accounts.userId, id))
    .orderBy(asc(accounts.linkedAt));
  const mailAddress = hasMailSignIn(email) ? email : null;
  const isLast = rows.length === 1 && mailAddress === null;
  return {
    linked: rows.map(({ provider, providerAccountId, linkedAt }) => ({
      ...{ provider, accountId: providerAccountId, label: providerLabel(provider), linkedAt, isLast },
    })),
    addable: signInProviders
      .filter((provider) => !rows.some((row) => row.provider === provider.id))
      .map(({ id, label }) => ({ id, label })),
    mailAddress,
  };
}
