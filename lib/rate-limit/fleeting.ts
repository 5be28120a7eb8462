import "server-only";
import { createHmac, randomBytes } from "node:crypto";
import { clientNetwork } from "./client-network";
import { refusal, type Limit } from "./rate-limit";

type Count = { count: number; endsAt: number };
type Counts = { key: Buffer; renewAt: number; byName: Map<string, Count> };

const dayMs = 24 * 60 * 60 * 1000;
/** How many counts are held at most, so that no flood of addresses fills the memory. */
export const mostCounts = 20_000;

// Next loads this module several times; all of them count together.
const slot = globalThis as typeof globalThis & { portalFleetingCounts?: Counts };

/** Returns the counts of today. With the key of yesterday nobody could find out any more who it was. */
function countsOf(now: number): Counts {
  const kept = slot.portalFleetingCounts;
  if (kept !== undefined && now < kept.renewAt) return kept;
  return (slot.portalFleetingCounts = { key: randomBytes(32), renewAt: now + dayMs, byName: new Map() });
}

function makeRoom(counts: Map<string, Count>, now: number): void {
  if (counts.size < mostCounts) return;
  for (const [key, { endsAt }] of counts) if (endsAt <= now) counts.delete(key);
  if (counts.size < mostCounts) return;
  // The oldest give way: turning newcomers away would let a flood keep everybody from reporting. A tenth at once, or
  // each newcomer of a flood would cost a look at all of them.
  for (const key of counts.keys()) {
    if (counts.size <= 0.9 * mostCounts) break;
    counts.delete(key);
  }
}

/**
 * Counts one more attempt of a client and throws limited, as `requireWithin` does, when there were too many in the
 * current window – without a trace: in the memory of this process only, under a key that is random and lives for a day,
 * and without a line in the log. For pages on which people are anonymous; an unknown client ("") is counted as one.
 */
export function requireWithinFleeting(limit: Limit, who: string, now: Date = new Date()): void {
  const at = now.getTime();
  const { key, byName: counts } = countsOf(at);
  const name = createHmac("sha256", key)
    .update(`${limit.name} ${clientNetwork(who)}`)
    .digest("base64url");
  const kept = counts.get(name);
  if (kept === undefined || kept.endsAt <= at) {
    counts.delete(name);
    makeRoom(counts, at);
    counts.set(name, { count: 1, endsAt: at + limit.seconds * 1000 });
    return;
  }
  kept.count = Math.min(kept.count, limit.most) + 1;
  if (kept.count > limit.most) throw refusal(kept.endsAt - at);
}
