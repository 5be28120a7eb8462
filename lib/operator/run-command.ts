import "server-only";
import { AppError } from "@/lib/errors";
import { UsageError, type Command, type Context, type State } from "./command";
import type { Database } from "@/lib/db/database";

function runWith(command: Command, context: Context, open: (state: State) => Promise<Database>): Promise<number> {
  if (command.opens === "nothing") return command.run(context);
  if (command.opens === "itself") return command.run({ ...context, open });
  return open(command.opens ?? "migrated").then((database) => command.run({ ...context, database }));
}

// What node:util's parseArgs throws when it meets an option it was not told of.
const isWrongOption = (error: unknown): error is Error =>
  error instanceof Error && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");

/** Runs a command and returns its exit status: 1 when it could not be done, 2 when it was called wrongly. */
export async function runCommand(
  command: Command,
  context: Context,
  open: (state: State) => Promise<Database>,
): Promise<number> {
  try {
    return await runWith(command, context, open);
  } catch (error) {
    if (error instanceof AppError) {
      context.warn(error.message);
      return 1;
    }
    if (!(error instanceof UsageError) && !isWrongOption(error)) throw error;
    context.warn(`${error.message}\n\n${command.usage}`);
    return 2;
  }
}
