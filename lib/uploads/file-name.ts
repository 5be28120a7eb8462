import { endingOf, type FileType } from "./file-types";

// Names are what a stranger typed: controls and formatting (such as right-to-left overrides) make them lie.
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
const longestShown = 60;
const longestStem = 80;
// Windows keeps these for devices, with any ending.
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

const cut = (text: string, length: number) => [...text].slice(0, length).join("");

/** Returns a name as it may be shown to people: on one line, with nothing invisible, not endless. It is not a path. */
export function shownName(name: string): string {
  const visible = name.replace(invisible, "").replace(/\s+/gu, " ").trim();
  const short = [...visible].length > longestShown ? `${cut(visible, longestShown - 1)}…` : visible;
  return short === "" ? "unnamed file" : short;
}

/**
 * Returns the name under which a browser saves a file: letters, digits, spaces, - and _ of the stem, and the ending of
 * what the file is, whatever its name claims.
 */
export function savedName(name: string, type: FileType): string {
  const stem = name.replace(/\.[^./\\]*$/u, "");
  const plain = cut(stem.replace(invisible, "").replace(/[^\p{L}\p{M}\p{N} _-]+/gu, "_"), longestStem).trim();
  const safe = /[\p{L}\p{N}]/u.test(plain) && !reserved.test(plain) ? plain : "file";
  return `${safe}.${endingOf(type)}`;
}
