import { spawn } from "node:child_process";
import { get } from "node:http";
import path from "node:path";
import { isBuilt } from "./build-portal.mjs";
import { ensureInstalled } from "./install.mjs";
import { endChildrenOnSignal, endingSignals, environmentFor, inModules, runProgram, statusOf } from "./processes.mjs";
import { readStartSettings, requireDataFolder, requireFreePort, requireWorkSpace } from "./settings.mjs";
import { Refusal, root, runCommand, secondsSince } from "./terminal.mjs";

/** @typedef {import("./settings.mjs").StartSettings} StartSettings */

/** @param {StartSettings} settings @returns {string} the address a reader opens on this machine */
function addressOf({ host, port }) {
  const isEverywhere = host === "0.0.0.0" || host === "::";
  const name = isEverywhere ? "localhost" : host.includes(":") ? `[${host}]` : host;
  return `http://${name}:${port}`;
}

/** @param {string} url @returns {Promise<boolean>} whether the portal answers and is well */
function isAnswering(url) {
  return new Promise((resolve) => {
    const request = get(url, { agent: false, timeout: 5000 }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.on("timeout", () => request.destroy());
    request.on("error", () => resolve(false));
  });
}

/**
 * Runs Next until it ends, passing on the signals that end this process; returns its exit status.
 * @param {"start" | "dev"} command
 * @param {StartSettings} settings
 * @param {number} startedAt milliseconds of performance.now()
 */
async function runNext(command, settings, startedAt) {
  const parameters =
    command === "start"
      ? [path.join(root, "lib/cli/server.mjs")]
      : [inModules("next/dist/bin/next"), command, "-p", String(settings.port), "-H", settings.host];
  const child = spawn(process.execPath, parameters, {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    env: {
      ...environmentFor(command === "start" ? "production" : "development"),
      PORT: String(settings.port),
      HOST: settings.host,
      // glibc keeps a pool of freed memory per thread; two pools are enough here and save about 80 MB.
      MALLOC_ARENA_MAX: process.env.MALLOC_ARENA_MAX ?? "2",
    },
  });
  const status = statusOf(child);
  for (const signal of endingSignals) {
    process.removeAllListeners(signal);
    process.on(signal, () => {
      // Next has no answer of its own to a closed terminal.
      child.kill(signal === "SIGHUP" ? "SIGTERM" : signal);
      setTimeout(() => child.kill("SIGKILL"), 55_000).unref();
    });
  }
  process.on("exit", () => child.kill("SIGKILL"));
  let isRunning = true;
  const ended = () => (isRunning = false);
  status.then(ended, ended);
  const address = addressOf(settings);
  while (isRunning && !(await isAnswering(`${address}/healthz`))) {
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
  if (isRunning) console.log(`Ready: ${address} (${secondsSince(startedAt)})`);
  return status;
}

/** @param {string} command @returns {Promise<StartSettings>} */
async function prepare(command) {
  const settings = readStartSettings(process.env);
  await requireFreePort(settings, command);
  requireDataFolder(settings.dataFolder);
  await ensureInstalled();
  return settings;
}

async function ensureBuilt() {
  if (isBuilt()) return;
  requireWorkSpace();
  // A process of its own, so that the memory of the build is free again while the portal runs.
  const status = await runProgram(process.execPath, [path.join(root, "lib/cli/build.mjs"), "--if-needed"]);
  // The build has already said why it failed.
  if (status !== 0) throw new Refusal("", status);
}

/** Installs and builds what is missing, then serves until it is told to end (`npm start`). */
export async function startPortal() {
  // Counted from the start of the process, as a person does.
  const startedAt = 0;
  endChildrenOnSignal();
  await runCommand(async () => {
    const settings = await prepare("npm start");
    await ensureBuilt();
    // Installing and building take minutes, in which another program may have come.
    await requireFreePort(settings, "npm start");
    console.log(`Starting the portal … (${secondsSince(startedAt)})`);
    return runNext("start", settings, startedAt);
  });
}

/** Serves the portal from its sources and follows every change of them (`npm run dev`). */
export async function developPortal() {
  const startedAt = 0;
  endChildrenOnSignal();
  await runCommand(async () => {
    const settings = await prepare("npm run dev");
    const { buildAssets } = await import("./assets.mjs");
    const assets = await buildAssets({ watch: true });
    try {
      return await runNext("dev", settings, startedAt);
    } finally {
      await assets.close();
    }
  });
}
