import { crc32, deflateSync } from "node:zlib";

/** What must be left nowhere of a payload. */
export const marker = "b7e1d0f4-payload";

/** Tells whether the marker is in some bytes, in any of the usual ways to write it. */
export function holdsMarker(bytes: Buffer): boolean {
  const wide = Buffer.from(marker, "utf16le");
  return bytes.includes(marker) || bytes.includes(wide) || bytes.includes(Buffer.from(wide).swap16());
}

/** Returns a text as bytes. */
export const bytesOf = (text: string, encoding: BufferEncoding = "utf8") => Buffer.from(text, encoding);
/** Returns the bytes that a text of hexadecimal digits stands for. */
export const hex = (digits: string) => Buffer.from(digits.replaceAll(" ", ""), "hex");

const number = (value: number, isBigEndian: boolean) => {
  const bytes = Buffer.alloc(4);
  if (isBigEndian) bytes.writeUInt32BE(value);
  else bytes.writeUInt32LE(value);
  return bytes;
};

/** Returns a chunk of a PNG, with the checksum it must have. */
export function pngChunk(kind: string, data: Buffer): Buffer {
  const body = Buffer.concat([bytesOf(kind, "latin1"), data]);
  return Buffer.concat([number(data.length, true), body, number(crc32(body), true)]);
}

/** Returns a PNG that says it has a size, one bit for each pixel, with the given rows packed into it. */
export function claimingPng(width: number, height: number, rows: Buffer): Buffer {
  const header = Buffer.concat([number(width, true), number(height, true), hex("01 00 00 00 00")]);
  const parts = [pngChunk("IHDR", header), pngChunk("IDAT", deflateSync(rows)), pngChunk("IEND", Buffer.alloc(0))];
  return Buffer.concat([hex("89504e47 0d0a1a0a"), ...parts]);
}

/** Returns a PNG with more chunks after its header. */
export function withPngChunks(png: Buffer, ...chunks: Buffer[]): Buffer {
  return Buffer.concat([png.subarray(0, 33), ...chunks, png.subarray(33)]);
}

/** Returns a JPEG with another segment (its kind is the second byte of the segment's mark) after its start. */
export function withJpegSegment(jpeg: Buffer, kind: number, data: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(data.length + 2);
  return Buffer.concat([jpeg.subarray(0, 2), Buffer.from([0xff, kind]), length, data, jpeg.subarray(2)]);
}

/** Returns a WebP with one more chunk at its end, counted in its length. */
export function withWebpChunk(webp: Buffer, kind: string, data: Buffer): Buffer {
  const padded = data.length % 2 === 0 ? data : Buffer.concat([data, hex("00")]);
  const all = Buffer.concat([webp, bytesOf(kind, "latin1"), number(data.length, false), padded]);
  all.writeUInt32LE(all.length - 8, 4);
  return all;
}

/** Returns a ZIP with one stored file in it, as much of one as programs need to open it. */
export function zipOf(name: string, text: string): Buffer {
  const data = bytesOf(text);
  const sizes = Buffer.concat([number(crc32(data), false), number(data.length, false), number(data.length, false)]);
  const names = Buffer.from([name.length, 0, 0, 0]);
  const common = Buffer.concat([hex("1400 0000 0000 0000 0000"), sizes, names]);
  const local = Buffer.concat([hex("504b0304"), common, bytesOf(name), data]);
  const central = Buffer.concat([hex("504b0102 1400"), common, Buffer.alloc(14), bytesOf(name)]);
  const end = [hex("504b0506 0000 0000 0100 0100"), number(central.length, false), number(local.length, false)];
  return Buffer.concat([local, central, ...end, hex("0000")]);
}

/** Returns the next of numbers from 0 to 1 that look random and are the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
