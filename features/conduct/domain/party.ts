import { z } from "zod";

/** Where somebody is known by a name; `portal` is an account here, known by its address. */
export const platforms = ["discord", "code_host", "forum", "event", "social", "other", "portal"] as const;
export type Platform = (typeof platforms)[number];
export const platformLabels: Record<Platform, string> = {
  discord: "Discord",
  code_host: "Code hosting (issues, merge requests)",
  forum: "Forum",
  event: "An event",
  social: "A social network",
  other: "Somewhere else",
  portal: "An account of this portal",
};

/** Whom a party is, as it is sealed: what they are called, and where. */
export const partyIdentity = z.object({
  platform: z.enum(platforms),
  handle: z.string(),
  /** The name of a person of the portal. */
  name: z.string().default(""),
});
export type PartyIdentity = z.output<typeof partyIdentity>;

/** Returns a handle in the one form in which it is compared, with where it is used. */
export function normalizedHandle(platform: Platform, handle: string): string {
  const folded = handle
    .normalize("NFKC")
    .replace(/\p{Cf}/gu, "")
    .trim()
    .replace(/^@+/, "")
    .toLowerCase();
  return `${platform} ${folded}`;
}

/** Returns how a party is called at the desk. */
export function partyLabel({ platform, handle, name }: PartyIdentity): string {
  return name === "" ? `${handle} (${platformLabels[platform]})` : name;
}
