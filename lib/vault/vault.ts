import "server-only";
import { asc, eq, inArray, sql } from "drizzle-orm";
import type { Database } from "@/lib/db/database";
import { asPortal } from "@/lib/db/doors";
import { AppError } from "@/lib/errors";
import { DataKey } from "./data-key";
import { getKeyring, getPublicKeys } from "./key-file";
import type { Keyring } from "./keyring";
import { dataKeys } from "./tables";
import { sealKey, unwrapKey, wrapKey } from "./wrapping";

/**
 * Makes the key of a new report, case or appeal and stores it sealed to the intake: it works while the keys are away.
 * In the transaction of its cause; whoever may write there may call it.
 */
export async function makeKey(tx: Database, id: string): Promise<DataKey> {
  const key = DataKey.fresh(id);
  await tx.insert(dataKeys).values({ id, wrapped: await sealKey(getPublicKeys(), key) });
  return key;
}

/**
 * Opens the keys of some owners, by their ids; those that were erased are left out. Who may is decided by whoever
 * calls. Throws unavailable while the keys are away.
 */
export async function openKeys(database: Database, ids: readonly string[]): Promise<Map<string, DataKey>> {
  if (ids.length === 0) return new Map();
  const keyring = getKeyring();
  const rows = await database
    .select()
    .from(dataKeys)
    .where(inArray(dataKeys.id, [...new Set(ids)]));
  return new Map(
    await Promise.all(rows.map(async ({ id, wrapped }) => [id, await unwrapKey(keyring, id, wrapped)] as const)),
  );
}

/** Opens the key of one owner; throws not_found when it was erased, unavailable while the keys are away. */
export async function openKey(database: Database, id: string): Promise<DataKey> {
  const key = (await openKeys(database, [id])).get(id);
  if (key === undefined) throw new AppError("not_found", "This was erased.");
  return key;
}

/** Destroys the key of an owner: everything sealed with it is erased, in backups too once their keys are gone. */
export async function destroyKey(tx: Database, id: string): Promise<void> {
  await tx.delete(dataKeys).where(eq(dataKeys.id, id));
}

// Those that came in sealed to the current intake need nothing, or a rotation beside arriving reports would never end.
const isDue = ({ keys: [current] }: Keyring) => sql`split_part(${dataKeys.wrapped}, '.', 2) <> ${current.id}`;

/** Returns how many keys are not wrapped with the current keys. */
export function countDue(database: Database, keyring = getKeyring()): Promise<number> {
  return asPortal((tx) => tx.$count(dataKeys, isDue(keyring)), database);
}

/**
 * Wraps up to so many keys again with the current keys and returns how many; zero when all are. Contents stay as they
 * are, and others go on reading and writing. Called by a job and by the operator.
 */
export function rewrap(database: Database, most: number, keyring = getKeyring()): Promise<number> {
  return asPortal(async (tx) => {
    const due = await tx
      .select()
      .from(dataKeys)
      .where(isDue(keyring))
      .orderBy(asc(dataKeys.id))
      .limit(most)
      .for("update", { skipLocked: true });
    if (due.length === 0) return 0;
    const pairs = await Promise.all(
      due.map(
        async ({ id, wrapped }) => sql`(${id}::uuid, ${wrapKey(keyring, await unwrapKey(keyring, id, wrapped))})`,
      ),
    );
    await tx.execute(sql`update ${dataKeys} set wrapped = fresh.wrapped, wrapped_on = current_date
      from (values ${sql.join(pairs, sql`, `)}) as fresh(id, wrapped) where ${dataKeys.id} = fresh.id`);
    return due.length;
  }, database);
}

/** Returns the ids of the sets of keys that data keys are wrapped with. */
export async function listKeysInUse(database: Database): Promise<string[]> {
  const rows = await asPortal(
    (tx) => tx.selectDistinct({ id: sql<string>`split_part(${dataKeys.wrapped}, '.', 2)` }).from(dataKeys),
    database,
  );
  return rows.map(({ id }) => id);
}
