import { createHash } from "node:crypto";
import { realpathSync, rmSync } from "node:fs";
import { connect, createServer } from "node:net";
import { AppError } from "@/lib/errors";

function addressOf(folder: string): string {
  const id = createHash("sha256").update(realpathSync(folder)).digest("hex").slice(0, 32);
  if (process.platform === "linux") return `\0portal-db-${id}`;
  if (process.platform === "win32") return `\\\\.\\pipe\\portal-db-${id}`;
  return `/tmp/portal-db-${id}.sock`;
}

/** Returns the process that holds an address, or null when nobody answers there. */
function ownerOf(address: string): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = connect(address);
    let text = "";
    socket.on("data", (chunk) => (text += chunk.toString()));
    socket.on("end", () => resolve(text || "unknown"));
    socket.on("error", () => resolve(null));
  });
}

/**
 * Takes the data folder for this process until it ends, or until the returned function gives it back; throws
 * unavailable when another process holds it.
 * The embedded engine has no lock of its own, and two processes in one folder lose rows silently.
 * A socket, not a file: the system frees it even after kill -9. Two containers that share a volume
 * have separate socket namespaces and are not protected.
 */
export function lockFolder(folder: string): Promise<() => Promise<void>> {
  const address = addressOf(folder);
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.end(String(process.pid)));
    server.once("error", async (error: NodeJS.ErrnoException) => {
      if (error.code !== "EADDRINUSE") return reject(error);
      const owner = await ownerOf(address);
      if (owner === null && address.startsWith("/")) {
        // Where sockets are files, one stays behind after kill -9; nobody answers, so it is free to take.
        rmSync(address, { force: true });
        return lockFolder(folder).then(resolve, reject);
      }
      reject(
        new AppError(
          "unavailable",
          `The data folder ${folder} is in use by another process (${owner ?? "unknown"}): stop it, or set PORTAL_DATA to another folder.`,
        ),
      );
    });
    server.listen(address, () => {
      server.unref();
      resolve(() => new Promise((released) => server.close(() => released())));
    });
  });
}
