import { createDecipheriv, pbkdf2Sync, randomBytes, randomUUID } from "node:crypto";
import { DataKey } from "@/lib/vault/data-key";
import { getKeyring, getPublicKeys } from "@/lib/vault/key-file";
import { sealKey, unwrapKey, wrapKey } from "@/lib/vault/wrapping";
import { median } from "./numbers.mjs";

const fields = 50;
const fieldBytes = 2048;
const rounds = 100;
const slowRounds = 1;
// A documented scheme of others: every field has a salt of its own, and its key is derived from one password.
const derivations = 100_000;

const place = (row: number) => ({ table: "conduct_message", column: "body", row: String(row) });

async function timesOf(count: number, run: () => unknown): Promise<number[]> {
  const times = [];
  for (let round = 0; round < count; round += 1) {
    const startedAt = performance.now();
    await run();
    times.push(performance.now() - startedAt);
  }
  return times;
}

function openSlowly(): void {
  for (let field = 0; field < fields; field += 1) {
    const key = pbkdf2Sync("a password of the portal", randomBytes(16), derivations, 32, "sha512");
    const decipher = createDecipheriv("aes-256-gcm", key, randomBytes(12));
    // What comes out is nonsense: only the work is compared.
    decipher.update(randomBytes(fieldBytes));
  }
}

/**
 * Returns the milliseconds for opening a case of 50 fields of 2 KiB: its key and all of them, once with the key as it
 * comes in and once as it is after a rotation; and what a key derived for each field would cost.
 */
export async function measureOpening() {
  const id = randomUUID();
  const key = DataKey.fresh(id);
  const sealed = Array.from({ length: fields }, (_, row) => key.seal(place(row), "x".repeat(fieldBytes)));
  const wrappings = { fresh: await sealKey(getPublicKeys(), key), rotated: wrapKey(getKeyring(), key) };
  const open = async (wrapped: string) => {
    const opened = await unwrapKey(getKeyring(), id, wrapped);
    for (const [row, value] of sealed.entries()) opened.open(place(row), value);
  };
  await timesOf(rounds, () => open(wrappings.fresh));
  return {
    fresh: median(await timesOf(rounds, () => open(wrappings.fresh))),
    rotated: median(await timesOf(rounds, () => open(wrappings.rotated))),
    derived: median(await timesOf(slowRounds, openSlowly)),
  };
}
