import "server-only";
import { and, eq, isNotNull, lt } from "drizzle-orm";
import { Secret, TOTP } from "otpauth";
import type { Database } from "@/lib/db/database";
import { seal, unseal } from "@/lib/secrets";
import { recoveryCodes, authenticators } from "./tables";

// What every authenticator app understands, also those that ignore what the address asks for (RFC 6238, 4).
const rules = { algorithm: "SHA1", digits: 6, period: 30 };
// One step to either side: clocks differ, and people type slowly (RFC 6238, 5.2).
const stepsAround = 1;
const secretBytes = 20;

const place = (userId: string) => `authenticator ${userId}`;
const totpOf = (secret: string, names = {}) => new TOTP({ ...rules, ...names, secret: Secret.fromBase32(secret) });

/** Makes the secret of an authenticator: 160 random bits in Base32 (RFC 4226, 4). */
export const newAuthenticatorSecret = (): string => new Secret({ size: secretBytes }).base32;

/** Returns the address that an authenticator app reads from a QR code. */
export function authenticatorAddress(secret: string, site: string, account: string): string {
  return totpOf(secret, { issuer: site, label: account }).toString();
}

/** Returns the time step for which a code is right, within a step of now; null for a wrong code. */
export function stepOfCode(secret: string, code: string, now: Date): number | null {
  const totp = totpOf(secret);
  const timestamp = now.getTime();
  const delta = totp.validate({ token: code, timestamp, window: stepsAround });
  return delta === null ? null : totp.counter({ timestamp }) + delta;
}

/** Returns since when a person has had an authenticator; null when they have none. */
export async function findAuthenticator(database: Database, userId: string): Promise<{ since: Date } | null> {
  const [row] = await database
    .select({ since: authenticators.confirmedAt })
    .from(authenticators)
    .where(eq(authenticators.userId, userId));
  return row?.since == null ? null : { since: row.since };
}

/**
 * Keeps a person's new authenticator in place of the one before, in the caller's transaction; returns false when a code
 * of the same time step was used already, as by a form that is sent twice. Whether the person may is the caller's to decide.
 */
export async function keepAuthenticator(
  tx: Database,
  userId: string,
  secret: string,
  { step, now }: { step: number; now: Date },
): Promise<boolean> {
  const values = { secret: seal("authenticator", place(userId), secret), confirmedAt: now, lastStep: step };
  const kept = await tx
    .insert(authenticators)
    .values({ userId, ...values })
    .onConflictDoUpdate({ target: authenticators.userId, set: values, setWhere: lt(authenticators.lastStep, step) })
    .returning({ userId: authenticators.userId });
  return kept.length > 0;
}

/** Accepts a code of a person's authenticator, each at most once (RFC 6238, 5.2); returns false for any other. */
export async function takeCode(database: Database, userId: string, code: string, now: Date): Promise<boolean> {
  const isTheirs = and(eq(authenticators.userId, userId), isNotNull(authenticators.confirmedAt));
  const [row] = await database.select({ secret: authenticators.secret }).from(authenticators).where(isTheirs);
  if (row === undefined) return false;
  const step = stepOfCode(unseal("authenticator", place(userId), row.secret), code, now);
  if (step === null) return false;
  // One statement, so that of the same code sent twice at once only one is accepted.
  const taken = await database
    .update(authenticators)
    .set({ lastStep: step })
    .where(and(isTheirs, eq(authenticators.secret, row.secret), lt(authenticators.lastStep, step)))
    .returning({ userId: authenticators.userId });
  return taken.length > 0;
}

/** Removes a person's authenticator and recovery codes in the caller's transaction; returns false when there was none. */
export async function dropAuthenticator(tx: Database, userId: string): Promise<boolean> {
  await tx.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId));
  const dropped = await tx.delete(authenticators).where(eq(authenticators.userId, userId)).returning();
  return dropped.length > 0;
}
