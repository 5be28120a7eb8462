import "server-only";
import { existsSync } from "node:fs";
import { databaseFolderOf } from "@/lib/db/database-folder";
import { migrate, readMigrations } from "@/lib/db/migrations";
import { env } from "@/lib/env";
import { requireNoArguments } from "./arguments";
import type { OpeningCommand } from "./command";

/** Brings the tables up to date without starting the portal. */
export const migrateCommand: OpeningCommand = {
  name: "migrate",
  summary: "bring the tables up to date",
  usage: `npm run portal -- migrate

Applies the migrations that the database lacks, all of them or none. Starting the portal does the same.`,
  opens: "itself",
  async run({ args, print, open }) {
    requireNoArguments(args);
    if (env.databaseUrl === null && !existsSync(databaseFolderOf(env.dataFolder))) {
      await open("migrated");
      print(`A new database was made in ${env.dataFolder}.`);
      return 0;
    }
    const applied = await migrate(await open("as found"), readMigrations());
    for (const tag of applied) print(`Applied ${tag}`);
    print(applied.length === 0 ? "The tables are up to date." : "The tables are up to date now.");
    return 0;
  },
};
