import "server-only";
import { desc, is } from "drizzle-orm";
import { PgTransaction } from "drizzle-orm/pg-core";
import type { Viewer } from "@/lib/auth/viewer";
import type { Database } from "@/lib/db/database";
import { requestContext } from "@/lib/request-context";
import { keysOf } from "@/lib/secrets";
import { canonicalEvent, sealOf, type AuditEvent } from "./canonical";
import { auditEvents } from "./tables";
import { takeLock } from "@/lib/db/locks";

/** Who did something. */
export type Actor = { kind: "person"; id: string } | { kind: "portal" | "operator" | "guest" };

/** Something that was done or refused; codes and ids only, never a text or name of a person. */
export type NewEvent = {
  actor: Actor;
  act: string;
  object: { kind: string; id: string };
  outcome?: "done" | "refused";
  detail?: AuditEvent["detail"];
  /** Whether only the day is written down and no request: where the moment would tell who it was. */
  isVague?: boolean;
};

const beginningOfDay = (now: Date) => new Date(Math.floor(now.getTime() / 86_400_000) * 86_400_000);

/** Returns who acts when this viewer does something. */
export function actorOf(viewer: Viewer): Actor {
  return viewer.isSignedIn ? { kind: "person", id: viewer.person.id } : { kind: "guest" };
}

// PostgreSQL refuses NUL, and writes a lone surrogate as another character: what is sealed must be what is read back.
const storable = (text: string) => text.toWellFormed().replaceAll("\0", "\ufffd");

function storableDetail(detail: AuditEvent["detail"]): AuditEvent["detail"] {
  return JSON.parse(JSON.stringify(detail, (_, value) => (typeof value === "string" ? storable(value) : value)));
}

/**
 * Appends an event to the audit log in the transaction of its act, so that there is either both or neither.
 * Events are written one at a time: call it as the last thing in a transaction, which holds the others up until it ends.
 * Whoever may do the act may call this; throws an Error outside of a transaction.
 */
export async function audit(tx: Database, event: NewEvent): Promise<void> {
  if (!is(tx, PgTransaction)) throw new Error("An audit event is written in the transaction of its act.");
  await tx.execute(takeLock("audit"));
  // A statement of its own: its snapshot must be younger than the lock.
  const [last] = await tx
    .select({ seq: auditEvents.seq, hash: auditEvents.hash })
    .from(auditEvents)
    .orderBy(desc(auditEvents.seq))
    .limit(1);
  const [key] = keysOf("audit");
  const sealed = {
    seq: (last?.seq ?? 0) + 1,
    at: event.isVague === true ? beginningOfDay(new Date()) : new Date(),
    // The column gives UUIDs back in lower case.
    actorId: event.actor.kind === "person" ? event.actor.id.toLowerCase() : null,
    actorKind: event.actor.kind,
    act: event.act,
    objectKind: event.object.kind,
    objectId: storable(event.object.id),
    outcome: event.outcome ?? "done",
    requestId: event.isVague === true ? "" : storable(requestContext().id),
    detail: storableDetail(event.detail ?? {}),
    previousHash: last?.hash ?? "",
    keyId: key.id,
  };
  await tx.insert(auditEvents).values({ ...sealed, hash: sealOf(key.bytes, canonicalEvent(sealed)) });
}
