import "server-only";
import { createHash, randomBytes } from "node:crypto";
import { and, count, eq, isNull } from "drizzle-orm";
import type { Database } from "@/lib/db/database";
import { recoveryCodes } from "./tables";

const codesAtOnce = 10;
const codeLength = 24;
// Crockford's Base32: no letter looks like a digit, and 24 of them hold 120 bits, so that a plain hash is enough.
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

const hashOf = (code: string) => createHash("sha256").update(code).digest("hex");
const grouped = (code: string) => code.match(/.{6}/g)?.join("-") ?? code;

function newCode(): string {
  return [...randomBytes(codeLength)].map((byte) => alphabet.charAt(byte % alphabet.length)).join("");
}

/** Returns a recovery code as it is kept, however it was typed; null for what cannot be one. */
function readRecoveryCode(typed: string): string | null {
  const code = typed.toUpperCase().replace(/[\s-]/g, "").replaceAll("O", "0").replace(/[IL]/g, "1");
  return code.length === codeLength && [...code].every((letter) => alphabet.includes(letter)) ? code : null;
}

/**
 * Makes a person's recovery codes anew in the caller's transaction, and returns them: they are kept as hashes only, so
 * nobody ever sees them again. Whether the person may is the caller's to decide.
 */
export async function replaceRecoveryCodes(tx: Database, userId: string): Promise<string[]> {
  const codes = Array.from({ length: codesAtOnce }, newCode);
  await tx.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId));
  await tx.insert(recoveryCodes).values(codes.map((code) => ({ userId, codeHash: hashOf(code) })));
  return codes.map(grouped);
}

/** Accepts a recovery code of a person, each once; returns false for any other. */
export async function takeRecoveryCode(database: Database, userId: string, typed: string, now: Date): Promise<boolean> {
  const code = readRecoveryCode(typed);
  if (code === null) return false;
  // One statement, so that of the same code sent twice at once only one is accepted.
  const taken = await database
    .update(recoveryCodes)
    .set({ usedAt: now })
    .where(
      and(eq(recoveryCodes.userId, userId), eq(recoveryCodes.codeHash, hashOf(code)), isNull(recoveryCodes.usedAt)),
    )
    .returning({ userId: recoveryCodes.userId });
  return taken.length > 0;
}

/** Returns how many recovery codes a person has left. */
export async function countRecoveryCodes(database: Database, userId: string): Promise<number> {
  const [row] = await database
    .select({ left: count() })
    .from(recoveryCodes)
    .where(and(eq(recoveryCodes.userId, userId), isNull(recoveryCodes.usedAt)));
  return row?.left ?? 0;
}
