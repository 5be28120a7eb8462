/**
 * Returns the size to which a text of so many bytes is padded, so that sealed texts tell little of their length: at
 * most 12 % longer (Padmé, "Reducing Metadata Leakage from Encrypted Files and Communication with PURBs", 2019), and
 * never under 64 bytes.
 */
export function paddedSize(bytes: number): number {
  const size = Math.max(bytes, 64);
  const exponent = Math.floor(Math.log2(size));
  const significant = Math.floor(Math.log2(exponent)) + 1;
  const step = 2 ** (exponent - significant);
  return Math.ceil(size / step) * step;
}

const lengthBytes = 4;

/** Returns the bytes with their length in front and zeros behind, up to a padded size. */
export function pad(bytes: Uint8Array): Buffer {
  const padded = Buffer.alloc(paddedSize(lengthBytes + bytes.length));
  padded.writeUInt32BE(bytes.length);
  padded.set(bytes, lengthBytes);
  return padded;
}

/** Returns what `pad` was given; throws an Error when these bytes do not come from it. */
export function unpad(padded: Buffer): Buffer {
  const length = padded.length < lengthBytes ? Number.POSITIVE_INFINITY : padded.readUInt32BE();
  if (length > padded.length - lengthBytes) throw new Error("These bytes were not padded.");
  return padded.subarray(lengthBytes, lengthBytes + length);
}
