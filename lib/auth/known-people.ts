import "server-only";
import { seal, unseal } from "@/lib/secrets";
import { sessionCookie } from "./session-cookie";

const place = "known people";
const mostPeople = 10;

/** Cookie by which a browser shows who has signed in with it before; it opens nothing, and only spares them a mail. */
export const knownPeopleCookie = {
  name: "portal-known",
  options: { ...sessionCookie.options, maxAge: 365 * 24 * 60 * 60 },
} as const;

/** Returns the ids of the people who have signed in with a browser before; none when the cookie is not ours. */
export function readKnownPeople(sealed: string | undefined): string[] {
  try {
    return unseal("sign-in", place, sealed ?? "").split(" ");
  } catch {
    return [];
  }
}

/** Seals the ids with one more, the latest first. */
export function sealKnownPeople(known: readonly string[], userId: string): string {
  return seal("sign-in", place, [userId, ...known.filter((id) => id !== userId)].slice(0, mostPeople).join(" "));
}
