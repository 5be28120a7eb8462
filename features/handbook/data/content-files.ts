import "server-only";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, realpathSync, statSync, type Stats } from "node:fs";
import path from "node:path";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";

/** A content file as the file system knows it; the stamp changes when the file is saved. */
export type FileStamp = { file: string; stamp: string };
/** What was found below a folder; of what lies below the unreadable places nothing is known, so it is not gone. */
export type FoundFiles = { files: FileStamp[]; folders: string[]; unreadable: string[] };

/** The folder of the pages, below the content folder. */
export const pagesFolder = "handbook";
// The inode sees a file that was replaced within one tick of the clock.
const stampOf = ({ mtimeMs, size, ino }: Stats) => `${mtimeMs}-${size}-${ino}`;

const longestPath = 500;
// Never "..", never a hidden file: a path comes from the address bar.
const pagePathPattern = /^\/handbook(?:\/[\p{L}\p{N}_][\p{L}\p{N}_.-]*)*$/u;
const isPagePath = (pagePath: string) => pagePath.length <= longestPath && pagePathPattern.test(pagePath);

/** Returns the path of the page that a file below the content folder holds, or null for a file no page can have. */
export function pathOfFile(file: string): string | null {
  const match = /^(handbook(?:\/[^/]+)*?)(?:\/index)?\.mdx$/.exec(file);
  const pagePath = match === null ? null : `/${match[1]}`;
  return pagePath !== null && isPagePath(pagePath) ? pagePath : null;
}

/** Returns the files that may hold the page of a path, in the order they are tried; none for a path no page can have. */
export function filesOfPath(pagePath: string): string[] {
  if (!isPagePath(pagePath)) return [];
  const bare = pagePath.slice(1);
  return bare === pagesFolder ? ["handbook/index.mdx"] : [`${bare}/index.mdx`, `${bare}.mdx`];
}

// Missing, too long for the file system, or below a file (x.mdx/index.mdx): all the same from outside.
// A disk that fails, or a folder that may not be read, says nothing about what is in it.
function isGone(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : null;
  return code === "ENOENT" || code === "ENOTDIR" || code === "ENAMETOOLONG";
}

const unreadable = (file: string, cause: unknown) =>
  new AppError("unavailable", `The file ${file} cannot be read just now.`, { cause });

/** Tells whether the folder of the pages is there; without it nothing can be said about any page. */
export function isPagesFolderThere(): boolean {
  try {
    return statSync(path.join(env.contentFolder, pagesFolder)).isDirectory();
  } catch {
    return false;
  }
}

/** Returns the stamp of a file below the content folder, or null when there is none; throws unavailable when nobody knows. */
export function stampOfFile(file: string): string | null {
  try {
    const stats = statSync(path.join(env.contentFolder, file), { throwIfNoEntry: false });
    return stats?.isFile() === true ? stampOf(stats) : null;
  } catch (error) {
    if (isGone(error)) return null;
    throw unreadable(file, error);
  }
}

/** Tells whether a file is called exactly so: some disks answer for "Team.mdx" when asked for "team.mdx". */
export function isNameOfFile(file: string): boolean {
  try {
    const real = realpathSync.native(path.join(env.contentFolder, file));
    return real === path.join(realpathSync.native(env.contentFolder), file);
  } catch {
    return false;
  }
}

/** Reads a file below the content folder with its stamp and hash, or null when it is gone; throws unavailable when it cannot be read. */
export function readContentFile(file: string): { text: string; stamp: string; hash: string } | null {
  const stamp = stampOfFile(file);
  if (stamp === null) return null;
  try {
    const bytes = readFileSync(path.join(env.contentFolder, file));
    return { text: bytes.toString("utf8"), stamp, hash: createHash("sha256").update(bytes).digest("hex") };
  } catch (error) {
    // Deleted between the two calls: the same as never there.
    if (isGone(error)) return null;
    throw unreadable(file, error);
  }
}

/** Lists the page files in one folder below the content folder (all levels when isDeep), and the folders met in it. */
export function listPageFiles(folder: string, isDeep: boolean): FoundFiles {
  const found: FoundFiles = { files: [], folders: [folder], unreadable: [] };
  const waiting = [folder];
  let isSomethingGone = false;
  for (let current = waiting.pop(); current !== undefined; current = waiting.pop()) {
    let entries;
    try {
      entries = readdirSync(path.join(env.contentFolder, current), { withFileTypes: true });
    } catch (error) {
      // A folder that was removed while it was being read holds nothing.
      if (current !== folder && isGone(error)) isSomethingGone = true;
      else found.unreadable.push(current);
      continue;
    }
    for (const entry of entries) {
      const below = `${current}/${entry.name}`;
      if (entry.isDirectory() && !entry.name.startsWith(".")) {
        found.folders.push(below);
        if (isDeep) waiting.push(below);
      } else if (entry.isFile() && entry.name.endsWith(".mdx")) {
        try {
          const stamp = stampOfFile(below);
          if (stamp === null) isSomethingGone = true;
          else found.files.push({ file: below, stamp });
        } catch {
          found.unreadable.push(below);
        }
      }
    }
  }
  // A disk that is taken away during the look lets everything after that seem to be gone.
  if (isSomethingGone && !isPagesFolderThere()) found.unreadable.push(folder);
  return found;
}
