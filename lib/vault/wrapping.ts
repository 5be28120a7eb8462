import "server-only";
import { createCipheriv, createDecipheriv, createHash, randomBytes, timingSafeEqual } from "node:crypto";
import sodium from "libsodium-wrappers-sumo";
import { DataKey } from "./data-key";
import type { Keyring, KeySet, PublicKeys } from "./keyring";

const nonceBytes = 12;
const tagBytes = 16;

// A sealed box (libsodium's crypto_box_seal: X25519, XSalsa20-Poly1305) binds nothing beside its content: what it is
// for goes inside.
const purposeOf = (purpose: string) => createHash("sha256").update(purpose).digest();

async function sealTo(publicKey: string, purpose: string, content: Uint8Array): Promise<Buffer> {
  await sodium.ready;
  const inside = Buffer.concat([purposeOf(purpose), content]);
  return Buffer.from(sodium.crypto_box_seal(inside, Buffer.from(publicKey, "base64")));
}

async function openSealed(pair: KeySet["intake"], purpose: string, sealed: Buffer): Promise<Buffer> {
  await sodium.ready;
  const [publicKey, privateKey] = [Buffer.from(pair.public, "base64"), Buffer.from(pair.private, "base64")];
  const inside = Buffer.from(sodium.crypto_box_seal_open(sealed, publicKey, privateKey));
  if (!timingSafeEqual(inside.subarray(0, 32), purposeOf(purpose)))
    throw new Error("This was sealed for another place.");
  return inside.subarray(32);
}

function keySet(keyring: Keyring, id: string): KeySet {
  const found = keyring.keys.find((each) => each.id === id);
  if (found === undefined) throw new Error(`The keys ${id} are not in the key file of this portal.`);
  return found;
}

const dataKeyPurpose = (id: string) => `data key ${id}`;

/** Seals a data key to the intake: whoever seals cannot open it again. */
export async function sealKey(keys: PublicKeys, key: DataKey): Promise<string> {
  const sealed = await key.wrapWith((bytes) => sealTo(keys.intake, dataKeyPurpose(key.id), bytes));
  return `intake.${keys.id}.${sealed.toString("base64")}`;
}

/** Wraps a data key with the current wrapping key of a keyring (AES-256-GCM). */
export function wrapKey({ keys: [current] }: Keyring, key: DataKey): string {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv("aes-256-gcm", Buffer.from(current.wrapping, "base64"), nonce);
  cipher.setAAD(Buffer.from(`${dataKeyPurpose(key.id)} ${current.id}`));
  const wrapped = key.wrapWith((bytes) =>
    Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]),
  );
  return `wrap.${current.id}.${wrapped.toString("base64")}`;
}

/** Opens a sealed or wrapped data key of an owner; throws when it was changed, belongs to another, or its keys are gone. */
export async function unwrapKey(keyring: Keyring, id: string, wrapped: string): Promise<DataKey> {
  const [way, keysId = "", text = ""] = wrapped.split(".");
  const keys = keySet(keyring, keysId);
  const bytes = Buffer.from(text, "base64");
  if (way === "intake") return DataKey.ofBytes(id, await openSealed(keys.intake, dataKeyPurpose(id), bytes));
  const decipher = createDecipheriv("aes-256-gcm", Buffer.from(keys.wrapping, "base64"), bytes.subarray(0, nonceBytes));
  decipher.setAAD(Buffer.from(`${dataKeyPurpose(id)} ${keysId}`)).setAuthTag(bytes.subarray(-tagBytes));
  return DataKey.ofBytes(id, Buffer.concat([decipher.update(bytes.subarray(nonceBytes, -tagBytes)), decipher.final()]));
}

/** Seals a text to the custodian, for a place such as a table and a row. */
export async function sealToCustodian(keys: PublicKeys, place: string, text: string): Promise<string> {
  const sealed = await sealTo(keys.custodian, `custodian ${place}`, Buffer.from(text, "utf8"));
  return `custodian.${keys.id}.${sealed.toString("base64")}`;
}

/** Opens what was sealed to the custodian for the same place; throws when it was changed, moved, or its keys are gone. */
export async function openAsCustodian(keyring: Keyring, place: string, sealed: string): Promise<string> {
  const [, keysId = "", text = ""] = sealed.split(".");
  const opened = await openSealed(keySet(keyring, keysId).custodian, `custodian ${place}`, Buffer.from(text, "base64"));
  return opened.toString("utf8");
}
