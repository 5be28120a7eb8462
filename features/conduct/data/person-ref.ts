import "server-only";
import { conductPseudonym } from "@/lib/vault/key-file";
import { normalizedHandle, type Platform } from "../domain/party";

/** Returns the pseudonym by which a person of the portal is found among the parties of cases. */
export const personRefOf = (personId: string): string => conductPseudonym("person", personId);

/** Returns the pseudonym by which somebody outside is found among the parties of cases. */
export const handleRefOf = (platform: Platform, handle: string): string =>
  conductPseudonym("handle", normalizedHandle(platform, handle));
