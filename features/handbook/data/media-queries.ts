import "server-only";
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { LRUCache } from "lru-cache";
import sharp from "sharp";
import type { Tier, Viewer } from "@/lib/auth/viewer";
import { env } from "@/lib/env";
import { findPictureTier } from "./picture-tiers";

// No SVG: it can carry a program, and browsers run it when it is opened by itself.
const types: Record<string, string> = {
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  webp: "image/webp",
  avif: "image/avif",
  gif: "image/gif",
};
const formats = ["avif", "webp"] as const;
type Format = (typeof formats)[number];
const maximalWidth = 1600;

type ImageFile = { file: string; version: string; type: string };

function findImageFile(address: string): ImageFile | null {
  const match = /^\/media\/((?:[\w-]+\/)*[\w-]+\.([a-z0-9]+))$/.exec(address);
  const type = types[match?.[2] ?? ""];
  if (match?.[1] === undefined || type === undefined) return null;
  const file = path.join(env.contentFolder, "media", match[1]);
  try {
    const stats = statSync(file);
    return stats.isFile() ? { file, version: `${Math.round(stats.mtimeMs)}-${stats.size}`, type } : null;
  } catch {
    // Missing, or a name that the file system refuses.
    return null;
  }
}

const sizes = new LRUCache<string, { width: number; height: number }>({ max: 500 });

// The pictures that pages have shown or missed: a page changes when one of them does.
const shown = new LRUCache<string, true>({ max: 200 });

/** Returns a text that changes whenever a picture that a page shows is added, replaced or removed. */
export function getPublishedImageVersion(): string {
  return [...shown.keys()].map((address) => findImageFile(address)?.version ?? "missing").join(" ");
}

/** Returns the size in pixels and the version of a picture below content/media; null when there is none. */
export async function findPublishedImage(
  address: string,
): Promise<{ width: number; height: number; version: string } | null> {
  shown.set(address, true);
  const found = findImageFile(address);
  if (found === null) return null;
  const key = `${found.file} ${found.version}`;
  const kept = sizes.get(key);
  if (kept !== undefined) return { ...kept, version: found.version };
  try {
    const { width, height } = await sharp(found.file).metadata();
    sizes.set(key, { width, height });
    return { width, height, version: found.version };
  } catch {
    return null;
  }
}

/** A picture as it is sent, with whom it is for. */
type ReadImage = { bytes: Buffer; type: string; version: string; tier: Tier };

/**
 * Returns the bytes of a picture, converted once when a format is asked for; null when there is none, or when the viewer
 * may see no page that shows it: the same answer.
 */
export async function readImage(viewer: Viewer, address: string, format: string | null): Promise<ReadImage | null> {
  const found = findImageFile(address);
  if (found === null) return null;
  const tier = await findPictureTier(address);
  if (!viewer.canSee(tier)) return null;
  const { version } = found;
  const wanted = formats.find((known) => known === format);
  if (wanted === undefined) return { bytes: readFileSync(found.file), type: found.type, version, tier };
  return { bytes: await convert(found, wanted), type: `image/${wanted}`, version, tier };
}

async function convert({ file, version }: ImageFile, format: Format): Promise<Buffer> {
  const folder = path.join(env.dataFolder, "images");
  const name = `${path.relative(env.contentFolder, file).replaceAll(path.sep, "-")}-${version}.${format}`;
  const target = path.join(folder, name);
  try {
    return readFileSync(target);
  } catch {
    const image = sharp(file).rotate().resize({ width: maximalWidth, withoutEnlargement: true });
    const bytes = await (format === "avif" ? image.avif({ quality: 55 }) : image.webp({ quality: 80 })).toBuffer();
    mkdirSync(folder, { recursive: true });
    // Written aside first: a reader must never get half a picture.
    const partial = `${target}.${process.pid}`;
    writeFileSync(partial, bytes);
    renameSync(partial, target);
    return bytes;
  }
}
