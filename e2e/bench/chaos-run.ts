import { readFileSync, writeSync } from "node:fs";
import { closeDatabase, getDatabase, type Database } from "@/lib/db/database";
import { env } from "@/lib/env";
import type { Marks } from "./chaos-check";
import { pick, seededRandom } from "./random.mjs";

/** Says that something begins, does it, and says that it is done: from then on nobody may lose it. */
export type Acknowledge = <T>(mark: string, run: () => Promise<T>) => Promise<T>;
/** What a process that is killed does: check what the ones before it left, and write. */
type Plan = {
  check: (database: Database, folder: string, marks: Marks) => Promise<string[]>;
  /** Runs after the check, before anything is written. */
  begin?: (database: Database, marks: Marks, acknowledge: Acknowledge) => Promise<void>;
  kinds: readonly string[];
  /** Writes something whose mark begins with its kind. */
  write: (database: Database, mark: string, acknowledge: Acknowledge) => Promise<void>;
};

const lanes = 4;
const standardOutput = 1;

// At once, so that what was said is known even when the process is killed right after.
const say = (line: string) => writeSync(standardOutput, `${line}\n`);

const acknowledge: Acknowledge = async (mark, run) => {
  say(`begun ${mark}`);
  const result = await run();
  say(`acknowledged ${mark}`);
  return result;
};

async function writeMany(database: Database, plan: Plan, round: number, count: number): Promise<void> {
  const random = seededRandom(round);
  let next = 0;
  async function work(): Promise<void> {
    while (next < count) {
      next += 1;
      await plan.write(database, `${pick(random, plan.kinds)}-${round}-${next}`, acknowledge);
    }
  }
  await Promise.all(Array.from({ length: lanes }, work));
}

/** Opens the database, checks it and writes until it is ended, as the process's parameters say; tells its parent all. */
export async function runWriter(plan: Plan): Promise<void> {
  const [, , marksFile = "", round = "0", count = "0"] = process.argv;
  const database = await getDatabase();
  say("open");
  const marks = JSON.parse(readFileSync(marksFile, "utf8")) as Marks;
  say(`checked ${JSON.stringify(await plan.check(database, env.dataFolder, marks))}`);
  await plan.begin?.(database, marks, acknowledge);
  await writeMany(database, plan, Number(round), Number(count));
  await closeDatabase();
}
