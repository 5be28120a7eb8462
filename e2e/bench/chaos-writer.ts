// The process that is killed: opens the database, checks what the ones before it left, and writes until it is ended.
import { readFileSync, writeSync } from "node:fs";
import { closeDatabase, getDatabase, type Database } from "@/lib/db/database";
import { env } from "@/lib/env";
import { check, type Marks } from "./chaos-check";
import { writes } from "./chaos-writes";
import { pick, seededRandom } from "./random.mjs";

const [, , marksFile = "", round = "0", count = "0"] = process.argv;
const lanes = 4;
const standardOutput = 1;

// At once, so that what was said is known even when the process is killed right after.
const say = (line: string) => writeSync(standardOutput, `${line}\n`);

async function writeMany(database: Database): Promise<void> {
  const random = seededRandom(Number(round));
  const kinds = Object.keys(writes);
  let next = 0;
  async function work(): Promise<void> {
    while (next < Number(count)) {
      next += 1;
      const kind = pick(random, kinds);
      const mark = `${kind}-${round}-${next}`;
      say(`begun ${mark}`);
      await writes[kind]?.run(database, mark);
      say(`acknowledged ${mark}`);
    }
  }
  await Promise.all(Array.from({ length: lanes }, work));
}

const database = await getDatabase();
say("open");
const marks = JSON.parse(readFileSync(marksFile, "utf8")) as Marks;
say(`checked ${JSON.stringify(await check(database, env.dataFolder, marks))}`);
await writeMany(database);
await closeDatabase();
