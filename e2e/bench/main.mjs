import { existsSync, rmSync } from "node:fs";
import { mkdir, mkdtemp } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { Report } from "./report.mjs";

/** @typedef {{ root: string, work: string }} Folders root of a built portal, and an empty folder to work in */
/** @type {Record<string, { title: string, load: () => Promise<(report: Report, folders: Folders) => Promise<void>> }>} */
const parts = {
  serving: { title: "Serving", load: async () => (await import("./serving.mjs")).benchServing },
  scale: { title: "Scale", load: async () => (await import("./scale.mjs")).benchScale },
  conduct: { title: "Reports and cases", load: async () => (await import("./conduct.mjs")).benchConduct },
  lighthouse: { title: "Lighthouse", load: async () => (await import("./lighthouse.mjs")).benchLighthouse },
};

/**
 * Runs the parts of the bench that are named (all when none is) and returns the exit status:
 * 0 when everything could be measured, whatever was measured; 1 otherwise.
 * @param {string} root of a built portal
 * @param {string[]} names
 */
export async function bench(root, names) {
  const unknown = names.filter((name) => !(name in parts));
  if (unknown.length > 0) {
    console.error(`Unknown part: ${unknown.join(", ")}. The parts are ${Object.keys(parts).join(", ")}.`);
    return 1;
  }
  const folder = await mkdtemp(path.join(os.tmpdir(), "portal-bench-"));
  const clean = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  process.on("exit", clean);
  let hasFailed = false;
  const reports = [];
  for (const [name, { title, load }] of Object.entries(parts)) {
    if (names.length > 0 && !names.includes(name)) continue;
    console.log(`${title} …`);
    const report = new Report(title);
    reports.push(report);
    try {
      const work = path.join(folder, name);
      await mkdir(work);
      await (
        await load()
      )(report, { root, work });
    } catch (error) {
      hasFailed = true;
      console.error(
        `  ${title} could not be measured: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
    }
  }
  printTable(reports);
  clean();
  return hasFailed || existsSync(folder) ? 1 : 0;
}

/** @param {Report[]} reports */
function printTable(reports) {
  const [head = "", rule = ""] = (reports[0] ?? new Report("")).table().split("\n");
  const rows = reports.flatMap((report) => report.table().split("\n").slice(2));
  const sum = (/** @type {"reached" | "all"} */ key) => reports.reduce((total, { goals }) => total + goals[key], 0);
  const machine = `${os.cpus().length} × ${os.cpus()[0]?.model.trim() ?? "unknown processor"}, Node ${process.versions.node}`;
  console.log(
    `\nMeasured on ${machine}, load ${os
      .loadavg()
      .map((load) => load.toFixed(1))
      .join(" ")}.\n`,
  );
  console.log([head, rule, ...rows].join("\n"));
  console.log(`\n${sum("reached")} of ${sum("all")} goals reached.`);
}
