import "server-only";
import type { Command } from "./command";

/** Returns how many letters must be typed, removed or changed to come from one word to another (Levenshtein). */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [position, letter] of [...from].entries()) {
    const next = [position + 1];
    for (const [index, other] of [...to].entries()) {
      const replaced = (row[index] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[index + 1] ?? 0) + 1, (next[index] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

/** Returns the list of commands for people. */
export function listOfCommands(commands: Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  return `npm run portal -- <command>\n\n${lines.join("\n")}\n\nMore about one: npm run portal -- help <command>`;
}

/** Returns what to say about a command that does not exist. */
export function aboutUnknown(name: string, commands: Command[]): string {
  const [nearest] = commands
    .map((command) => ({ name: command.name, far: distance(name, command.name) }))
    .sort((one, other) => one.far - other.far);
  const isNear = nearest !== undefined && nearest.far <= 2;
  const hint = isNear ? `Did you mean ${nearest.name}?` : "npm run portal lists them all.";
  return `There is no command ${name}. ${hint}`;
}
