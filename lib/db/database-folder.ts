import "server-only";
import { closeSync, existsSync, fsyncSync, openSync, readdirSync, renameSync } from "node:fs";
import { open } from "node:fs/promises";
import path from "node:path";

const filesAtOnce = 64;

/** Returns where the embedded engine keeps its files in a data folder. */
export const databaseFolderOf = (dataFolder: string) => path.join(dataFolder, "database");
/** Returns where a database is made from a backup, before it is known to be whole. */
export const unfinishedFolderOf = (dataFolder: string) => path.join(dataFolder, "database.restoring");

const finishedFolderOf = (dataFolder: string) => path.join(dataFolder, "database.restored");

/** Makes sure that a file, or the names in a folder, are on the disk. */
export function syncToDisk(file: string): void {
  const handle = openSync(file, "r");
  try {
    fsyncSync(handle);
  } catch (error) {
    // Windows has no such call for folders, and files there were synced by who wrote them.
    if (process.platform !== "win32") throw error;
  } finally {
    closeSync(handle);
  }
}

/** Returns an instant as it stands in names of files, such as 2026-11-20T17-00-00Z. */
export const nameOfInstant = (instant: Date) =>
  instant
    .toISOString()
    .replace(/\.\d+Z$/, "Z")
    .replaceAll(":", "-");

// The engine itself never makes sure of that (decision 0003). Many at once, because each waits for the disk.
async function syncAll(folder: string): Promise<void> {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  while (names.length > 0) {
    const some = names.splice(0, filesAtOnce).map(async (name) => {
      const handle = await open(path.join(folder, name));
      try {
        await handle.sync();
      } catch (error) {
        if (process.platform !== "win32") throw error;
      } finally {
        await handle.close();
      }
    });
    await Promise.all(some);
  }
  syncToDisk(folder);
}

/**
 * Puts a finished database in the place of the current one, which is kept; returns where. The engine must be closed.
 * Whenever the process is killed, the next opening finds the old database or the new one, and never neither.
 */
export async function swapDatabase(dataFolder: string): Promise<string | null> {
  const unfinished = unfinishedFolderOf(dataFolder);
  // What is replaced must not be the only whole database on the disk.
  await syncAll(unfinished);
  // From this name on the restoring counts as done.
  renameSync(unfinished, finishedFolderOf(dataFolder));
  syncToDisk(dataFolder);
  return finishSwap(dataFolder);
}

/** Finishes a swap that was begun, if there is one; returns where the former database is kept. */
export function finishSwap(dataFolder: string): string | null {
  const finished = finishedFolderOf(dataFolder);
  if (!existsSync(finished)) return null;
  const current = databaseFolderOf(dataFolder);
  const kept = path.join(dataFolder, `database.before-restore-${nameOfInstant(new Date())}`);
  const hasFormer = existsSync(current);
  if (hasFormer) renameSync(current, kept);
  renameSync(finished, current);
  syncToDisk(dataFolder);
  return hasFormer ? kept : null;
}
