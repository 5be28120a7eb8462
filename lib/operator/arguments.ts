import "server-only";
import { parseArgs } from "node:util";
import { UsageError } from "./command";

/** Returns the file that a command was given, or null; throws a UsageError for anything more. */
export function fileArgument(args: string[]): string | null {
  const { positionals } = parseArgs({ args, allowPositionals: true, options: {} });
  if (positionals.length > 1) throw new UsageError("This command takes one file.");
  return positionals[0] ?? null;
}

/** Throws a UsageError when a command that takes none was given arguments. */
export function requireNoArguments(args: string[]): void {
  if (args.length > 0) throw new UsageError("This command takes no arguments.");
}
