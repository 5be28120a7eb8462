import "server-only";
import { writeExport } from "@/lib/db/export-writer";
import { fileArgument } from "./arguments";
import { UsageError, type DatabaseCommand } from "./command";
import { formatRows } from "./sizes";

/** Writes everything the portal stores as JSON that people and other programs read. */
export const exportCommand: DatabaseCommand = {
  name: "export",
  summary: "write everything that is stored as readable JSON",
  usage: `npm run portal -- export <file.json | file.json.gz | ->

Writes all rows as one JSON document, a list per table, to take your data elsewhere; "-" is the standard output.
It cannot be restored: use backup for that. It holds what people entered, so keep it as safe as the database.`,
  async run({ database, args, print, warn, save }) {
    const file = fileArgument(args);
    if (file === null) throw new UsageError("Say which file to write.");
    const rows = await save(file, (output) => writeExport(database, output, file.endsWith(".gz")));
    (file === "-" ? warn : print)(`Exported: ${file} (${formatRows(rows)}).`);
    return 0;
  },
};
