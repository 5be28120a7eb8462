import "server-only";
import { existsSync, statSync } from "node:fs";
import { sql } from "drizzle-orm";
import type { Database } from "@/lib/db/database";
import { queryRows } from "@/lib/db/query-rows";
import { env } from "@/lib/env";
import { messageOf } from "@/lib/errors";
import { keyFile, readKeyring } from "@/lib/vault/key-file";
import { listKeysInUse } from "@/lib/vault/vault";
import type { Diagnosis } from "./diagnosis";

function modeOf(file: string): number {
  return process.platform === "win32" ? 0 : statSync(file).mode & 0o077;
}

/** Says whether the keys of reports and cases are there, private, and all of those that something is sealed with. */
export async function diagnoseKeys(database: Database, file = keyFile): Promise<Diagnosis> {
  const used = await listKeysInUse(database);
  if (!existsSync(file) && used.length === 0)
    return { mark: "!", what: "There are no keys of reports and cases yet", todo: "the first start makes them" };
  try {
    const known = readKeyring(file).keys.map(({ id }) => id);
    const lost = used.filter((id) => !known.includes(id));
    if (lost.length > 0) {
      const what = `Some reports and cases are sealed with keys that are not in ${file} (${lost.join(", ")})`;
      return { mark: "✗", what, todo: "put the former key file back" };
    }
  } catch (error) {
    return { mark: "✗", what: messageOf(error), todo: "put the key file back from its copy" };
  }
  if (modeOf(file) !== 0)
    return { mark: "✗", what: `The keys in ${file} are open to other users`, todo: `chmod 600 ${file}` };
  return { mark: "✓", what: `Keys of reports and cases: ${file}; keep a copy apart from the backups` };
}

/** Says whether somebody gets what nobody at the desk may see. */
export function diagnoseEscalation(contact = env.conductEscalation): Diagnosis {
  if (contact !== null) return { mark: "✓", what: "An escalation contact is set" };
  return {
    mark: "!",
    what: "A report about all moderators and leads would reach nobody",
    todo: "set PORTAL_CONDUCT_ESCALATION to somebody outside the team",
  };
}

/** Says whether PostgreSQL keeps rows of conduct from requests that have no business there; nothing when it does. */
export async function diagnoseWall(database: Database): Promise<Diagnosis | null> {
  const [role] = await queryRows<{ passes: boolean }>(
    database,
    sql`select rolsuper or rolbypassrls as passes from pg_roles where rolname = current_user`,
  );
  if (role?.passes !== true) return null;
  const what = "The database user is a superuser: row-level security does not hold it back";
  return { mark: "!", what, todo: "give DATABASE_URL an ordinary user that owns the database" };
}
