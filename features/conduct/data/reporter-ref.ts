import "server-only";
import { createHmac } from "node:crypto";
import { keysOf } from "@/lib/secrets";

/**
 * Returns the pseudonyms by which a signed-in reporter finds their own reports: the first for writing, all for reading.
 * They do not come from the keys of the desk, so that a report is accepted while those are away.
 */
export function reporterRefsOf(personId: string): [string, ...string[]] {
  const [current, ...former] = keysOf("receipt").map(({ bytes }) =>
    createHmac("sha256", bytes).update(`reporter ${personId}`).digest("hex"),
  );
  return [current ?? "", ...former];
}
