import { sessionCookie } from "@/lib/auth/session-cookie";

const preferencesStart = "portal-preferences=";
// A portal that got its TLS since may still be sent the other one.
const bareName = sessionCookie.name.replace(/^__Host-/, "");
const sessionNames: readonly string[] = [bareName, `__Host-${bareName}`];

/**
 * Returns the raw value of the preferences cookie ("" without one), or null when the reader sent a session's cookie:
 * such a reader may be somebody, and must be answered as that person. Cookies of others say nothing here.
 */
export function preferencesOfGuest(header: string | null): string | null {
  const pairs = (header ?? "").split(";").map((pair) => pair.trim());
  if (pairs.some((pair) => sessionNames.includes(pair.split("=", 1)[0] ?? ""))) return null;
  // Of two, the first counts, as it does when the document is made.
  return (
    pairs
      .find((pair) => pair.startsWith(preferencesStart))
      ?.slice(preferencesStart.length)
      .trim() ?? ""
  );
}
