import sharp from "sharp";
import type { PictureType } from "./file-types";
import { marker } from "./test-bytes";

const width = 48;
const height = 32;

// Not of one colour, so that half of a file is visibly half of a picture.
const pixels = (frames = 1) =>
  Buffer.from(Array.from({ length: width * height * 3 * frames }, (_, at) => (at * at * 31 + at * 7) % 251));
const raw = { raw: { width, height, channels: 3 } } as const;

/** An ordinary picture of each type, without metadata. */
export const pictures = async (): Promise<Record<PictureType, Buffer>> => ({
  "image/jpeg": await sharp(pixels(), raw).jpeg().toBuffer(),
  "image/png": await sharp(pixels(), raw).png().toBuffer(),
  "image/webp": await sharp(pixels(), raw).webp().toBuffer(),
});

/** Returns a picture that tells who took it, with what, and where. */
export async function tellingPicture(type: PictureType): Promise<Buffer> {
  const told = sharp(pixels(), raw)
    .withExif({
      IFD0: { Artist: marker, Copyright: marker, Make: marker, ImageDescription: marker },
      IFD2: { UserComment: marker },
      IFD3: { GPSLatitudeRef: "N", GPSLatitude: "47/1 22/1 0/1", GPSLongitudeRef: "E", GPSLongitude: "8/1 33/1 0/1" },
    })
    .withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF>${marker}</rdf:RDF></x:xmpmeta>`);
  return told.toFormat(type === "image/jpeg" ? "jpeg" : type === "image/png" ? "png" : "webp").toBuffer();
}

/** Returns an animation of three frames. */
export async function animation(): Promise<Buffer> {
  const strip = { raw: { width, height: height * 3, channels: 3, pageHeight: height } } as const;
  return sharp(pixels(3), strip)
    .webp({ loop: 0, delay: [100, 100, 100] })
    .toBuffer();
}

/** Returns a picture that is wider than high and, by its metadata, to be turned by a quarter. */
export async function lyingPicture(): Promise<Buffer> {
  return sharp(pixels(), raw).withMetadata({ orientation: 6 }).jpeg().toBuffer();
}
