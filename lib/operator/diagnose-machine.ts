import "server-only";
import { existsSync, statfsSync, statSync } from "node:fs";
import { listSnapshots, snapshotFolderOf } from "@/lib/db/snapshots";
import type { Diagnosis } from "./diagnosis";
import { formatBytes } from "./sizes";

const leastBytes = 200_000_000;
const scarceBytes = 1_000_000_000;
const staleHours = 3;

/** Says whether the data folder is there, and private. */
export function diagnoseFolder(folder: string): Diagnosis {
  if (!existsSync(folder)) {
    return { mark: "!", what: `There is no data folder ${folder} yet`, todo: "start the portal, or check PORTAL_DATA" };
  }
  const mode = statSync(folder).mode & 0o777;
  if (process.platform === "win32" || (mode & 0o077) === 0) return { mark: "✓", what: `Data folder ${folder}` };
  return {
    mark: "✗",
    what: `The data folder ${folder} is open to other users (${mode.toString(8)})`,
    todo: `chmod 700 ${folder}`,
  };
}

/** Says whether there is room on the disk of the data folder. */
export function diagnoseDisk(folder: string): Diagnosis {
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  const what = `Free on its disk: ${formatBytes(free)}`;
  if (free >= scarceBytes) return { mark: "✓", what };
  return { mark: free < leastBytes ? "✗" : "!", what, todo: `a portal needs ${formatBytes(leastBytes)} at least` };
}

/** Says how old the last snapshot of an embedded database is. */
export function diagnoseSnapshots(dataFolder: string, now: Date): Diagnosis {
  const snapshots = listSnapshots(snapshotFolderOf(dataFolder));
  const [latest] = snapshots;
  const todo = "one is taken every hour while the portal runs; npm run portal -- backup makes a copy now";
  if (latest === undefined) return { mark: "!", what: "There is no snapshot yet", todo };
  const minutes = Math.max(0, Math.round((now.getTime() - latest.takenAt.getTime()) / 60_000));
  const age = minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
  const what = `Snapshots: ${snapshots.length}; the latest is ${age} old and has ${formatBytes(latest.bytes)}`;
  return minutes <= staleHours * 60 ? { mark: "✓", what } : { mark: "!", what, todo };
}
