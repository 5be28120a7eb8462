import "server-only";
import { eq } from "drizzle-orm";
import { findAuthenticator } from "@/lib/auth/authenticator";
import { isProven } from "@/lib/auth/proof";
import { isAskedHere } from "@/lib/auth/this-machine";
import { signInProviders } from "@/lib/auth/providers";
import { accounts, sessions } from "@/lib/auth/tables";
import type { Viewer } from "@/lib/auth/viewer";
import { getDatabase } from "@/lib/db/database";
import { env } from "@/lib/env";
import { hasMailSignIn } from "./mail-sign-in";

/** What a viewer can do to prove again that it is them. */
export type Proofs =
  | { kind: "code" }
  | { kind: "demo" }
  | { kind: "sign-in"; providers: { id: string; label: string }[]; mailAddress: string | null };

/** Tells whether the viewer has proved enough to change their account now; throws forbidden for a guest. */
export async function hasProof(viewer: Viewer): Promise<boolean> {
  return isProven(viewer, await getDatabase());
}

/**
 * Returns how the viewer can prove again that it is them: with their authenticator when they have one, else by signing
 * in again, first of all the way this session began. Throws forbidden for a guest.
 */
export async function findProofs(viewer: Viewer): Promise<Proofs> {
  const { id, sessionId, email, isDemo } = viewer.person;
  const database = await getDatabase();
  if ((await findAuthenticator(database, id)) !== null) return { kind: "code" };
  if (isDemo && env.isDemo && (await isAskedHere())) return { kind: "demo" };
  const linked = await database.select({ provider: accounts.provider }).from(accounts).where(eq(accounts.userId, id));
  const [session] = await database
    .select({ provider: sessions.provider })
    .from(sessions)
    .where(eq(sessions.id, sessionId));
  const isFirst = (provider: { id: string }) => Number(provider.id === session?.provider);
  return {
    kind: "sign-in",
    providers: signInProviders
      .filter((provider) => linked.some((each) => each.provider === provider.id))
      .map(({ id, label }) => ({ id, label }))
      .sort((a, b) => isFirst(b) - isFirst(a)),
    mailAddress: hasMailSignIn(email) ? email : null,
  };
}
