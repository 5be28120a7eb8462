import { boolean, date, index, integer, pgTable, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { users } from "@/lib/auth/tables";
import type { Mode } from "../domain/report-form";
import type { ReportState } from "../domain/report-state";

const instant = (name: string) => timestamp(name, { withTimezone: true });

/** What one person sends. Everything that was written is sealed under the report's own key (lib/vault). */
export const reports = pgTable(
  "conduct_report",
  {
    id: uuid("id").primaryKey(),
    mode: text("mode").$type<Mode>().notNull(),
    state: text("state").$type<ReportState>().notNull().default("submitted"),
    /** A pseudonym of the form it was sent with: sent twice, it is one report. */
    submissionRef: text("submission_ref").notNull().unique(),
    /** A pseudonym of the signed-in reporter, so that they find it again; null for an anonymous one. */
    reporterRef: text("reporter_ref"),
    content: text("content").notNull(),
    isUrgent: boolean("is_urgent").notNull().default(false),
    /** False where the reporter asked not to be written to. */
    isAnswerWanted: boolean("is_answer_wanted").notNull().default(true),
    /** A day, not an instant: the exact time would tell who was here just then. */
    submittedOn: date("submitted_on").notNull(),
    /** Held back until the next round of releases, so that its arrival tells nothing. */
    isReleased: boolean("is_released").notNull().default(false),
    acknowledgeBy: instant("acknowledge_by").notNull(),
    acknowledgedAt: instant("acknowledged_at"),
    nextUpdateBy: instant("next_update_by").notNull(),
    caseId: uuid("case_id"),
    /** Whether everybody at the desk is excluded, and the escalation contact has it. */
    isEscalated: boolean("is_escalated").notNull().default(false),
    version: integer("version").notNull().default(1),
  },
  (table) => [
    index("conduct_report_reporter").on(table.reporterRef),
    index("conduct_report_case").on(table.caseId),
    index("conduct_report_state").on(table.state),
  ],
);

/** How an anonymous reporter comes back: a public locator and what checks the secret. Also for appeals. */
export const receipts = pgTable("conduct_receipt", {
  locator: text("locator").primaryKey(),
  /** The report or appeal it opens. */
  ownerId: uuid("owner_id").notNull(),
  hash: text("hash").notNull(),
  salt: text("salt").notNull(),
});

/** Who a reporter is, sealed to the custodian; and, sealed apart, where the neutral mail goes. */
export const identities = pgTable("conduct_identity", {
  reportId: uuid("report_id")
    .primaryKey()
    .references(() => reports.id, { onDelete: "cascade" }),
  identity: text("identity").notNull(),
  /** Sealed with lib/secrets, not shown to anybody. */
  mailTo: text("mail_to"),
});

/** A wish to open the identity of a confidential reporter; a second person opens it. */
export const identityRequests = pgTable("conduct_identity_request", {
  id: uuid("id").primaryKey().defaultRandom(),
  reportId: uuid("report_id")
    .notNull()
    .references(() => reports.id, { onDelete: "cascade" }),
  askedBy: uuid("asked_by")
    .notNull()
    .references(() => users.id),
  askedAt: instant("asked_at").notNull().defaultNow(),
  /** Sealed under the report's key. */
  reason: text("reason").notNull(),
  allowedBy: uuid("allowed_by").references(() => users.id),
  allowedAt: instant("allowed_at"),
});

/** Who of the desk must not learn of a report: by the reporter's wish, or because they seem to be named in it. */
export const exclusions = pgTable(
  "conduct_exclusion",
  {
    reportId: uuid("report_id")
      .notNull()
      .references(() => reports.id, { onDelete: "cascade" }),
    personId: uuid("person_id")
      .notNull()
      .references(() => users.id),
    source: text("source").$type<"reporter" | "mention">().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.reportId, table.personId] }),
    index("conduct_exclusion_person").on(table.personId),
  ],
);

/** A report that is being written, kept for two weeks; sealed under its own key or, without a person, under its code. */
export const drafts = pgTable(
  "conduct_draft",
  {
    id: uuid("id").primaryKey(),
    reporterRef: text("reporter_ref").unique(),
    content: text("content").notNull(),
    expiresOn: date("expires_on").notNull(),
  },
  (table) => [index("conduct_draft_expires").on(table.expiresOn)],
);

/** A file somebody attached. Its parts are sealed under the key of its owner. */
export const files = pgTable(
  "conduct_file",
  {
    id: uuid("id").primaryKey(),
    /** The report or case it belongs to, and whose key seals it; until a report is sent, its upload. */
    ownerId: uuid("owner_id").notNull(),
    /** Name, type and size, sealed. */
    about: text("about").notNull(),
    state: text("state").$type<"quarantined" | "clean" | "rejected">().notNull(),
    hasOriginal: boolean("has_original").notNull(),
    hasCopy: boolean("has_copy").notNull(),
    /** SHA-256 of the original as it came, in hexadecimal. */
    sha256: text("sha256").notNull(),
    addedOn: date("added_on").notNull(),
    /** Until when an upload waits for its report; null once it belongs to one. */
    expiresOn: date("expires_on"),
  },
  (table) => [index("conduct_file_owner").on(table.ownerId)],
);

/** A piece of a file, in base64, so that no row is large. */
export const fileParts = pgTable(
  "conduct_file_part",
  {
    fileId: uuid("file_id")
      .notNull()
      .references(() => files.id, { onDelete: "cascade" }),
    kind: text("kind").$type<"original" | "copy">().notNull(),
    number: integer("number").notNull(),
    bytes: text("bytes").notNull(),
  },
  (table) => [primaryKey({ columns: [table.fileId, table.kind, table.number] })],
);
