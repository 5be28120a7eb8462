import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { users } from "@/lib/auth/tables";
import { cases, parties } from "./case-tables";

const instant = (name: string) => timestamp(name, { withTimezone: true });
const person = (name: string) => uuid(name).references(() => users.id);
const caseId = () =>
  uuid("case_id")
    .notNull()
    .references(() => cases.id, { onDelete: "cascade" });

/** What somebody proposes to do about a case. */
export const decisions = pgTable(
  "conduct_decision",
  {
    id: uuid("id").primaryKey(),
    caseId: caseId(),
    proposedBy: person("proposed_by").notNull(),
    proposedAt: instant("proposed_at").notNull().defaultNow(),
    rationale: text("rationale").notNull(),
    isLegalConsulted: boolean("is_legal_consulted").notNull().default(false),
    state: text("state").$type<"proposed" | "approved" | "rejected" | "withdrawn">().notNull().default("proposed"),
  },
  (table) => [index("conduct_decision_case").on(table.caseId)],
);

/** What somebody says to a proposed decision; the comment is sealed. */
export const votes = pgTable(
  "conduct_vote",
  {
    decisionId: uuid("decision_id")
      .notNull()
      .references(() => decisions.id, { onDelete: "cascade" }),
    personId: person("person_id").notNull(),
    value: text("value").$type<"approve" | "reject" | "abstain">().notNull(),
    /** Whether they held the lead's role when they voted. */
    isLead: boolean("is_lead").notNull(),
    comment: text("comment"),
    votedAt: instant("voted_at").notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.decisionId, table.personId] })],
);

/** What is in force, or will be, or was. */
export const measures = pgTable(
  "conduct_measure",
  {
    id: uuid("id").primaryKey(),
    caseId: caseId(),
    /** Null for an emergency act and what replaces a measure after an appeal. */
    decisionId: uuid("decision_id").references(() => decisions.id, { onDelete: "cascade" }),
    partyId: uuid("party_id")
      .notNull()
      .references(() => parties.id, { onDelete: "cascade" }),
    type: text("type").notNull(),
    tier: integer("tier").notNull(),
    state: text("state").notNull().default("proposed"),
    startsAt: instant("starts_at"),
    endsAt: instant("ends_at"),
    /** How long it lasts from its start on; null where it has no end. */
    days: integer("days"),
    /** Where it holds and under which conditions, sealed. */
    terms: text("terms").notNull(),
    isEmergency: boolean("is_emergency").notNull().default(false),
    reviewBy: instant("review_by"),
    reviewedBy: person("reviewed_by"),
    proposedBy: person("proposed_by").notNull(),
    executedBy: person("executed_by"),
    replaces: uuid("replaces"),
  },
  (table) => [
    index("conduct_measure_case").on(table.caseId),
    index("conduct_measure_party").on(table.partyId),
    index("conduct_measure_ends").on(table.endsAt),
  ],
);

/** What was done on an outside platform for a measure, and when. */
export const measureSteps = pgTable(
  "conduct_measure_step",
  {
    measureId: uuid("measure_id")
      .notNull()
      .references(() => measures.id, { onDelete: "cascade" }),
    step: text("step").notNull(),
    doneBy: person("done_by").notNull(),
    doneAt: instant("done_at").notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.measureId, table.step] })],
);

/** The letter to the person concerned. */
export const notices = pgTable("conduct_notice", {
  measureId: uuid("measure_id")
    .primaryKey()
    .references(() => measures.id, { onDelete: "cascade" }),
  /** Its four parts, sealed. */
  content: text("content").notNull(),
  writtenBy: person("written_by").notNull(),
  /** Who else read it and found nothing that gives the reporter away. */
  checkedBy: person("checked_by"),
  checkedAt: instant("checked_at"),
  delivery: text("delivery").$type<"handed_over" | "failed">(),
  deliveredAt: instant("delivered_at"),
  appealUntil: instant("appeal_until"),
  /** SHA-256 of the token in the signed link by which the person concerned appeals. */
  linkHash: text("link_hash").unique(),
  version: integer("version").notNull().default(1),
});

/** What the person concerned says against a measure; sealed under the appeal's own key. */
export const appeals = pgTable(
  "conduct_appeal",
  {
    id: uuid("id").primaryKey(),
    caseId: caseId(),
    measureId: uuid("measure_id")
      .notNull()
      .references(() => measures.id, { onDelete: "cascade" }),
    /** A second one is possible once, on new evidence. */
    isFurther: boolean("is_further").notNull().default(false),
    grounds: jsonb("grounds").$type<string[]>().notNull(),
    content: text("content").notNull(),
    state: text("state").notNull().default("filed"),
    reviewerId: person("reviewer_id"),
    reasoning: text("reasoning"),
    replacementId: uuid("replacement_id"),
    filedAt: instant("filed_at").notNull().defaultNow(),
    answerBy: instant("answer_by").notNull(),
    decidedAt: instant("decided_at"),
  },
  (table) => [
    uniqueIndex("conduct_appeal_once").on(table.measureId, table.isFurther),
    index("conduct_appeal_case").on(table.caseId),
  ],
);

/** The only thing that the rest of the portal learns of a measure: what a person may not do, and until when. */
export const restrictions = pgTable(
  "person_restriction",
  {
    /** Known to the desk; says nothing by itself. */
    sourceRef: uuid("source_ref").primaryKey(),
    personId: person("person_id").notNull(),
    kind: text("kind").$type<"no_sessions" | "no_account">().notNull(),
    endsAt: instant("ends_at"),
  },
  (table) => [index("person_restriction_person").on(table.personId)],
);
