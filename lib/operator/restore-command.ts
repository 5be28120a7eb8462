import "server-only";
import path from "node:path";
import { parseArgs } from "node:util";
import { setAsideCheckpoints } from "@/lib/audit/checkpoints";
import { restoreEmbedded, restorePostgres } from "@/lib/db/restore";
import { listSnapshots, snapshotFolderOf } from "@/lib/db/snapshots";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { UsageError, type AloneCommand } from "./command";
import { formatRows } from "./sizes";

function latestSnapshot(): string {
  const folder = snapshotFolderOf(env.dataFolder);
  const [latest] = listSnapshots(folder);
  if (latest === undefined) throw new AppError("not_found", `There is no snapshot in ${folder}.`);
  return latest.file;
}

function chooseFile(args: string[], folder: string): string {
  const options = { latest: { type: "boolean" } } as const;
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
  const [file] = positionals;
  if (positionals.length > 1 || (file !== undefined) === (values.latest === true)) {
    throw new UsageError("Say which backup to restore: a file, or --latest.");
  }
  return file === undefined ? latestSnapshot() : path.resolve(folder, file);
}

/** Puts a backup or snapshot in the place of the database, once it is proven whole. */
export const restoreCommand: AloneCommand = {
  name: "restore",
  summary: "put a backup or snapshot in the place of the database",
  usage: `npm run portal -- restore <file>
npm run portal -- restore --latest

Restores a file that backup wrote, or the latest snapshot of the data folder, into the database of the settings:
the embedded one, or PostgreSQL when DATABASE_URL is set. Stop the portal first. The file is checked, every row is
read back and compared, and only then is anything replaced. The former database is kept, and the command says where.
Mails and other jobs that were waiting when the backup was made are done again.`,
  opens: "nothing",
  async run({ args, folder, print }) {
    const file = chooseFile(args, folder);
    const { rows, kept } =
      env.databaseUrl === null
        ? await restoreEmbedded(env.dataFolder, file, print)
        : await restorePostgres(env.databaseUrl, file, print);
    print(`Restored: ${formatRows(rows)}. Search and history are made again when the portal starts.`);
    const checkpoints = setAsideCheckpoints(env.dataFolder, new Date());
    if (checkpoints !== null) print(`Checkpoints of the former audit log are kept: ${checkpoints}.`);
    if (kept !== null) print(`What was there before is kept: ${kept}. Delete it when you no longer need it.`);
    return 0;
  },
};
