import { execFile, execFileSync, spawn } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";

/** @typedef {{ url: string, stop: () => void }} TestServer stop() also deletes its data */

const run = promisify(execFile);
const debianFolder = "/usr/lib/postgresql";

/** @param {string} program @param {string[]} parameters @returns {string | null} what it prints; null when it fails */
function ask(program, parameters) {
  try {
    return execFileSync(program, parameters, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    return null;
  }
}

/** Finds the folder of PostgreSQL's server programs; null when there is none. @returns {string | null} */
export function findPostgresPrograms() {
  const told = ask("pg_config", ["--bindir"]);
  const versions = existsSync(debianFolder) ? readdirSync(debianFolder).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...(told === null ? [] : [told]),
    ...versions.map((version) => path.join(debianFolder, version, "bin")),
    ...(process.env.PATH ?? "").split(path.delimiter),
  ];
  const hasServer = (/** @type {string} */ folder) =>
    ["initdb", "postgres"].every((name) => existsSync(path.join(folder, name)));
  return folders.find((folder) => folder !== "" && hasServer(folder)) ?? null;
}

/** PostgreSQL refuses to run as root. @returns {{ uid: number, gid: number } | null} the account to use; null for our own */
function findAccount() {
  if (process.getuid?.() !== 0) return null;
  const name = ask("id", ["-u", "postgres"]) === null ? "nobody" : "postgres";
  return { uid: Number(ask("id", ["-u", name])), gid: Number(ask("id", ["-g", name])) };
}

/** @returns {Promise<number>} a loopback port that is free now */
function findFreePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

/**
 * Starts a throwaway PostgreSQL on the loopback address; throws when it does not come up within 30 s.
 * @param {string} programs folder of the server programs
 * @returns {Promise<TestServer>}
 */
export async function startPostgres(programs) {
  const account = findAccount();
  const folder = mkdtempSync(path.join(tmpdir(), "portal-postgres-"));
  if (account !== null) chownSync(folder, account.uid, account.gid);
  const options = { cwd: folder, ...account };
  /** @type {import("node:child_process").ChildProcess | null} */
  let server = null;
  function stop() {
    // An immediate end is safe for data that nobody wants back; the server ends its own children.
    server?.kill("SIGQUIT");
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
  try {
    const data = path.join(folder, "data");
    const creation = ["-D", data, "-U", "portal", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"];
    await run(path.join(programs, "initdb"), creation, options);
    const port = await findFreePort();
    const switches = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=127.0.0.1"];
    const parameters = ["-D", data, "-p", String(port), "-k", folder, ...switches.flatMap((each) => ["-c", each])];
    server = spawn(path.join(programs, "postgres"), parameters, { ...options, stdio: "ignore" });
    server.on("error", () => undefined);
    const check = ["-h", "127.0.0.1", "-p", String(port), "-q"];
    const deadline = Date.now() + 30_000;
    while (
      !(await run(path.join(programs, "pg_isready"), check).then(
        () => true,
        () => false,
      ))
    ) {
      if (server.exitCode !== null || Date.now() > deadline) throw new Error("PostgreSQL did not start.");
      await sleep(100);
    }
    return { url: `postgres://portal@127.0.0.1:${port}/postgres`, stop };
  } catch (error) {
    stop();
    throw error;
  }
}
