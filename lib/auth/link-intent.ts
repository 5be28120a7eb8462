import "server-only";
import { seal, unseal } from "@/lib/secrets";

/** Cookie that says, for a few minutes, that the next sign-in adds a way to sign in to a session's person. */
export const linkCookie = "portal-link";
export const linkSeconds = 10 * 60;

const place = "link intent";

/** Seals the wish of a session to link another way to sign in. */
export function sealLinkIntent(sessionId: string, now = new Date()): string {
  return seal("sign-in", place, JSON.stringify({ sessionId, until: now.getTime() + linkSeconds * 1000 }));
}

/** Tells whether a cookie holds the wish of this very session, sealed by us and not too long ago. */
export function isLinkIntentOf(sessionId: string, sealed: string | undefined, now = new Date()): boolean {
  if (sealed === undefined || sealed === "") return false;
  try {
    const intent: unknown = JSON.parse(unseal("sign-in", place, sealed));
    if (typeof intent !== "object" || intent === null || !("sessionId" in intent) || !("until" in intent)) return false;
    return intent.sessionId === sessionId && Number(intent.until) > now.getTime();
  } catch {
    return false;
  }
}
