import "server-only";
import { closeDatabase, getDatabase } from "@/lib/db/database";
import { env } from "@/lib/env";
import type { Command, Context } from "./command";
import { aboutUnknown, listOfCommands } from "./command-help";
import { askPortal } from "./control-client";
import { runHere, withExitStatus } from "./run-command";
import { saveFrom } from "./save-file";

/** Runs a command in the portal that holds the embedded database, if one does, and otherwise in this process. */
async function runWhereTheDatabaseIs(command: Command, context: Context): Promise<number> {
  const isElsewhere = env.databaseUrl === null && command.opens !== "nothing";
  const status = isElsewhere ? await askPortal(env.dataFolder, command.name, context) : null;
  return status ?? runHere(command, context, getDatabase).finally(closeDatabase);
}

/**
 * Runs `npm run portal -- …` as it was called from a folder, and returns the exit status: 0 when it was done, 1 when
 * it could not be, 2 when it was called wrongly.
 */
export async function runPortal(commands: Command[], given: string[], folder: string): Promise<number> {
  const print = (line: string) => void process.stdout.write(`${line}\n`);
  const warn = (line: string) => void process.stderr.write(`${line}\n`);
  const wantsHelp = given.includes("--help") || given[0] === "help";
  const [name, ...args] = given.filter((each) => each !== "--help" && (!wantsHelp || each !== "help"));
  if (name === undefined) {
    print(listOfCommands(commands));
    return 0;
  }
  const command = commands.find((each) => each.name === name);
  if (command === undefined) {
    warn(aboutUnknown(name, commands));
    return 2;
  }
  if (wantsHelp) {
    print(command.usage);
    return 0;
  }
  const context: Context = { args, folder, print, warn, save: saveFrom(folder) };
  return withExitStatus(command, warn, () => runWhereTheDatabaseIs(command, context));
}
