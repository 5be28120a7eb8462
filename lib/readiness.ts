import "server-only";
import { sql } from "drizzle-orm";
import { getDatabase, type Database } from "@/lib/db/database";

const longestAnswer = 2_000;

// lib/cli/server.mjs sets it when the process is told to end.
const slot = globalThis as typeof globalThis & { portalIsEnding?: boolean };

/** Tells whether the process was told to end, and only finishes what it has begun. */
export function isEnding(): boolean {
  return slot.portalIsEnding === true;
}

/** Tells whether the database answers within two seconds; never throws. */
export async function isDatabaseAnswering(open: () => Promise<Database> = getDatabase): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, longestAnswer, false);
  });
  const asked = (async () => {
    await (await open()).execute(sql`select 1`);
    return true;
  })();
  return Promise.race([asked, late])
    .catch(() => false)
    .finally(() => clearTimeout(timer));
}
