import "server-only";
import { closeDatabase, getDatabase } from "@/lib/db/database";
import { snapshotFolderOf, takeSnapshot } from "@/lib/db/snapshots";
import { env } from "@/lib/env";
import { AppError, messageOf } from "@/lib/errors";
import { log } from "@/lib/log";

// lib/cli/server.mjs calls it when the process is told to end.
const slot = globalThis as typeof globalThis & { portalClose?: () => Promise<void> };

// The embedded engine never makes sure that its files are on the disk (decision 0003); a snapshot is.
async function takeLastSnapshot(): Promise<void> {
  if (env.databaseUrl !== null) return;
  try {
    await takeSnapshot(await getDatabase(), snapshotFolderOf(env.dataFolder));
  } catch (error) {
    log.error("The snapshot at the end could not be taken.", error);
  }
}

/** Runs what must be ready before the first request; ends the process when it cannot be. */
export async function startPortal(prepare: () => Promise<{ stop: () => Promise<void> }>): Promise<void> {
  try {
    const { stop } = await prepare();
    // A clean close of the embedded engine makes the next start faster; after kill -9 it recovers by itself.
    slot.portalClose = async () => {
      await stop();
      await takeLastSnapshot();
      await closeDatabase();
    };
  } catch (error) {
    if (error instanceof AppError) process.stderr.write(`${error.message}\n`);
    else log.error(`The portal cannot start: ${messageOf(error)}`, error);
    process.exit(1);
  }
}
