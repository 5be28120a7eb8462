import { createHmac } from "node:crypto";
import type { auditEvents } from "./tables";

/** An event as the audit log holds it. */
export type AuditEvent = typeof auditEvents.$inferSelect;

/** What the last event was at a time, to be kept outside of the database: it shows when the end was cut off later. */
export type Checkpoint = { seq: number; hash: string; at: string; mac: string };

// Pairs in the order of their keys' code units, as in RFC 8785: the database gives keys back in an order of its own.
const sortedPairs = (detail: AuditEvent["detail"]) => Object.entries(detail).sort(([a], [b]) => (a < b ? -1 : 1));

/** Returns the text that is sealed for an event; it must stay the same for ever, or no older event verifies. */
export function canonicalEvent(event: Omit<AuditEvent, "hash">): string {
  return JSON.stringify([
    "event",
    event.seq,
    event.at.toISOString(),
    event.actorKind,
    event.actorId,
    event.act,
    event.objectKind,
    event.objectId,
    event.outcome,
    event.requestId,
    sortedPairs(event.detail),
    event.keyId,
    event.previousHash,
  ]);
}

/** Returns the text that is sealed for a checkpoint; its first word keeps it from ever being taken for an event. */
export function canonicalCheckpoint({ seq, hash, at }: Omit<Checkpoint, "mac">): string {
  return JSON.stringify(["checkpoint", seq, hash, at]);
}

/** Returns the seal of a text under a key: HMAC-SHA-256 (RFC 2104) in hexadecimal. */
export function sealOf(key: Buffer, text: string): string {
  return createHmac("sha256", key).update(text).digest("hex");
}
