import "server-only";
import { randomBytes } from "node:crypto";
import sodium from "libsodium-wrappers-sumo";
import { z } from "zod";

const base64 = (bytes: number) =>
  z.string().refine((text) => Buffer.from(text, "base64").length === bytes, `must be ${bytes} bytes in base64`);
const pairShape = z.object({ public: base64(32), private: base64(32) });
const keySetShape = z.object({
  id: z.string().regex(/^[0-9a-f]{8}$/, "must be eight hexadecimal digits"),
  made: z.iso.date(),
  /** Wraps data keys (AES-256-GCM). */
  wrapping: base64(32),
  /** Data keys of new reports are sealed to its public half, so that accepting one needs no secret. */
  intake: pairShape,
  /** Identities of confidential reporters are sealed to its public half. */
  custodian: pairShape,
});

/** The shape of the key file: the first set is for writing, the others are former ones, for reading. */
export const keyringShape = z.object({
  version: z.literal(1),
  keys: z.tuple([keySetShape], keySetShape),
  /** Pseudonyms of people; it stays when keys are rotated, or nobody would be recognized any more. */
  pseudonyms: base64(32),
});
export type Keyring = z.output<typeof keyringShape>;
export type KeySet = Keyring["keys"][0];

/** The part of the key file that may be read by whoever accepts reports. */
export const publicKeysShape = z.object({ id: keySetShape.shape.id, intake: base64(32), custodian: base64(32) });
export type PublicKeys = z.output<typeof publicKeysShape>;

async function makeKeySet(): Promise<KeySet> {
  await sodium.ready;
  const pair = () => {
    const { publicKey, privateKey } = sodium.crypto_box_keypair();
    return { public: Buffer.from(publicKey).toString("base64"), private: Buffer.from(privateKey).toString("base64") };
  };
  return {
    id: randomBytes(4).toString("hex"),
    made: new Date().toISOString().slice(0, 10),
    wrapping: randomBytes(32).toString("base64"),
    intake: pair(),
    custodian: pair(),
  };
}

/** Returns a new keyring with one set of keys. */
export async function makeKeyring(): Promise<Keyring> {
  return { version: 1, keys: [await makeKeySet()], pseudonyms: randomBytes(32).toString("base64") };
}

/** Returns the keyring with a new set of keys in front, which everything is sealed with from now on. */
export async function withNewKeys(keyring: Keyring): Promise<Keyring> {
  return { ...keyring, keys: [await makeKeySet(), ...keyring.keys] };
}

/** Returns the part of a keyring that accepting a report needs. */
export function publicKeysOf({ keys: [current] }: Keyring): PublicKeys {
  return { id: current.id, intake: current.intake.public, custodian: current.custodian.public };
}
