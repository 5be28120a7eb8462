import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  index,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { Role } from "./roles";

const instant = (name: string) => timestamp(name, { withTimezone: true });

/** Which mails a person wants, by topic. */
export type Notifications = { security: boolean; community: boolean };

/** A person who has signed in at least once. After the account is deleted the row stays without anything personal. */
export const users = pgTable("person", {
  id: uuid("id").primaryKey().defaultRandom(),
  name: text("name").notNull(),
  /** In lower case, and always confirmed by a provider or by a link sent to it. */
  email: text("email").unique(),
  zone: text("zone"),
  language: text("language"),
  notifications: jsonb("notifications").$type<Notifications>().notNull().default({ security: true, community: true }),
  isDemo: boolean("is_demo").notNull().default(false),
  createdAt: instant("created_at").notNull().defaultNow(),
  deletedAt: instant("deleted_at"),
});

/** How a person signs in: who they are at a provider. Tokens of the provider are never kept. */
export const accounts = pgTable(
  "sign_in_account",
  {
    provider: text("provider").notNull(),
    providerAccountId: text("provider_account_id").notNull(),
    userId: uuid("person_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    linkedAt: instant("linked_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.provider, table.providerAccountId] }),
    index("sign_in_account_person").on(table.userId),
  ],
);

/** A browser in which a person is signed in. */
export const sessions = pgTable(
  "sign_in_session",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    /** SHA-256 of the token in the cookie: a copy of the table opens no session. */
    tokenHash: text("token_hash").notNull().unique(),
    userId: uuid("person_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    provider: text("provider").notNull(),
    /** Browser and system, in words a person recognizes; nothing more of it is kept. */
    device: text("device").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    lastSeenAt: instant("last_seen_at").notNull().defaultNow(),
    expiresAt: instant("expires_at").notNull(),
    /** When the person last proved who they are; sensitive acts ask for it again after a while. */
    confirmedAt: instant("confirmed_at").notNull().defaultNow(),
    /** When a second factor was shown in this session. */
    secondFactorAt: instant("second_factor_at"),
  },
  (table) => [index("sign_in_session_person").on(table.userId)],
);

/** A link sent by mail that proves an address once. */
export const verificationTokens = pgTable(
  "sign_in_link",
  {
    identifier: text("identifier").notNull(),
    tokenHash: text("token_hash").notNull(),
    expiresAt: instant("expires_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.identifier, table.tokenHash] })],
);

/** Where a role comes from. */
export type GrantSource = "portal" | "claim" | "setting" | "command" | "demo";
/** Proposed roles wait for a second person and give nothing yet. */
export type GrantState = "proposed" | "active" | "ended";

/** A role of a person, from when it was proposed until it ended. Rows are never deleted. */
export const roleGrants = pgTable(
  "role_grant",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    userId: uuid("person_id")
      .notNull()
      .references(() => users.id),
    role: text("role").$type<Role>().notNull(),
    source: text("source").$type<GrantSource>().notNull(),
    /** The provider whose claim it was, else empty. */
    sourceKey: text("source_key").notNull().default(""),
    state: text("state").$type<GrantState>().notNull(),
    proposedBy: uuid("proposed_by").references(() => users.id),
    proposedAt: instant("proposed_at").notNull().defaultNow(),
    confirmedBy: uuid("confirmed_by").references(() => users.id),
    confirmedAt: instant("confirmed_at"),
    endedBy: uuid("ended_by").references(() => users.id),
    endedAt: instant("ended_at"),
  },
  (table) => [
    uniqueIndex("role_grant_once")
      .on(table.userId, table.role, table.source, table.sourceKey)
      .where(sql`state <> 'ended'`),
    index("role_grant_person").on(table.userId),
  ],
);

/** A person's authenticator app. */
export const authenticators = pgTable("authenticator", {
  userId: uuid("person_id")
    .primaryKey()
    .references(() => users.id, { onDelete: "cascade" }),
  /** Sealed with a key of the portal (lib/secrets.ts). */
  secret: text("secret").notNull(),
  /** Null until the first code was typed correctly. */
  confirmedAt: instant("confirmed_at"),
  /** Time step of the last accepted code: a code works once (RFC 6238, 5.2). */
  lastStep: bigint("last_step", { mode: "number" }).notNull().default(0),
});

/** Codes for the day the authenticator app is lost; each works once. */
export const recoveryCodes = pgTable(
  "recovery_code",
  {
    userId: uuid("person_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    codeHash: text("code_hash").notNull(),
    usedAt: instant("used_at"),
  },
  (table) => [primaryKey({ columns: [table.userId, table.codeHash] })],
);
