import "server-only";
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import path from "node:path";
import { desc } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "@/lib/db/database";
import { keysOf } from "@/lib/secrets";
import { canonicalCheckpoint, sealOf, type Checkpoint } from "./canonical";
import { auditEvents } from "./tables";

const fileOf = (folder: string) => path.join(folder, "audit-checkpoints.jsonl");
const textOf = (folder: string) => (existsSync(fileOf(folder)) ? readFileSync(fileOf(folder), "utf8") : "");

const checkpointSchema = z.object({ seq: z.number(), hash: z.string(), at: z.string(), mac: z.string() });

function parseLine(line: string): Checkpoint | null {
  try {
    return checkpointSchema.parse(JSON.parse(line));
  } catch {
    return null;
  }
}

/**
 * Returns the checkpoints kept in a folder, the oldest first, for verifyAudit.
 * A line that cannot be read, such as one cut short by a crash, is passed over: it says no more than a missing one.
 */
export function readCheckpoints(folder: string): Checkpoint[] {
  return textOf(folder)
    .split("\n")
    .flatMap((line) => parseLine(line) ?? []);
}

/** Appends a line and waits until the disk has it; a line cut short by a crash before stays a line of its own. */
function appendLine(folder: string, line: string): void {
  const text = textOf(folder);
  const handle = openSync(fileOf(folder), "a", 0o600);
  try {
    writeSync(handle, `${text === "" || text.endsWith("\n") ? "" : "\n"}${line}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/**
 * Keeps in a folder, outside of the database, what the last audit event is now; returns it so that the caller can log
 * it, too, or null when nothing was written since the last checkpoint. For a recurring job and the operator's commands.
 */
export async function writeCheckpoint(
  database: Database,
  folder: string,
  now: Date = new Date(),
): Promise<Checkpoint | null> {
  const [last] = await database
    .select({ seq: auditEvents.seq, hash: auditEvents.hash })
    .from(auditEvents)
    .orderBy(desc(auditEvents.seq))
    .limit(1);
  if (last === undefined || readCheckpoints(folder).at(-1)?.hash === last.hash) return null;
  const unsealed = { ...last, at: now.toISOString() };
  const checkpoint = { ...unsealed, mac: sealOf(keysOf("audit")[0].bytes, canonicalCheckpoint(unsealed)) };
  appendLine(folder, JSON.stringify(checkpoint));
  return checkpoint;
}

/**
 * Puts the checkpoints of a folder aside under another name, after a restore: they speak of entries that the restored
 * audit log may not have, and are still there for whoever compares. Returns the new path, or null when there were none.
 */
export function setAsideCheckpoints(folder: string, now: Date): string | null {
  if (!existsSync(fileOf(folder))) return null;
  const kept = path.join(folder, `audit-checkpoints.before-${now.toISOString().replace(/[:.]/g, "-")}.jsonl`);
  renameSync(fileOf(folder), kept);
  return kept;
}
