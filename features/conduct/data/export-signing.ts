import "server-only";
import { createPrivateKey, createPublicKey, hkdfSync, sign } from "node:crypto";
import sodium from "libsodium-wrappers-sumo";
import { AppError } from "@/lib/errors";
import { keysOf } from "@/lib/secrets";

// An Ed25519 private key in PKCS #8 is this and its seed (RFC 8410, 7).
const pkcs8 = Buffer.from("302e020100300506032b657004220420", "hex");

function signerOf(secret: Buffer) {
  const seed = Buffer.from(hkdfSync("sha256", secret, "devrel-portal", "case-export signature", 32));
  const privateKey = createPrivateKey({ key: Buffer.concat([pkcs8, seed]), format: "der", type: "pkcs8" });
  const { x = "" } = createPublicKey(privateKey).export({ format: "jwk" });
  return {
    publicKey: Buffer.from(x, "base64url").toString("base64"),
    sign: (bytes: Buffer): Buffer => sign(null, bytes, privateKey),
  };
}

/** Returns what signs exports now. Both sides of it come from the portal's secret, so every machine has the same. */
export const exportSigner = () => signerOf(keysOf("case-export")[0].bytes);

/** Returns the public keys by which exports of this portal are verified: the present one first, then former ones. */
export const exportPublicKeys = (): string[] => keysOf("case-export").map(({ bytes }) => signerOf(bytes).publicKey);

/**
 * Seals an export to a recipient's public key (libsodium's crypto_box_seal: X25519, XSalsa20-Poly1305), so that only
 * they open it. Throws invalid for a key that is none.
 */
export async function sealForRecipient(bytes: Uint8Array, publicKey: string): Promise<Buffer> {
  await sodium.ready;
  try {
    return Buffer.from(sodium.crypto_box_seal(bytes, Buffer.from(publicKey, "base64")));
  } catch {
    throw new AppError("invalid", "This is no public key that anything can be sealed to.", { field: "publicKey" });
  }
}

/** Makes a pair of keys for somebody who is to receive an export; both in base64. For the operator's command. */
export async function makeRecipientKeys(): Promise<{ publicKey: string; privateKey: string }> {
  await sodium.ready;
  const { publicKey, privateKey } = sodium.crypto_box_keypair();
  return {
    publicKey: Buffer.from(publicKey).toString("base64"),
    privateKey: Buffer.from(privateKey).toString("base64"),
  };
}

/** Opens an export with the recipient's private key, to be verified; throws invalid when it was sealed to another. */
export async function openAsRecipient(sealed: Uint8Array, privateKey: string): Promise<Buffer> {
  await sodium.ready;
  try {
    const secret = Buffer.from(privateKey, "base64");
    return Buffer.from(sodium.crypto_box_seal_open(sealed, sodium.crypto_scalarmult_base(secret), secret));
  } catch {
    throw new AppError("invalid", "This file was not sealed to this key, or it was changed.");
  }
}
