import "server-only";
import { inArray } from "drizzle-orm";
import { users } from "@/lib/auth/tables";
import type { Database } from "@/lib/db/database";

/** Returns the names of people by their ids; for pages of the desk, whose people are named to each other. */
export async function namesOf(tx: Database, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  if (wanted.length === 0) return new Map();
  const rows = await tx.select({ id: users.id, name: users.name }).from(users).where(inArray(users.id, wanted));
  return new Map(rows.map(({ id, name }) => [id, name]));
}
