import "server-only";
import { createHash } from "node:crypto";
import { existsSync, lstatSync, mkdirSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { AppError } from "@/lib/errors";

// The address of a socket holds 104 bytes on macOS and 108 on Linux, with a zero at its end.
const longestAddress = 103;

function requirePrivate(folder: string): void {
  const { uid, mode } = lstatSync(folder);
  if (uid === process.getuid?.() && (mode & 0o170077) === 0o040000) return;
  throw new AppError(
    "unavailable",
    `${folder} must be a folder that only this user can open: remove it, or give the data folder a shorter path.`,
  );
}

/**
 * Returns where a portal that holds a data folder listens for commands. Where the path would be too long for a socket,
 * that is in the system's folder for temporary files; throws unavailable when somebody else has made the folder there.
 */
export function controlAddressOf(dataFolder: string): string {
  const id = createHash("sha256").update(realpathSync(dataFolder)).digest("hex").slice(0, 32);
  if (process.platform === "win32") return `\\\\.\\pipe\\portal-control-${id}`;
  const address = path.join(dataFolder, "control.sock");
  if (Buffer.byteLength(address) <= longestAddress) return address;
  const folder = path.join(tmpdir(), `portal-${id}`);
  if (!existsSync(folder)) mkdirSync(folder, { mode: 0o700 });
  requirePrivate(folder);
  return path.join(folder, "control.sock");
}
