import "server-only";
import { newAuthenticatorSecret } from "@/lib/auth/authenticator";
import { sessionCookie } from "@/lib/auth/session-cookie";
import type { Viewer } from "@/lib/auth/viewer";
import { seal, unseal } from "@/lib/secrets";

const seconds = 20 * 60;
const path = "/account/second-factor";

/**
 * Cookie that holds, sealed, the secret of an authenticator that is being set up. It lies in the browser and not in the
 * database, so that the authenticator a person has stays as it is until the new one has shown a right code.
 */
export const newAuthenticatorCookie = {
  name: "portal-authenticator",
  path,
  options: { ...sessionCookie.options, sameSite: "strict", path, maxAge: seconds },
} as const;

const place = (viewer: Viewer) => `new authenticator ${viewer.person.id} ${viewer.person.sessionId}`;

/** Makes a secret and seals it for the viewer's session. */
export function sealNewAuthenticator(viewer: Viewer, now = new Date()): string {
  const until = now.getTime() + seconds * 1000;
  return seal("authenticator", place(viewer), `${until} ${newAuthenticatorSecret()}`);
}

/** Returns the secret that was sealed for the viewer's session; null when it is another's, too old, or none. */
export function unsealNewAuthenticator(viewer: Viewer, sealed: string | undefined, now = new Date()): string | null {
  if (sealed === undefined || sealed === "") return null;
  try {
    const [until, secret = ""] = unseal("authenticator", place(viewer), sealed).split(" ");
    return Number(until) > now.getTime() ? secret : null;
  } catch {
    return null;
  }
}
