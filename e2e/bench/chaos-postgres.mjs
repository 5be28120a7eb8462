import { execFileSync, spawn } from "node:child_process";
import { chownSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { findPostgresPrograms } from "../../lib/cli/postgres.mjs";
import { findFreePort } from "./portal.mjs";
import { waitUntil } from "./web.mjs";

const startMilliseconds = 60_000;
const superuser = "postgres";

/** PostgreSQL refuses to run as root. */
function findAccount() {
  if (process.getuid?.() !== 0) return {};
  const idOf = (/** @type {string} */ flag) => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
  return { uid: idOf("-u"), gid: idOf("-g") };
}

/** A PostgreSQL of its own with the switches it comes with, so that what it acknowledges is on the disk. */
export class DurablePostgres {
  /** @type {import("node:child_process").ChildProcess | null} */
  #server = null;
  #account = findAccount();
  #folder = mkdtempSync(path.join(tmpdir(), "portal-chaos-postgres-"));

  /** Makes the cluster and starts it; throws when this machine has no PostgreSQL. */
  async create() {
    const programs = findPostgresPrograms();
    if (programs === null) throw new Error("No PostgreSQL was found on this machine.");
    this.programs = programs;
    const { uid, gid } = this.#account;
    if (uid !== undefined && gid !== undefined) chownSync(this.#folder, uid, gid);
    const switches = ["-D", this.#data, "-U", superuser, "-A", "trust", "-E", "UTF8", "--no-locale"];
    execFileSync(path.join(programs, "initdb"), switches, this.#options("ignore"));
    this.port = await findFreePort();
    await this.start();
    this.#ask("create role portal login");
    this.#ask("create database portal owner portal");
  }

  /** An ordinary role's address, as an operator should use one: row-level security holds for it. */
  get url() {
    return `postgres://portal@127.0.0.1:${this.port}/portal`;
  }

  get #data() {
    return path.join(this.#folder, "data");
  }

  /** @param {"ignore"} stdio */
  #options(stdio) {
    return { cwd: this.#folder, ...this.#account, stdio };
  }

  /** @param {string} statement */
  #ask(statement) {
    const switches = ["-h", "127.0.0.1", "-p", String(this.port), "-U", superuser, "-d", "postgres", "-c", statement];
    execFileSync(path.join(this.programs ?? "", "psql"), switches, this.#options("ignore"));
  }

  #isReady() {
    try {
      this.#ask("select 1");
      return true;
    } catch {
      return false;
    }
  }

  /** Starts the server and returns the milliseconds until it answers; it may have to wait for killed backends to go. */
  async start() {
    const switches = [
      "-D",
      this.#data,
      "-p",
      String(this.port),
      "-k",
      this.#folder,
      "-c",
      "listen_addresses=127.0.0.1",
    ];
    return waitUntil(
      async () => {
        if (this.#server === null || this.#server.exitCode !== null || this.#server.signalCode !== null)
          this.#server = spawn(path.join(this.programs ?? "", "postgres"), switches, this.#options("ignore"));
        return this.#isReady();
      },
      { every: 50, atMost: startMilliseconds, what: "Starting PostgreSQL" },
    );
  }

  /** Kills the postmaster; its backends find that out by themselves. */
  kill() {
    this.#server?.kill("SIGKILL");
  }

  /** Ends the server and removes its data. */
  async stop() {
    const server = this.#server;
    if (server !== null && server.exitCode === null && server.signalCode === null) {
      const ended = new Promise((resolve) => server.once("exit", resolve));
      server.kill("SIGINT");
      await ended;
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
