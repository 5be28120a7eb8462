import "server-only";
import type { Database } from "@/lib/db/database";
import { AppError } from "@/lib/errors";
import { UsageError, type Command, type Context, type State } from "./command";

/** Runs a command here, with the database it asks for; throws what the command throws. */
export async function runHere(
  command: Command,
  context: Context,
  open: (state: State) => Promise<Database>,
): Promise<number> {
  if (command.opens === "nothing") return command.run(context);
  if (command.opens === "itself") return command.run({ ...context, open });
  return command.run({ ...context, database: await open(command.opens ?? "migrated") });
}

// What node:util's parseArgs throws when it meets an option it was not told of.
const isWrongOption = (error: unknown): error is Error =>
  error instanceof Error && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");

/** Returns the exit status of a command's work: 1 when it could not be done, 2 when it was called wrongly; says why. */
export async function withExitStatus(
  command: Command,
  warn: Context["warn"],
  work: () => Promise<number>,
): Promise<number> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError) {
      warn(error.message);
      return 1;
    }
    if (!(error instanceof UsageError) && !isWrongOption(error)) throw error;
    warn(`${error.message}\n\n${command.usage}`);
    return 2;
  }
}
