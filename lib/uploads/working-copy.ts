import "server-only";
import sharp from "sharp";
import { AppError } from "@/lib/errors";
import { isPicture, labelOf, type FileType, type PictureType } from "./file-types";
import type { Inspected } from "./inspect";
import { fileLimits } from "./limits";
import { readPlainText } from "./plain-text";

/** What people work with instead of the original: the same to look at, made anew. */
export type WorkingCopy = { type: FileType; bytes: Buffer };

// Ten times what the largest permitted picture takes on two processors.
const longestSeconds = 30;

// One picture at a time: the largest takes several hundred megabytes.
let last: Promise<unknown> = Promise.resolve();
function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  const mine = last.then(work);
  last = mine.catch(() => undefined);
  return mine;
}

/** Draws a picture anew: only its pixels pass, so nothing that stood beside them does. */
async function redraw(bytes: Buffer, type: PictureType): Promise<Buffer> {
  const options = {
    animated: true,
    failOn: "error",
    limitInputPixels: fileLimits.pixels,
    sequentialRead: true,
  } as const;
  const { pages = 1 } = await sharp(bytes, options).metadata();
  const picture = sharp(bytes, options).timeout({ seconds: longestSeconds });
  // The frames of an animation lie one below the other while they are drawn, so they cannot be turned.
  const upright = pages === 1 ? picture.autoOrient() : picture;
  // Small coloured writing stays legible.
  if (type === "image/jpeg") return upright.jpeg({ quality: 90, chromaSubsampling: "4:4:4" }).toBuffer();
  return (type === "image/png" ? upright.png() : upright.webp({ quality: 90 })).toBuffer();
}

/**
 * Returns the working copy of an inspected file: pictures drawn anew without metadata, text as UTF-8 without controls,
 * and null for PDFs, which can only be downloaded. Throws a sentence when a picture cannot be read to its end.
 */
export async function workingCopyOf({ name, type, bytes }: Inspected): Promise<WorkingCopy | null> {
  const sentence = `“${name}” cannot be read to its end as ${labelOf(type)}. Attach another copy or a screenshot.`;
  if (isPicture(type)) {
    const picture = await inTurn(() => redraw(bytes, type)).catch((cause: unknown) => {
      throw new AppError("invalid", sentence, { cause });
    });
    return { type, bytes: picture };
  }
  if (type === "application/pdf") return null;
  const text = readPlainText(bytes);
  if (text === null) throw new AppError("invalid", sentence);
  return { type, bytes: Buffer.from(text) };
}
