import "server-only";
import { existsSync } from "node:fs";
import type { Database } from "@/lib/db/database";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { requireNoArguments } from "./arguments";
import type { OpeningCommand } from "./command";
import { diagnoseDatabase } from "./diagnose-database";
import { diagnoseDisk, diagnoseFolder, diagnoseSnapshots } from "./diagnose-machine";
import { formatDiagnosis, type Diagnosis } from "./diagnosis";

async function openOrExplain(open: () => Promise<Database>): Promise<Database | Diagnosis> {
  try {
    return await open();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { mark: error.kind === "not_found" ? "!" : "✗", what: error.message };
  }
}

async function* diagnose(open: () => Promise<Database>): AsyncGenerator<Diagnosis> {
  const folder = env.dataFolder;
  const isEmbedded = env.databaseUrl === null;
  yield diagnoseFolder(folder);
  if (existsSync(folder)) yield diagnoseDisk(folder);
  const opened = await openOrExplain(open);
  if ("mark" in opened) {
    yield opened;
    return;
  }
  yield* diagnoseDatabase(opened, folder, isEmbedded);
  if (isEmbedded) yield diagnoseSnapshots(folder, new Date());
}

/** Says what is well with this portal, what is not, and what to do. */
export const doctorCommand: OpeningCommand = {
  name: "doctor",
  summary: "say what is well, what is not, and what to do",
  usage: `npm run portal -- doctor

Looks at Node, packages, settings, the data folder, the database, jobs, the audit log and snapshots; changes nothing.
✓ is well, ! is to be thought about, ✗ is wrong. Exit status 1 when something is wrong.`,
  opens: "itself",
  async run({ args, print, open }) {
    requireNoArguments(args);
    let isWell = true;
    for await (const diagnosis of diagnose(() => open("as found"))) {
      print(formatDiagnosis(diagnosis));
      isWell &&= diagnosis.mark !== "✗";
    }
    return isWell ? 0 : 1;
  },
};
