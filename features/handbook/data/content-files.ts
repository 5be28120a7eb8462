import "server-only";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, realpathSync, statSync, type Stats } from "node:fs";
import path from "node:path";
import { env } from "@/lib/env";

/** A content file as the file system knows it; the stamp changes when the file is saved. */
export type FileStamp = { file: string; stamp: string };

const pagesFolder = "handbook";
// The inode sees a file that was replaced within one tick of the clock.
const stampOf = ({ mtimeMs, size, ino }: Stats) => `${mtimeMs}-${size}-${ino}`;

/** Returns the path of the page that a file below the content folder holds, or null for any other file. */
export function pathOfFile(file: string): string | null {
  const match = /^(handbook(?:\/[^/]+)*?)(?:\/index)?\.mdx$/.exec(file);
  return match === null ? null : `/${match[1]}`;
}

// Never "..", never a hidden file: a path comes from the address bar.
const pagePathPattern = /^\/handbook(?:\/[\p{L}\p{N}_][\p{L}\p{N}_.-]*)*$/u;

/** Returns the files that may hold the page of a path, in the order they are tried; none for a path no page can have. */
export function filesOfPath(pagePath: string): string[] {
  if (pagePath.length > 500 || !pagePathPattern.test(pagePath)) return [];
  const bare = pagePath.slice(1);
  return bare === pagesFolder ? ["handbook/index.mdx"] : [`${bare}/index.mdx`, `${bare}.mdx`];
}

/** Returns the stamp of a file below the content folder, or null when there is none. */
export function stampOfFile(file: string): string | null {
  try {
    const stats = statSync(path.join(env.contentFolder, file));
    return stats.isFile() ? stampOf(stats) : null;
  } catch {
    // Missing, too long for the file system, or below a file (x.mdx/index.mdx): all the same from outside.
    return null;
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

/** Reads a file below the content folder with its stamp and hash, or null when it is gone. */
export function readContentFile(file: string): { text: string; stamp: string; hash: string } | null {
  const stamp = stampOfFile(file);
  if (stamp === null) return null;
  try {
    const bytes = readFileSync(path.join(env.contentFolder, file));
    return { text: bytes.toString("utf8"), stamp, hash: createHash("sha256").update(bytes).digest("hex") };
  } catch {
    // Deleted between the two calls: the same as never there.
    return null;
  }
}

/** Lists the page files in one folder below the content folder (all levels when isDeep), and the folders met. */
export function listPageFiles(folder: string, isDeep: boolean): { files: FileStamp[]; folders: string[] } {
  const files: FileStamp[] = [];
  const folders: string[] = [folder];
  const waiting = [folder];
  for (let current = waiting.pop(); current !== undefined; current = waiting.pop()) {
    let entries;
    try {
      entries = readdirSync(path.join(env.contentFolder, current), { withFileTypes: true });
    } catch {
      // A folder that was removed while it was being read holds nothing.
      continue;
    }
    for (const entry of entries) {
      const below = `${current}/${entry.name}`;
      if (entry.isDirectory() && isDeep && !entry.name.startsWith(".")) {
        folders.push(below);
        waiting.push(below);
      } else if (entry.isFile() && entry.name.endsWith(".mdx")) {
        const stamp = stampOfFile(below);
        if (stamp !== null) files.push({ file: below, stamp });
      }
    }
  }
  return { files, folders };
}
