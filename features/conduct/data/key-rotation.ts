import "server-only";
import { setImmediate } from "node:timers/promises";
import { eq, not, sql } from "drizzle-orm";
import type { Database } from "@/lib/db/database";
import { asPortal } from "@/lib/db/doors";
import { publicKeysOf, type Keyring } from "@/lib/vault/keyring";
import { dataKeys } from "@/lib/vault/tables";
import { countDue, listKeysInUse, rewrap } from "@/lib/vault/vault";
import { openAsCustodian, sealToCustodian } from "@/lib/vault/wrapping";
import { identities } from "./report-tables";

const batch = 100;
const currentSeal = ({ keys: [current] }: Keyring) => `custodian.${current.id}.`;
const isDue = (keyring: Keyring) => not(sql`starts_with(${identities.identity}, ${currentSeal(keyring)})`);

/** Seals identities again for the current custodian; returns how many, at most so many. */
function reseal(database: Database, most: number, keyring: Keyring): Promise<number> {
  return asPortal(async (tx) => {
    const due = await tx
      .select({ id: identities.reportId, identity: identities.identity })
      .from(identities)
      .where(isDue(keyring))
      .limit(most)
      .for("update", { skipLocked: true });
    for (const { id, identity } of due) {
      const opened = await openAsCustodian(keyring, `report ${id}`, identity);
      const sealed = await sealToCustodian(publicKeysOf(keyring), `report ${id}`, opened);
      await tx.update(identities).set({ identity: sealed }).where(eq(identities.reportId, id));
    }
    return due.length;
  }, database);
}

/** Returns how much is not sealed with the current keys of a keyring. For the operator. */
export async function countOldSeals(database: Database, keyring: Keyring): Promise<number> {
  const people = await asPortal((tx) => tx.$count(identities, isDue(keyring)), database);
  return people + (await countDue(database, keyring));
}

/**
 * Seals everything with the current keys of a keyring, in small steps, while others go on reading and writing; tells
 * after each step how many were done. For the operator; stopped in the middle, it goes on where it was.
 */
export async function sealAgain(database: Database, keyring: Keyring, tell: (done: number) => void): Promise<void> {
  let done = 0;
  for (const step of [rewrap, reseal])
    for (let count = 1; count > 0;) {
      count = await step(database, batch, keyring);
      done += count;
      if (count > 0) tell(done);
      // On the embedded engine nobody else gets a turn by itself.
      await setImmediate();
    }
}

/** Returns the ids of the sets of keys that something is sealed with. For the operator. */
export async function listSetsInUse(database: Database): Promise<Set<string>> {
  return asPortal(async (tx) => {
    // What is being written just now may be sealed with a set that seems to be out of use.
    await tx.execute(sql`lock table ${dataKeys}, ${identities} in share mode`);
    const set = sql<string>`split_part(${identities.identity}, '.', 2)`;
    const people = await tx.selectDistinct({ id: set }).from(identities);
    return new Set([...people.map(({ id }) => id), ...(await listKeysInUse(tx))]);
  }, database);
}
