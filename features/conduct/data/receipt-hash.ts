import "server-only";
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import sodium from "libsodium-wrappers-sumo";
import { keysOf, type Key } from "@/lib/secrets";

/** What is kept of a receipt's secret, both as base64url. */
export type ReceiptHash = { hash: string; salt: string };

// Argon2id with 19 MiB and two passes: OWASP's password storage cheat sheet. The secret has 100 bits, so this is only
// insurance, and more memory would help whoever sends many tries.
const passes = 2;
const memoryBytes = 19 * 1024 * 1024;
const hashBytes = 32;
const saltBytes = 16;

// Whoever names no receipt waits as long as whoever names one with another secret.
const unknown: ReceiptHash = {
  hash: randomBytes(hashBytes).toString("base64url"),
  salt: randomBytes(saltBytes).toString("base64url"),
};

let last: Promise<unknown> = Promise.resolve();

/** Runs one hash after the other, and lets what else is waiting go first: one of them holds up the process. */
function inTurn<Result>(run: () => Result): Promise<Result> {
  const result = last.then(() => setImmediate()).then(run);
  last = result.catch(() => undefined);
  return result;
}

async function hashUnder(key: Key, secret: Uint8Array, salt: Uint8Array): Promise<Buffer> {
  await sodium.ready;
  const peppered = createHmac("sha256", key.bytes).update(secret).digest();
  const algorithm = sodium.crypto_pwhash_ALG_ARGON2ID13;
  return inTurn(() => Buffer.from(sodium.crypto_pwhash(hashBytes, peppered, salt, passes, memoryBytes, algorithm)));
}

/** Returns what to keep of the secret of a receipt; called by whatever accepts a report, for anybody. */
export async function hashReceipt(secret: Uint8Array): Promise<ReceiptHash> {
  const salt = randomBytes(saltBytes);
  const hash = await hashUnder(keysOf("receipt")[0], secret, salt);
  return { hash: hash.toString("base64url"), salt: salt.toString("base64url") };
}

/**
 * Tells whether a secret is the one that was kept, under the current key or a former one. Anybody may try, within the
 * limits of the caller; null stands for a locator that nobody has, and takes the same work.
 */
export async function checkReceipt(secret: Uint8Array, stored: ReceiptHash | null): Promise<boolean> {
  const { hash, salt } = stored ?? unknown;
  const kept = Buffer.from(hash, "base64url");
  let isRight = false;
  // All keys are tried even after the right one, so that the time says nothing of which it was.
  for (const key of keysOf("receipt")) {
    const tried = await hashUnder(key, secret, Buffer.from(salt, "base64url"));
    if (timingSafeEqual(tried, kept)) isRight = true;
  }
  return isRight && stored !== null;
}
