import "server-only";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { env } from "@/lib/env";
import { readLog, type Change } from "../domain/history";

const run = promisify(execFile);
const sixtyMegabytes = 60 * 1024 * 1024;

async function git(...args: string[]): Promise<string> {
  const options = { cwd: env.contentFolder, maxBuffer: sixtyMegabytes, timeout: 30_000 };
  return (await run("git", ["-c", "core.quotepath=off", ...args], options)).stdout;
}

type History = { head: string; changes: ReadonlyMap<string, readonly Change[]> };
const noHistory: History = { head: "", changes: new Map() };
const recheckMilliseconds = 5_000;

let history: History = noHistory;
let checkedAt = Number.NEGATIVE_INFINITY;
let reading: Promise<void> | null = null;

async function read(): Promise<void> {
  try {
    const head = (await git("rev-parse", "HEAD")).trim();
    if (head === history.head) return;
    // The first commit of a shallow clone seems to have written every file: better no dates than wrong ones.
    if ((await git("rev-parse", "--is-shallow-repository")).trim() === "true") {
      history = { ...noHistory, head };
      return;
    }
    const log = await git(
      "log",
      "--relative",
      "--no-renames",
      "--format=%x01%H%x00%aI%x00%aN%x00%s",
      "--name-only",
      "--",
      ".",
    );
    history = { head, changes: readLog(log) };
  } catch {
    // No git, no repository, or no commit yet: pages are shown without their history.
    history = noHistory;
  }
}

function lookNow(): void {
  const now = performance.now();
  if (now - checkedAt <= recheckMilliseconds) return;
  checkedAt = now;
  reading = read().finally(() => (reading = null));
}

/** Returns the commit that the known history ends with; has a look for newer ones in the background now and then. */
export function getPublishedHistoryVersion(): string {
  lookNow();
  return history.head;
}

/** Returns the changes of every content file, newest first, from one pass over the git history; empty without one. */
export async function getPublishedHistory(): Promise<ReadonlyMap<string, readonly Change[]>> {
  lookNow();
  // Only the first reader waits; later ones get what is known while a new pass runs.
  if (history === noHistory && reading !== null) await reading;
  return history.changes;
}
