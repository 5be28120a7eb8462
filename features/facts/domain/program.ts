import { z } from "zod";
import { handbookPath, key, text, webAddress } from "./shapes";

const programStates = ["active", "planned", "finished", "historical", "unknown"] as const;
export type ProgramState = (typeof programStates)[number];

const programSchema = z.strictObject({
  key,
  name: text,
  parent: key.optional(),
  owner: key.optional(),
  purpose: text,
  who: text.optional(),
  contact: z.array(key).default([]),
  page: handbookPath.optional(),
  url: webAddress.optional(),
  state: z.enum(programStates),
  /** Who can take part; left out means anyone for whom it is meant. */
  audience: z.enum(["public", "team"]).default("public"),
});

/** Programs and their parts; the contacts are keys of contacts or channels. */
export const programsSchema = z.array(programSchema);
export type Program = z.infer<typeof programSchema>;

/** A program with what belongs below it, and how deep it stands in the list (0 = top). */
export type ProgramRow = { program: Program; depth: number };

/** Returns programs in reading order, parts below their program; a part whose program is not chosen stands at the top. */
export function orderPrograms(programs: readonly Program[]): ProgramRow[] {
  const chosen = new Set(programs.map((program) => program.key));
  const rows: ProgramRow[] = [];
  const seen = new Set<string>();
  const add = (program: Program, depth: number) => {
    // A circle of parents is reported by the check; here it must only not hang.
    if (seen.has(program.key)) return;
    seen.add(program.key);
    rows.push({ program, depth });
    for (const part of programs) if (part.parent === program.key) add(part, depth + 1);
  };
  for (const program of programs) if (program.parent === undefined || !chosen.has(program.parent)) add(program, 0);
  for (const program of programs) add(program, 0);
  return rows;
}

/** Returns the programs of the given state, and those below the given program at any depth. */
export function filterPrograms(programs: readonly Program[], filter: { state?: string; parent?: string }): Program[] {
  const parentOf = new Map(programs.map((program) => [program.key, program.parent]));
  const isBelow = (program: Program, ancestor: string) => {
    const seen = new Set<string>();
    let parent = program.parent;
    while (parent !== undefined && !seen.has(parent)) {
      if (parent === ancestor) return true;
      seen.add(parent);
      parent = parentOf.get(parent);
    }
    return false;
  };
  const { state, parent } = filter;
  return programs.filter(
    (program) => (state === undefined || program.state === state) && (parent === undefined || isBelow(program, parent)),
  );
}
