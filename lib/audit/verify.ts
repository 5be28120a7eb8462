import "server-only";
import { asc, gt } from "drizzle-orm";
import type { Database } from "@/lib/db/database";
import { keysOf } from "@/lib/secrets";
import { canonicalCheckpoint, canonicalEvent, sealOf, type AuditEvent, type Checkpoint } from "./canonical";
import { auditEvents } from "./tables";

/** Something that is wrong with the audit log, at or before an event. */
type AuditProblem = { seq: number; reason: string };
/** What a verification found: how many events there are, what is wrong, and the last event. */
export type AuditReport = { events: number; problems: AuditProblem[]; last: { seq: number; hash: string } | null };

const batch = 1_000;

type Keys = ReadonlyMap<string, Buffer>;
type Previous = { seq: number; hash: string; isSound: boolean };

const numbers = (first: number, last: number) =>
  first === last ? `Event ${first} is` : `Events ${first} to ${last} are`;

/** Returns what is wrong with the number of an event after the one before it. */
function numberProblem(event: AuditEvent, previous: Previous): string | null {
  const expected = previous.seq + 1;
  if (event.seq > expected) return `${numbers(expected, event.seq - 1)} missing before this one.`;
  return event.seq < expected ? "This event stands before the first one." : null;
}

/** Tells whether an event was written after another one than the one before it, though both are as they were written. */
function isMisplaced(event: AuditEvent, previous: Previous): boolean {
  return event.seq === previous.seq + 1 && previous.isSound && event.previousHash !== previous.hash;
}

/** Returns what is wrong with an event itself. */
function sealProblem(event: AuditEvent, keys: Keys): string | null {
  const key = keys.get(event.keyId);
  if (key === undefined)
    return `This event is sealed with the key ${event.keyId}, which is not among the secrets: add the former secret to PORTAL_SECRET_OLD.`;
  return sealOf(key, canonicalEvent(event)) === event.hash ? null : "This event is not as it was written.";
}

/** Returns what is wrong with the end of the log, given the furthest event that a checkpoint names. */
function tailProblem(last: number, furthest: Checkpoint | undefined): AuditProblem | null {
  if (furthest === undefined || furthest.seq <= last) return null;
  const missing = `${numbers(last + 1, furthest.seq)} missing at the end`;
  return { seq: last + 1, reason: `${missing}: the checkpoint of ${furthest.at} names event ${furthest.seq}.` };
}

function isGenuine(checkpoint: Checkpoint, keys: Keys): boolean {
  return [...keys.values()].some((key) => sealOf(key, canonicalCheckpoint(checkpoint)) === checkpoint.mac);
}

/** Returns every event in order, read in batches, so that a long log fits in memory and others get their turn. */
async function* everyEvent(database: Database): AsyncGenerator<AuditEvent> {
  let after = Number.MIN_SAFE_INTEGER;
  for (;;) {
    const rows = await database
      .select()
      .from(auditEvents)
      .where(gt(auditEvents.seq, after))
      .orderBy(asc(auditEvents.seq))
      .limit(batch);
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < batch) return;
    after = last.seq;
  }
}

/**
 * Reads the whole audit log and returns what in it was changed, added, removed or moved since it was written.
 * That its end was cut off shows only with checkpoints. For operators and admins, whom the caller has checked.
 */
export async function verifyAudit(database: Database, checkpoints: readonly Checkpoint[] = []): Promise<AuditReport> {
  const keys: Keys = new Map(keysOf("audit").map(({ id, bytes }) => [id, bytes]));
  const problems: AuditProblem[] = [];
  const report = (seq: number, reason: string | null) => reason !== null && problems.push({ seq, reason });

  const genuine = checkpoints.filter((checkpoint) => isGenuine(checkpoint, keys)).sort((a, b) => a.seq - b.seq);
  for (const checkpoint of checkpoints)
    if (!genuine.includes(checkpoint))
      report(checkpoint.seq, "The checkpoint of this event was changed, or its secret is not among the secrets.");

  let events = 0;
  let checked = 0;
  let previous: Previous = { seq: 0, hash: "", isSound: true };
  const unknownKeys = new Set<string>();
  for await (const event of everyEvent(database)) {
    report(event.seq, numberProblem(event, previous));
    const seal = sealProblem(event, keys);
    if (seal === null && isMisplaced(event, previous))
      report(event.seq, "This event does not follow the one before it.");
    // A lost key is one problem, not one per event.
    if (!unknownKeys.has(event.keyId)) report(event.seq, seal);
    if (!keys.has(event.keyId)) unknownKeys.add(event.keyId);
    for (let next = genuine[checked]; next !== undefined && next.seq <= event.seq; next = genuine[++checked])
      if (next.seq === event.seq && next.hash !== event.hash)
        report(event.seq, `This event is not the one that the checkpoint of ${next.at} names.`);
    previous = { seq: event.seq, hash: event.hash, isSound: seal === null };
    events += 1;
  }
  const tail = tailProblem(previous.seq, genuine.at(-1));
  if (tail !== null) problems.push(tail);
  return { events, problems, last: events === 0 ? null : { seq: previous.seq, hash: previous.hash } };
}
