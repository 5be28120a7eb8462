import "server-only";
import { existsSync } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import path from "node:path";
import type { Writable } from "node:stream";
import { AppError } from "@/lib/errors";
import { syncToDisk } from "./database-folder";

/**
 * Makes a file that only this user may read, whole and on the disk or not at all. Throws conflict when it exists,
 * not_found when its folder does not.
 */
export async function writeNewFile<T>(file: string, write: (output: Writable) => Promise<T>): Promise<T> {
  const requireNew = () => {
    if (existsSync(file)) throw new AppError("conflict", `${file} is there already, and is not overwritten.`);
  };
  requireNew();
  if (!existsSync(path.dirname(file))) throw new AppError("not_found", `There is no folder ${path.dirname(file)}.`);
  const unfinished = `${file}.${process.pid}.part`;
  try {
    const handle = await open(unfinished, "wx", 0o600);
    // Flushed to the disk before it is closed.
    const result = await write(handle.createWriteStream({ flush: true }));
    requireNew();
    await rename(unfinished, file);
    syncToDisk(path.dirname(file));
    return result;
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}
