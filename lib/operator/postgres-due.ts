import type { Diagnosis } from "./diagnosis";
import { formatBytes } from "./sizes";

const mostPeople = 200;
const mostBytes = 1_000_000_000;

/** Says whether a portal has outgrown the embedded engine; the figures are a rule of thumb, and it says what they rest on. */
export function diagnoseEngine({ people, bytes }: { people: number; bytes: number }): Diagnosis {
  const reasons = [
    ...(people > mostPeople ? [`${people} people have signed in (rule: ${mostPeople})`] : []),
    ...(bytes > mostBytes ? [`the database has ${formatBytes(bytes)} (rule: ${formatBytes(mostBytes)})`] : []),
  ];
  if (reasons.length > 0) {
    return {
      mark: "!",
      what: `PostgreSQL is due: ${reasons.join("; ")}`,
      todo: "the embedded engine has one connection, on which everybody waits; docs/operations.md says how to move",
    };
  }
  return {
    mark: "✓",
    what: "The embedded engine is enough as far as figures go. After a power cut the last hour may be lost",
    todo: "move to PostgreSQL when that would hurt, or when one process is not enough",
  };
}
