import "server-only";
import { fileTypeFromBuffer } from "file-type";
import sharp from "sharp";
import { AppError } from "@/lib/errors";
import { shownName } from "./file-name";
import { accepted, isDeclaredAs, isNamedAs, isPicture, labelOf, type FileType, type PictureType } from "./file-types";
import { fileLimits } from "./limits";
import { readPlainText } from "./plain-text";

/** A file that may be kept, with its name as it may be shown. Its bytes are as they came, and not to be trusted. */
export type Inspected = { name: string; type: FileType; bytes: Buffer };

const sniffed: Readonly<Record<string, FileType>> = {
  "image/jpeg": "image/jpeg",
  "image/png": "image/png",
  "image/apng": "image/png",
  "image/webp": "image/webp",
  "application/pdf": "application/pdf",
};
// What is looked at is bounded, whatever the file claims of itself.
const headBytes = 4100;
const tailBytes = 1024;

async function typeOf(bytes: Buffer): Promise<FileType | null> {
  const found = await fileTypeFromBuffer(bytes.subarray(0, headBytes)).catch(() => undefined);
  const type = sniffed[found?.mime ?? ""];
  // Two letters are enough to be taken for a program or a bitmap ("MZ", "BM"), so text is asked about in any case.
  return type ?? (readPlainText(bytes) === null ? null : "text/plain");
}

/** Returns how many pixels a picture says it has, or null when it is not a picture of the type; decodes none. */
async function pixelsOf(bytes: Buffer, type: PictureType): Promise<number | null> {
  try {
    const { format, width, height } = await sharp(bytes, { limitInputPixels: false, animated: true }).metadata();
    return `image/${format}` === type ? width * height : null;
  } catch {
    return null;
  }
}

// ISO 32000-1, 7.5.5: the last line is the end mark. What comes after it is another file.
const isWholePdf = (bytes: Buffer) => /%%EOF[\s\0]*$/.test(bytes.subarray(-tailBytes).toString("latin1"));

/**
 * Returns a file that somebody attached when it is what it says it is and within the limits; throws a sentence that
 * names it by its own name and says the way out when it is not.
 */
export async function inspectFile(name: string, declaredType: string, bytes: Buffer): Promise<Inspected> {
  const shown = shownName(name);
  const refusal = (sentence: string) => new AppError("invalid", `“${shown}” ${sentence}`);
  if (bytes.length === 0) throw refusal("is empty. Save it again and attach that, or leave it out.");
  if (bytes.length > fileLimits.bytesEach) {
    throw refusal("is larger than 10 MB. Attach a smaller copy, or a part of it.");
  }
  const type = await typeOf(bytes);
  if (type === null) throw refusal(`cannot be attached; accepted are ${accepted}.`);
  const label = labelOf(type);
  if (!isNamedAs(name, type) || !isDeclaredAs(declaredType, type)) {
    throw refusal(
      `is ${label} by what is in it, but not by its name or kind. Save it under an ending that fits; accepted are ${accepted}.`,
    );
  }
  const pixels = isPicture(type) ? await pixelsOf(bytes, type) : 0;
  if (pixels === null || (type === "application/pdf" && !isWholePdf(bytes))) {
    throw refusal(`looks like ${label}, but cannot be read. Attach another copy or a screenshot of it.`);
  }
  if (pixels > fileLimits.pixels) {
    throw refusal("has more than 40 million pixels. Attach a smaller copy or a screenshot.");
  }
  return { name: shown, type, bytes };
}
