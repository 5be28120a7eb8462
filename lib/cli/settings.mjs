// The checks that come before any work, and before anything is installed.
import { existsSync, mkdirSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { dataFolderOf, problemsOf, valueOf } from "../settings.mjs";
import { Refusal, root } from "./terminal.mjs";

/** @typedef {{ port: number, host: string, dataFolder: string }} StartSettings */

const megabyte = 1024 * 1024;
const dataMegabytes = 200;
const workMegabytes = 1024;

/**
 * Reads what a start needs to know from the environment; throws a Refusal that names every wrong value.
 * @param {Record<string, string | undefined>} environment
 * @returns {StartSettings}
 */
export function readStartSettings(environment) {
  const problems = problemsOf(environment);
  if (problems.length > 0) throw new Refusal(`Wrong settings in the environment: ${problems.join("; ")}.`);
  return {
    port: Number(valueOf(environment, "PORT")),
    host: valueOf(environment, "HOST"),
    dataFolder: dataFolderOf(environment, root),
  };
}

/**
 * Returns the code of the failure to listen, or null when the port is free.
 * @param {number} port @param {string} host
 * @returns {Promise<string | null>}
 */
function tryListening(port, host) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error) => resolve(/** @type {NodeJS.ErrnoException} */ (error).code ?? "unknown"));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(null)));
  });
}

/**
 * Throws a Refusal when the portal could not listen on its port.
 * @param {StartSettings} settings
 * @param {string} command how the portal is started, to be shown with another port
 */
export async function requireFreePort({ port, host }, command) {
  // A browser may take either address for localhost, so another program on one of them would be in the way.
  const hosts = host === "localhost" ? ["127.0.0.1", "::1"] : [host];
  for (const each of hosts) {
    const code = await tryListening(port, each);
    if (code === null) continue;
    if (code === "EADDRINUSE") {
      const other = port < 65535 ? port + 1 : 3000;
      throw new Refusal(`Port ${port} is taken by another program: choose another one with PORT=${other} ${command}`);
    }
    if (code === "EACCES") {
      throw new Refusal(`This user may not listen on port ${port}: choose another one with PORT=3000 ${command}`);
    }
    // A machine without IPv6 has no ::1, and that is no reason to stop.
    if (host !== "localhost") throw new Refusal(`HOST=${host} is not an address of this machine (${code}).`);
  }
}

/** @param {string} folder @returns {number} megabytes a user may still write there */
function freeMegabytes(folder) {
  const { bavail, bsize } = statfsSync(folder);
  return Math.floor((bavail * bsize) / megabyte);
}

/** @param {string} folder made with the folders above it, for this user only */
function makePrivateFolder(folder) {
  if (existsSync(folder)) return;
  // One by one: the recursive mode never returns where a system refuses with "not found", as /proc does.
  makePrivateFolder(path.dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
}

/**
 * Makes the data folder and proves that it can be written; throws a Refusal otherwise.
 * @param {string} folder
 */
export function requireDataFolder(folder) {
  const probe = path.join(folder, `.writable-${process.pid}`);
  try {
    // The engine writes its files readable by everyone: the folder around them is private instead.
    makePrivateFolder(folder);
    writeFileSync(probe, "");
    rmSync(probe);
  } catch (error) {
    const code = /** @type {NodeJS.ErrnoException} */ (error).code ?? "unknown";
    throw new Refusal(
      code === "ENOSPC"
        ? `The disk of the data folder ${folder} is full: free ${dataMegabytes} MB or set PORTAL_DATA to another folder.`
        : `The data folder ${folder} cannot be written (${code}): set PORTAL_DATA to a folder that can.`,
    );
  }
  requireSpace(folder, dataMegabytes, `in the data folder ${folder}`);
}

/** Throws a Refusal when there is too little room to install and build. */
export function requireWorkSpace() {
  requireSpace(root, workMegabytes, `in ${root} to install and build`);
}

/** @param {string} folder @param {number} needed megabytes @param {string} where */
function requireSpace(folder, needed, where) {
  const free = freeMegabytes(folder);
  if (free >= needed) return;
  throw new Refusal(`Too little disk space: ${needed} MB are needed ${where}, ${free} MB are free.`);
}
