import "server-only";
import { writeBackup } from "@/lib/db/backup-writer";
import { nameOfInstant } from "@/lib/db/database-folder";
import { fileArgument } from "./arguments";
import type { DatabaseCommand } from "./command";
import { formatRows } from "./sizes";

/** Writes everything the portal stores into one file, while it runs or not. */
export const backupCommand: DatabaseCommand = {
  name: "backup",
  summary: "write everything that is stored into one file",
  usage: `npm run portal -- backup [file]

Writes all rows as they are at one instant into a compressed file that only you can read, by default
portal-<time>.jsonl.gz in this folder; "-" is the standard output. A file that is there is not overwritten.
The portal may be running. The content (a git repository) and the secret of the portal are not in it:
keep PORTAL_SECRET, or the file "secret" of the data folder, in another safe place.`,
  opens: "as found",
  async run({ database, args, print, warn, save }) {
    const file = fileArgument(args) ?? `portal-${nameOfInstant(new Date())}.jsonl.gz`;
    const { rows } = await save(file, (output) => writeBackup(database, output));
    (file === "-" ? warn : print)(`Backup written: ${file} (${formatRows(rows)}). The portal's secret is not in it.`);
    return 0;
  },
};
