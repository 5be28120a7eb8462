import { savedName } from "./file-name";
import { isPicture, type FileType } from "./file-types";

/** Returns "attachment" with a name for every browser, as RFC 6266 (appendix D) advises. */
function attachment(name: string): string {
  const ascii = name
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .replace(/[^\x20-\x7e]+/g, "_");
  // A saved name has none of the characters that encodeURIComponent leaves and RFC 8187 does not.
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(name)}`;
}

/** Only what was made anew may say what it is; browsers do nothing with bytes. */
function contentType(type: FileType, isWorkingCopy: boolean): string {
  if (!isWorkingCopy) return "application/octet-stream";
  if (isPicture(type)) return type;
  return type === "text/plain" ? "text/plain; charset=utf-8" : "application/octet-stream";
}

/**
 * Returns the headers under which a file that people attached is handed out: to be saved, run nowhere, kept by nobody.
 * The name may be anything; whoever asks must have been allowed to before.
 */
export function downloadHeaders(file: {
  name: string;
  type: FileType;
  size: number;
  isWorkingCopy: boolean;
}): Record<string, string> {
  return {
    "Content-Type": contentType(file.type, file.isWorkingCopy),
    "Content-Length": String(file.size),
    "Content-Disposition": attachment(savedName(file.name, file.type)),
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
    "Cache-Control": "private, no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
  };
}
