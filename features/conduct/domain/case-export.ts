import { createHash, createPublicKey, verify } from "node:crypto";
import { z } from "zod";

/** The name of the form in which an export is written; another form has another name. */
export const exportFormat = "devrel-portal case export 1";

/** One thing in an export: a text as it is, or bytes in base64. */
export type ExportItem = { name: string; encoding: "utf8" | "base64"; content: string };
const itemShape = z.object({ name: z.string(), encoding: z.enum(["utf8", "base64"]), content: z.string() });

const manifestShape = z.object({
  format: z.literal(exportFormat),
  case: z.string(),
  madeAt: z.iso.datetime(),
  /** Whom this copy was made for: a copy that turns up elsewhere says whose it is. */
  recipient: z.string(),
  purpose: z.string(),
  scope: z.object({ withOriginals: z.boolean(), withNotes: z.boolean(), withNames: z.boolean() }),
  /** What was left out or changed, in sentences. */
  redacted: z.array(z.string()),
  /** Versions of the texts that letters were made of. */
  templates: z.record(z.string(), z.array(z.number())),
  /** Where the audit log stood: the last entry of this case, and the last checkpoint kept outside of the database. */
  audit: z.object({
    last: z.object({ seq: z.number(), hash: z.string() }).nullable(),
    checkpoint: z.object({ seq: z.number(), hash: z.string(), at: z.string() }).nullable(),
  }),
  items: z.array(z.object({ name: z.string(), bytes: z.number(), sha256: z.string() })),
});
export type ExportManifest = z.output<typeof manifestShape>;

const bundleShape = z.object({
  format: z.literal(exportFormat),
  /** The manifest as the very text that is signed, so that nobody has to agree on how JSON is written. */
  manifest: z.string(),
  /** Ed25519 (RFC 8032), in base64. */
  signature: z.string(),
  publicKey: z.string(),
  items: z.array(itemShape),
});

const bytesOf = ({ encoding, content }: Pick<ExportItem, "encoding" | "content">) => Buffer.from(content, encoding);
const sha256 = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");

/** Returns the bytes that are signed for a manifest: with the form in front, so that they can be nothing else. */
const signedBytes = (manifest: string): Buffer => Buffer.from(`${exportFormat}\n${manifest}`, "utf8");

/** Returns what a manifest says of its items. */
export const listItems = (items: readonly ExportItem[]): ExportManifest["items"] =>
  items.map((item) => ({ name: item.name, bytes: bytesOf(item).length, sha256: sha256(bytesOf(item)) }));

/** Puts an export together, signed by whoever holds the key. */
export function writeExport(
  manifest: ExportManifest,
  items: readonly ExportItem[],
  signer: { publicKey: string; sign: (bytes: Buffer) => Buffer },
): Buffer {
  const text = JSON.stringify(manifest, null, 2);
  const signature = signer.sign(signedBytes(text)).toString("base64");
  const bundle = { format: exportFormat, manifest: text, signature, publicKey: signer.publicKey, items };
  return Buffer.from(`${JSON.stringify(bundle, null, 1)}\n`, "utf8");
}

export type VerifiedExport = { ok: true; manifest: ExportManifest } | { ok: false; problems: string[] };

const failed = (...problems: string[]): VerifiedExport => ({ ok: false, problems });

function parsed<Shape extends z.ZodType>(shape: Shape, text: string): z.output<Shape> | null {
  try {
    return shape.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

function isSigned(manifest: string, signature: string, publicKey: string): boolean {
  try {
    const x = Buffer.from(publicKey, "base64").toString("base64url");
    const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
    return verify(null, signedBytes(manifest), key, Buffer.from(signature, "base64"));
  } catch {
    return false;
  }
}

/**
 * Checks an opened export, offline: that this portal signed it, by the public key that its page shows, and that every
 * item is as it was. It trusts nothing in the file, not even the key that stands there; it never throws.
 */
export function verifyExport(bytes: Uint8Array, publicKey: string): VerifiedExport {
  const bundle = parsed(bundleShape, Buffer.from(bytes).toString("utf8"));
  if (bundle === null) return failed("This is not an export of a case, or it is cut off.");
  if (!isSigned(bundle.manifest, bundle.signature, publicKey))
    return failed("The signature is not by this key: the manifest was changed, or another portal made it.");
  const manifest = parsed(manifestShape, bundle.manifest);
  if (manifest === null) return failed("The manifest cannot be read.");
  const given = new Map(bundle.items.map((item) => [item.name, item]));
  const listed = new Map(manifest.items.map((item) => [item.name, item]));
  const problems = [
    ...manifest.items.flatMap(({ name, bytes: size, sha256: hash }) => {
      const item = given.get(name);
      if (item === undefined) return [`${name} is missing.`];
      const content = bytesOf(item);
      return content.length === size && sha256(content) === hash ? [] : [`${name} was changed.`];
    }),
    ...bundle.items.flatMap(({ name }) => (listed.has(name) ? [] : [`${name} does not belong to it.`])),
    ...(given.size === bundle.items.length ? [] : ["A name stands for more than one item."]),
  ];
  return problems.length === 0 ? { ok: true, manifest } : failed(...problems);
}
