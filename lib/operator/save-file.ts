import "server-only";
import path from "node:path";
import { writeNewFile } from "@/lib/db/new-file";
import type { Context } from "./command";

/** Returns how a command that was called from a folder makes files there. */
export function saveFrom(folder: string): Context["save"] {
  return (file, write) => (file === "-" ? write(process.stdout) : writeNewFile(path.resolve(folder, file), write));
}
