import "server-only";
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { pad, unpad } from "./padding";

/** Where a sealed value stands. It opens only there: moved to another row or column it is refused. */
export type Place = { table: string; column: string; row: string };

const algorithm = "aes-256-gcm";
const nonceBytes = 12;
const tagBytes = 16;
/** Version of the form in which values are sealed. */
const form = "1";

/** A key of 256 bits for everything of one report or case; `id` says whose. Its bytes never leave lib/vault. */
export class DataKey {
  readonly id: string;
  readonly #bytes: Buffer;

  private constructor(id: string, bytes: Buffer) {
    this.id = id;
    this.#bytes = bytes;
  }

  /** Makes a new key for a report or case. */
  static fresh(id: string): DataKey {
    return new DataKey(id, randomBytes(32));
  }

  /** The key of these bytes: for lib/vault, which unwraps them, and for what is sealed with a secret that nobody keeps. */
  static ofBytes(id: string, bytes: Buffer): DataKey {
    if (bytes.length !== 32) throw new Error("A data key has 32 bytes.");
    return new DataKey(id, bytes);
  }

  /** Hands its bytes to what wraps them; only for lib/vault. */
  wrapWith<T>(wrap: (bytes: Buffer) => T): T {
    return wrap(this.#bytes);
  }

  #boundTo({ table, column, row }: Place): Buffer {
    return Buffer.from(["conduct", algorithm, form, table, column, row, this.id].join("|"));
  }

  /** Seals bytes for a place (AES-256-GCM, NIST SP 800-38D, with a random nonce); their length is blurred. */
  sealBytes(place: Place, bytes: Uint8Array): Buffer {
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv(algorithm, this.#bytes, nonce).setAAD(this.#boundTo(place));
    return Buffer.concat([nonce, cipher.update(pad(bytes)), cipher.final(), cipher.getAuthTag()]);
  }

  /** Opens what `sealBytes` sealed for the same place; throws when it was changed or moved. */
  openBytes(place: Place, sealed: Uint8Array): Buffer {
    const bytes = Buffer.from(sealed);
    const decipher = createDecipheriv(algorithm, this.#bytes, bytes.subarray(0, nonceBytes));
    decipher.setAAD(this.#boundTo(place)).setAuthTag(bytes.subarray(-tagBytes));
    return unpad(Buffer.concat([decipher.update(bytes.subarray(nonceBytes, -tagBytes)), decipher.final()]));
  }

  /** Seals a text for a place. */
  seal(place: Place, text: string): string {
    return `${form}.${this.sealBytes(place, Buffer.from(text, "utf8")).toString("base64")}`;
  }

  /** Opens what `seal` sealed for the same place; throws when it was changed or moved. */
  open(place: Place, sealed: string): string {
    const [given, text = ""] = sealed.split(".");
    if (given !== form) throw new Error("This value was sealed in a form that is not known.");
    return this.openBytes(place, Buffer.from(text, "base64")).toString("utf8");
  }

  toJSON(): string {
    throw new Error("A key is never written down.");
  }
}
