import { sql, type SQL } from "drizzle-orm";

/**
 * Numbers of the advisory locks, all in one place: two uses of one number would wait for each other for ever. Any
 * numbers will do, as long as every version of the portal uses the same ones.
 */
export const locks = {
  migrations: 727272,
  audit: 727273,
  admins: 727274,
  presence: 727275,
  roles: 727280,
  auditReading: 727281,
} as const;

/** Returns the statement that waits for a lock and holds it until the transaction ends. */
export function takeLock(name: keyof typeof locks): SQL {
  return sql`select pg_advisory_xact_lock(${sql.raw(String(locks[name]))})`;
}
