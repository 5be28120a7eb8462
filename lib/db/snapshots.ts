import "server-only";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import { writeBackup } from "./backup-writer";
import type { Database } from "./database";
import { nameOfInstant, syncToDisk } from "./database-folder";
import { writeNewFile } from "./new-file";
import { findThinned } from "./snapshot-thinning";

/** A snapshot on the disk: when it was taken, and a hash of what is in it. */
export type Snapshot = { file: string; takenAt: Date; contentHash: string; bytes: number };

const pattern = /^(\d{4}-\d{2}-\d{2})T(\d{2})-(\d{2})-(\d{2})Z\.([0-9a-f]{16})\.jsonl\.gz$/;

/** Returns where the snapshots of a data folder lie. */
export const snapshotFolderOf = (dataFolder: string) => path.join(dataFolder, "snapshots");

/** Returns the snapshots in a folder, newest first; none when there is no such folder. */
export function listSnapshots(folder: string): Snapshot[] {
  if (!existsSync(folder)) return [];
  const found = readdirSync(folder).flatMap((name) => {
    const parts = pattern.exec(name);
    if (parts === null) return [];
    const [, date, hours, minutes, seconds, contentHash = ""] = parts;
    const file = path.join(folder, name);
    return [
      {
        file,
        takenAt: new Date(`${date}T${hours}:${minutes}:${seconds}Z`),
        contentHash,
        bytes: statSync(/* turbopackIgnore: true */ file).size,
      },
    ];
  });
  return found.sort((one, other) => other.takenAt.getTime() - one.takenAt.getTime());
}

function thin(folder: string): void {
  for (const { file } of findThinned(listSnapshots(folder), new Date())) rmSync(file, { force: true });
}

// Left there by a process that was killed; only one process works in a data folder.
function removeUnfinished(folder: string): void {
  for (const name of readdirSync(folder)) if (name.startsWith("unfinished")) rmSync(path.join(folder, name));
}

/**
 * Writes a snapshot of a database into a folder, thins the older ones, and returns the newest: the one before, when
 * nothing has changed since. Throws not_found when the database holds nothing yet.
 */
export async function takeSnapshot(
  database: Database,
  folder: string,
): Promise<{ file: string; rows: number; bytes: number }> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  removeUnfinished(folder);
  const unfinished = path.join(folder, "unfinished");
  const takenAt = new Date();
  const { rows, contentHash } = await writeNewFile(unfinished, (output) => writeBackup(database, output));
  const shortHash = contentHash.slice(0, 16);
  const [last] = listSnapshots(folder);
  let file = path.join(folder, `${nameOfInstant(takenAt)}.${shortHash}.jsonl.gz`);
  if (last?.contentHash === shortHash) {
    rmSync(unfinished);
    file = last.file;
  } else {
    renameSync(unfinished, file);
    syncToDisk(folder);
  }
  thin(folder);
  return { file, rows, bytes: statSync(file).size };
}
