import { spawn } from "node:child_process";
import path from "node:path";
import { root } from "./terminal.mjs";

/** @typedef {import("node:child_process").ChildProcess} ChildProcess */

// Process groups let one signal reach a child's own children; Windows has none.
const hasGroups = process.platform !== "win32";

/** The exit status that a shell reports for a process ended by a signal. @type {Record<string, number>} */
const signalStatus = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143, SIGKILL: 137 };
/** Signals that tell a command to end. */
export const endingSignals = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]);

let isEnding = false;

/** @type {Set<ChildProcess>} */
const running = new Set();

/**
 * Returns the path of a script in node_modules, to be run with this Node.
 * @param {string} script
 */
export const inModules = (script) => path.join(root, "node_modules", script);

/**
 * Returns the environment of a child: no telemetry, and the mode that Next expects.
 * @param {"production" | "development"} mode
 * @returns {NodeJS.ProcessEnv}
 */
export function environmentFor(mode) {
  return { ...process.env, NODE_ENV: mode, NEXT_TELEMETRY_DISABLED: "1" };
}

/** @param {ChildProcess} child @param {NodeJS.Signals} signal */
function signalGroup(child, signal) {
  if (child.pid === undefined) return;
  try {
    if (hasGroups) process.kill(-child.pid, signal);
    else child.kill(signal);
  } catch {
    // The group has ended by itself in the meantime.
  }
}

/** Ends every child that is still running, and its children, without waiting. */
export function killChildren() {
  for (const child of running) signalGroup(child, "SIGKILL");
}

/**
 * Returns the exit status of a child as a shell would report it.
 * @param {ChildProcess} child
 * @returns {Promise<number>}
 */
export function statusOf(child) {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      resolve(code ?? signalStatus[signal ?? "SIGKILL"] ?? 1);
    });
  });
}

/**
 * Runs a program as a process group of its own and returns its exit status; whatever it left running is ended.
 * @param {string} program
 * @param {string[]} parameters
 * @param {import("node:child_process").SpawnOptions & { onOutput?: (text: string) => void }} [options]
 * @returns {Promise<number>}
 */
export async function runProgram(program, parameters, { onOutput, ...options } = {}) {
  const out = onOutput === undefined ? "inherit" : "pipe";
  const child = spawn(program, parameters, {
    cwd: root,
    stdio: ["ignore", out, out],
    detached: hasGroups,
    ...options,
  });
  running.add(child);
  if (onOutput !== undefined) {
    child.stdout?.setEncoding("utf8").on("data", onOutput);
    child.stderr?.setEncoding("utf8").on("data", onOutput);
  }
  const status = await statusOf(child);
  signalGroup(child, "SIGKILL");
  running.delete(child);
  // Whoever waits must not go on with its next step while this process is being ended.
  return isEnding ? new Promise(() => undefined) : status;
}

/**
 * Ends all children when this process is told to end, then exits as a shell would report it.
 * @param {() => void} [beforeExit] last clean-up, which must not wait
 */
export function endChildrenOnSignal(beforeExit = () => undefined) {
  for (const signal of endingSignals) {
    process.on(signal, () => {
      if (isEnding) return;
      isEnding = true;
      const deadline = Date.now() + 3000;
      for (const child of running) signalGroup(child, "SIGTERM");
      setInterval(() => {
        if (running.size > 0 && Date.now() < deadline) return;
        killChildren();
        beforeExit();
        process.exit(signalStatus[signal]);
      }, 20);
    });
  }
  process.on("exit", killChildren);
  followNpm();
}

// When npm is told to end, it ends the shell between it and this process, which learns of it only by losing its parent.
function followNpm() {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, "SIGTERM");
  }, 200);
  watch.unref();
}
