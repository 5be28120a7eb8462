import "server-only";
import type { Writable } from "node:stream";
import type { Database } from "@/lib/db/database";

/** What a command is given, wherever it runs. */
export type Context = {
  /** What stands after the command's name. */
  args: string[];
  /** The folder from which it was called. */
  folder: string;
  /** Says something to whoever called the command. */
  print: (line: string) => void;
  /** Says it where it does not mix with output that another program reads. */
  warn: (line: string) => void;
  /** Makes a new file where the command was called, whole or not at all; "-" is the standard output. */
  save: <T>(file: string, write: (output: Writable) => Promise<T>) => Promise<T>;
};
/** How a database is opened: with the migrations it lacks, or as it was found. */
export type State = "migrated" | "as found";
type Open = (state: State) => Promise<Database>;

type Described = {
  name: string;
  /** One line for the list of commands. */
  summary: string;
  /** How to call it, and what it does, for `help`. */
  usage: string;
};

/** A command that works on the database. It runs inside the portal when that holds the database. */
export type DatabaseCommand = Described & {
  opens?: State;
  run: (context: Context & { database: Database }) => Promise<number>;
};
/** A command that opens the database when and how it wants to. It runs inside the portal when that holds the database. */
export type OpeningCommand = Described & {
  opens: "itself";
  run: (context: Context & { open: Open }) => Promise<number>;
};
/** A command that no portal may be running for. */
export type AloneCommand = Described & { opens: "nothing"; run: (context: Context) => Promise<number> };

/** A command of the operator (`npm run portal -- <name>`); run returns the exit status, or throws an AppError. */
export type Command = DatabaseCommand | OpeningCommand | AloneCommand;

/** A command that was called in a way it does not know; its usage is shown, and the exit status is 2. */
export class UsageError extends Error {}
