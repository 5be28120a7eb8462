import { boolean, date, index, integer, pgTable, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { users } from "@/lib/auth/tables";
import type { CaseState } from "../domain/case-state";
import type { ConflictKind, ConflictSource } from "../domain/conflict";

const instant = (name: string) => timestamp(name, { withTimezone: true });
const caseId = () =>
  uuid("case_id")
    .notNull()
    .references(() => cases.id, { onDelete: "cascade" });
const person = (name: string) => uuid(name).references(() => users.id);

/** What the team handles. Everything that was written is sealed under the case's own key (lib/vault). */
export const cases = pgTable(
  "conduct_case",
  {
    id: uuid("id").primaryKey(),
    /** Two random words: a number would tell how many cases there are. */
    codeName: text("code_name").notNull().unique(),
    state: text("state").$type<CaseState>().notNull().default("new"),
    severity: text("severity"),
    /** Whether somebody is not safe; null until that was answered. */
    isSafetyRisk: boolean("is_safety_risk"),
    /** A line about what it is, sealed. */
    summary: text("summary").notNull(),
    openedAt: instant("opened_at").notNull().defaultNow(),
    closedAt: instant("closed_at"),
    nextUpdateBy: instant("next_update_by").notNull(),
    /** When an emergency act must be looked at by somebody else. */
    reviewBy: instant("review_by"),
    /** Whether the reported person was heard, and if not, why, sealed. */
    isHeard: boolean("is_heard"),
    notHeardReason: text("not_heard_reason"),
    isEscalated: boolean("is_escalated").notNull().default(false),
    mergedInto: uuid("merged_into"),
    retention: text("retention"),
    keepUntil: date("keep_until"),
    version: integer("version").notNull().default(1),
  },
  (table) => [index("conduct_case_state").on(table.state), index("conduct_case_due").on(table.nextUpdateBy)],
);

/** Somebody in a case. Recognized across cases by a keyed pseudonym of the person or handle. */
export const parties = pgTable(
  "conduct_party",
  {
    id: uuid("id").primaryKey(),
    caseId: caseId(),
    role: text("role").$type<"reported" | "affected" | "witness">().notNull(),
    ref: text("ref"),
    /** Handle and platform, or name, sealed. */
    who: text("who").notNull(),
    codeName: text("code_name").notNull(),
  },
  (table) => [index("conduct_party_case").on(table.caseId), index("conduct_party_ref").on(table.ref)],
);

/** That somebody of the desk stands too close to a case, or says that they do not. There is no reason, on purpose. */
export const conflicts = pgTable(
  "conduct_conflict",
  {
    caseId: caseId(),
    personId: person("person_id").notNull(),
    source: text("source").$type<ConflictSource>().notNull(),
    kind: text("kind").$type<"none" | ConflictKind>().notNull(),
    declaredAt: instant("declared_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.caseId, table.personId, table.source] }),
    index("conduct_conflict_person").on(table.personId),
  ],
);

/** Who does what in a case. */
export const assignments = pgTable(
  "conduct_assignment",
  {
    caseId: caseId(),
    personId: person("person_id").notNull(),
    role: text("role").$type<"coordinator" | "handler" | "native_reader" | "appeal_reviewer">().notNull(),
    assignedBy: person("assigned_by").notNull(),
    assignedAt: instant("assigned_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.caseId, table.personId, table.role] }),
    index("conduct_assignment_person").on(table.personId),
  ],
);

/** One behaviour of one party against one rule, and what was found. */
export const allegations = pgTable(
  "conduct_allegation",
  {
    id: uuid("id").primaryKey(),
    caseId: caseId(),
    partyId: uuid("party_id")
      .notNull()
      .references(() => parties.id, { onDelete: "cascade" }),
    ruleNumber: integer("rule_number").notNull(),
    ruleVersion: text("rule_version").notNull(),
    description: text("description").notNull(),
    finding: text("finding"),
    reasoning: text("reasoning"),
    foundBy: person("found_by"),
  },
  (table) => [index("conduct_allegation_case").on(table.caseId)],
);

/** What was there when somebody looked: link, handle and original text, sealed, with a hash of the whole. */
export const evidence = pgTable(
  "conduct_evidence",
  {
    id: uuid("id").primaryKey(),
    caseId: caseId(),
    kind: text("kind").$type<"snapshot" | "statement" | "file">().notNull(),
    content: text("content").notNull(),
    /** SHA-256 of the canonical content before it was sealed, in hexadecimal. */
    sha256: text("sha256").notNull(),
    fileId: uuid("file_id"),
    capturedBy: person("captured_by").notNull(),
    capturedAt: instant("captured_at").notNull().defaultNow(),
  },
  (table) => [index("conduct_evidence_case").on(table.caseId)],
);

/** A message of a thread, or a note of the desk. */
export const messages = pgTable(
  "conduct_message",
  {
    id: uuid("id").primaryKey(),
    /** With a reporter: their report, whose key seals it. Otherwise the case. */
    reportId: uuid("report_id"),
    caseId: uuid("case_id"),
    audience: text("audience").$type<"reporter" | "reported" | "internal">().notNull(),
    /** In a thread with a reported person: which. */
    partyId: uuid("party_id"),
    from: text("from_side").$type<"desk" | "reporter" | "reported">().notNull(),
    /** Who of the desk wrote it; outwards it is the Conduct Team. */
    authorId: person("author_id"),
    body: text("body").notNull(),
    /** For an anonymous reporter the beginning of the day. */
    writtenAt: instant("written_at").notNull(),
  },
  (table) => [index("conduct_message_report").on(table.reportId), index("conduct_message_case").on(table.caseId)],
);

/** A case that comes from, or goes to, somebody else. */
export const handovers = pgTable(
  "conduct_handover",
  {
    id: uuid("id").primaryKey(),
    caseId: caseId(),
    direction: text("direction").$type<"in" | "out">().notNull(),
    counterpart: text("counterpart").notNull(),
    state: text("state").$type<"offered" | "accepted" | "declined" | "completed">().notNull(),
    reference: text("reference").notNull(),
    by: person("by_person").notNull(),
    at: instant("at").notNull().defaultNow(),
  },
  (table) => [index("conduct_handover_case").on(table.caseId)],
);

/** That a case must be kept although its time has passed; two people, an end, and a sealed reason. */
export const holds = pgTable(
  "conduct_hold",
  {
    id: uuid("id").primaryKey(),
    caseId: caseId(),
    reason: text("reason").notNull(),
    placedBy: person("placed_by").notNull(),
    confirmedBy: person("confirmed_by"),
    until: date("until").notNull(),
    endedAt: instant("ended_at"),
  },
  (table) => [index("conduct_hold_case").on(table.caseId)],
);

/** An export of a case that one person asks for and another allows. */
export const caseExports = pgTable(
  "conduct_export",
  {
    id: uuid("id").primaryKey(),
    caseId: caseId(),
    /** Purpose and recipient, sealed. */
    about: text("about").notNull(),
    askedBy: person("asked_by").notNull(),
    allowedBy: person("allowed_by"),
    madeAt: instant("made_at"),
  },
  (table) => [index("conduct_export_case").on(table.caseId)],
);

/** Figures of a half-year; no ids. They survive the deletion of cases. */
export const counters = pgTable(
  "conduct_counter",
  {
    period: text("period").notNull(),
    dimension: text("dimension").notNull(),
    bucket: text("bucket").notNull(),
    count: integer("count").notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.period, table.dimension, table.bucket] })],
);
