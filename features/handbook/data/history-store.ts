import "server-only";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { readLog, type Change } from "../domain/history";

const run = promisify(execFile);
const sixtyMegabytes = 60 * 1024 * 1024;

async function git(...args: string[]): Promise<string> {
  const options = { cwd: env.contentFolder, maxBuffer: sixtyMegabytes, timeout: 30_000 };
  return (await run("git", ["-c", "core.quotepath=off", ...args], options)).stdout;
}

type Changes = ReadonlyMap<string, readonly Change[]>;
type History = { head: string; changes: Changes };
const noHistory: History = { head: "", changes: new Map() };
const recheckMilliseconds = 5_000;
// No git, no repository or a busy machine: asking every few seconds would not help.
const recheckAfterFailureMilliseconds = 60_000;

/** What is known; null until the first look has ended, however it ended. */
let history: History | null = null;
let nextLookAt = Number.NEGATIVE_INFINITY;
let reading: Promise<void> | null = null;

async function readChanges(): Promise<Changes> {
  // The first commit of a shallow clone seems to have written every file: better no dates than wrong ones.
  if ((await git("rev-parse", "--is-shallow-repository")).trim() === "true") return noHistory.changes;
  const format = "--format=%x01%H%x00%aI%x00%aN%x00%s";
  return readLog(await git("log", "--relative", "--no-renames", format, "--name-only", "--", "."));
}

const isTooLong = (error: unknown) =>
  error instanceof Error && "code" in error && error.code === "ERR_CHILD_PROCESS_STDIO_MAXBUFFER";

async function read(): Promise<void> {
  const known = history ?? noHistory;
  try {
    const head = (await git("rev-parse", "HEAD")).trim();
    if (head !== known.head) {
      const changes = await readChanges().catch((error: unknown) => {
        if (!isTooLong(error)) throw error;
        // It will not be shorter the next time: pages show what was known until there is another commit.
        log.warn("The history of the content is longer than 60 MB and is not shown.");
        return known.changes;
      });
      history = { head, changes };
    }
    nextLookAt = performance.now() + recheckMilliseconds;
  } catch {
    // No git, no repository, or no commit yet: pages are shown without their history.
    history = known;
    nextLookAt = performance.now() + recheckAfterFailureMilliseconds;
  }
}

function lookNow(): void {
  // One pass at a time: a long one must not be overtaken by the next.
  if (reading !== null || performance.now() < nextLookAt) return;
  reading = read().finally(() => (reading = null));
}

/** Returns the commit that the known history ends with; has a look for newer ones in the background now and then. */
export function getPublishedHistoryVersion(): string {
  lookNow();
  return history?.head ?? "";
}

/** Returns the changes of every content file, newest first, from one pass over the git history; empty without one. */
export async function getPublishedHistory(): Promise<Changes> {
  lookNow();
  // Only the first readers wait; later ones get what is known while a new pass runs.
  if (history === null && reading !== null) await reading;
  return (history ?? noHistory).changes;
}
