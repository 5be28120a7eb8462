import "server-only";
import { getPublishedFacts } from "@/features/facts/data/facts-store";

/** Returns where the Conduct Team is reached from outside of the portal, as the data files have it. */
export function conductContact(): string {
  return getPublishedFacts().facts.site.contacts.conduct?.value ?? "the Conduct Team";
}
