import { bigint, index, jsonb, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";

/**
 * What was done, by whom, and what sensitive things were read: appended in the transaction of the act, each row sealed
 * to the one before it. A trigger refuses every update and delete. Holds no content and no names.
 */
export const auditEvents = pgTable(
  "audit_event",
  {
    /** 1, 2, 3 … without a gap. */
    seq: bigint("seq", { mode: "number" }).primaryKey(),
    /** Milliseconds only, so that what is sealed is what is read back. */
    at: timestamp("at", { withTimezone: true, precision: 3 }).notNull(),
    /** The person, or null for the portal itself, a command of the operator, or somebody without an account. */
    actorId: uuid("actor_id"),
    /** `person`, `portal`, `operator` or `guest`. */
    actorKind: text("actor_kind").notNull(),
    /** What was done, such as `role.granted`. */
    act: text("act").notNull(),
    objectKind: text("object_kind").notNull(),
    objectId: text("object_id").notNull(),
    /** `done` or `refused`. */
    outcome: text("outcome").notNull(),
    requestId: text("request_id").notNull(),
    /** Codes and numbers that say more, never text of people. */
    detail: jsonb("detail").$type<Record<string, string | number | boolean | null>>().notNull(),
    previousHash: text("previous_hash").notNull(),
    hash: text("hash").notNull(),
    /** Which secret it was sealed with. */
    keyId: text("key_id").notNull(),
  },
  (table) => [
    index("audit_event_object").on(table.objectKind, table.objectId),
    index("audit_event_actor").on(table.actorId),
    index("audit_event_act").on(table.act),
  ],
);
