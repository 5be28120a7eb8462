import { AppError } from "@/lib/errors";

const mebibyte = 1024 * 1024;

/** What one report may carry in files. A photo of a phone has 12 to 50 megapixels; a screenshot has less than 10. */
export const fileLimits = {
  files: 10,
  bytesEach: 10 * mebibyte,
  bytesTogether: 40 * mebibyte,
  /** Of a picture, with all frames of an animation. Drawing the largest anew takes some 700 MB for a moment. */
  pixels: 40_000_000,
};

/** Throws what a person must change when files that belong together, old and new, are too many or too large together. */
export function requireFewFiles(sizes: readonly number[]): void {
  const { files, bytesTogether } = fileLimits;
  if (sizes.length > files) {
    throw new AppError("invalid", `There are ${sizes.length} files; up to ${files} can be attached. Leave some out.`);
  }
  if (sizes.reduce((sum, size) => sum + size, 0) > bytesTogether) {
    throw new AppError(
      "invalid",
      `All files together may have up to ${bytesTogether / mebibyte} MB. Leave some out, or attach smaller copies.`,
    );
  }
}
