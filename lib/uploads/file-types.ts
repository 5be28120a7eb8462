/** What a file that people attach may be, decided by its content. */
export type FileType = "image/jpeg" | "image/png" | "image/webp" | "application/pdf" | "text/plain";
/** A file that is a picture. */
export type PictureType = Extract<FileType, `image/${string}`>;

/** How a type is called, which endings of a name go with it (the first is ours), and what browsers call it. */
type Known = { label: string; endings: readonly [string, ...string[]]; declared: readonly string[] };

const known: Record<FileType, Known> = {
  "image/jpeg": {
    label: "a JPEG picture",
    endings: ["jpg", "jpeg", "jfif", "jpe"],
    declared: ["image/jpeg", "image/jpg", "image/pjpeg"],
  },
  "image/png": { label: "a PNG picture", endings: ["png"], declared: ["image/png", "image/x-png", "image/apng"] },
  "image/webp": { label: "a WebP picture", endings: ["webp"], declared: ["image/webp"] },
  "application/pdf": { label: "a PDF", endings: ["pdf"], declared: ["application/pdf", "application/x-pdf"] },
  "text/plain": { label: "plain text", endings: ["txt", "text", "log"], declared: ["text/plain", "text/x-log"] },
};

/** What can be attached, for a sentence. */
export const accepted = "JPEG, PNG and WebP pictures, PDFs and plain text";
/** Returns how a type is called in a sentence. */
export const labelOf = (type: FileType): string => known[type].label;
/** Returns the ending, without its dot, that a file of a type is saved under. */
export const endingOf = (type: FileType): string => known[type].endings[0];
/** Tells whether a type is one of a picture. */
export const isPicture = (type: FileType): type is PictureType => type.startsWith("image/");

/** Tells whether the ending of a name goes with a type; a name without an ending claims nothing. */
export function isNamedAs(name: string, type: FileType): boolean {
  const ending = /\.([^.]*)$/.exec(name.trimEnd())?.[1]?.toLowerCase();
  return ending === undefined || known[type].endings.includes(ending);
}

/** Tells whether what a browser declared goes with a type; browsers that do not know declare nothing, or bytes. */
export function isDeclaredAs(declared: string, type: FileType): boolean {
  const bare = declared.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  return bare === "" || bare === "application/octet-stream" || known[type].declared.includes(bare);
}
