import "server-only";
import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from "node:crypto";
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import path from "node:path";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { shortestSecret } from "@/lib/setting-checks.mjs";

/** What a key is for: each purpose has its own, derived from the one secret (RFC 5869). */
export type Purpose =
  | "sign-in"
  | "audit"
  | "rate-limit"
  | "authenticator"
  | "mail"
  | "mail-link"
  | "receipt"
  | "receipt-session"
  | "conduct-mail"
  | "case-export";
/** A key and the name by which something sealed with it finds it again. */
export type Key = { id: string; bytes: Buffer };

const nonceBytes = 12;
const tagBytes = 16;

const keptFile = path.join(env.dataFolder, "secret");

function keptSecret(): string {
  const file = keptFile;
  if (existsSync(file)) {
    const kept = readFileSync(file, "utf8").trim();
    if (kept.length >= shortestSecret) return kept;
    throw new AppError("unavailable", `The secret in ${file} is cut off or empty: put the whole one back.`);
  }
  mkdirSync(env.dataFolder, { recursive: true, mode: 0o700 });
  const made = randomBytes(48).toString("base64url");
  // Whole or not at all: half a secret would lock people out of what was sealed with it.
  const unfinished = `${file}.${process.pid}`;
  // Left there by a process that was killed; in a container the next one has the same number.
  rmSync(unfinished, { force: true });
  const handle = openSync(unfinished, "wx", 0o600);
  writeSync(handle, `${made}\n`);
  fsyncSync(handle);
  closeSync(handle);
  renameSync(unfinished, file);
  return made;
}

// Read once: the process holds the data folder, so nobody else changes it.
let all: string[] | undefined;
const secrets = () => (all ??= [...(env.secret ?? keptSecret()).split(","), ...env.oldSecrets]);

function keyOf(secret: string, purpose: Purpose): Key {
  const bytes = Buffer.from(hkdfSync("sha256", secret, "devrel-portal", purpose, 32));
  return { id: createHash("sha256").update(bytes).digest("hex").slice(0, 8), bytes };
}

/** Returns the keys of a purpose: the first is for writing, the others are former ones, for reading. */
export function keysOf(purpose: Purpose): [Key, ...Key[]] {
  const [current = "", ...former] = secrets();
  return [keyOf(current, purpose), ...former.map((secret) => keyOf(secret, purpose))];
}

/** Tells whether a secret is there already; without one, the first use of a key makes one. */
export const hasSecret = (): boolean => env.secret !== null || existsSync(keptFile);

/** Returns a pseudonym of a text under the current key of a purpose, in hexadecimal. */
export function pseudonymOf(purpose: Purpose, text: string): string {
  return createHmac("sha256", keysOf(purpose)[0].bytes).update(text).digest("hex");
}

/** Seals a text (AES-256-GCM) so that it opens only for the same purpose and place, such as a table and a row's id. */
export function seal(purpose: Purpose, place: string, text: string): string {
  const [key] = keysOf(purpose);
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv("aes-256-gcm", key.bytes, nonce).setAAD(Buffer.from(`${purpose} ${place}`));
  const sealed = Buffer.concat([nonce, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return `${key.id}.${sealed.toString("base64url")}`;
}

/** Opens what `seal` sealed for the same purpose and place; throws when it was changed, moved, or its key is gone. */
export function unseal(purpose: Purpose, place: string, sealed: string): string {
  const [id, text = ""] = sealed.split(".");
  const key = keysOf(purpose).find((each) => each.id === id);
  if (key === undefined) throw new Error(`The key ${id} of ${purpose} is not among the secrets of this portal.`);
  const bytes = Buffer.from(text, "base64url");
  const decipher = createDecipheriv("aes-256-gcm", key.bytes, bytes.subarray(0, nonceBytes));
  decipher.setAAD(Buffer.from(`${purpose} ${place}`)).setAuthTag(bytes.subarray(-tagBytes));
  return Buffer.concat([decipher.update(bytes.subarray(nonceBytes, -tagBytes)), decipher.final()]).toString("utf8");
}
