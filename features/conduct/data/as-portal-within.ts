import "server-only";
import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "@/lib/db/database";
import { visit } from "@/lib/db/doors";

const doorShape = z.object({ door: z.enum(["desk", "inbox", "system"]), visitor: z.string() });

/**
 * Runs a part of a transaction as the portal itself and goes back to the door it came through: where a reporter's
 * message must reach people whom the reporter may not know of, for instance. Whoever calls has checked that they may.
 */
export async function asPortalWithin<T>(tx: Database, run: () => Promise<T>): Promise<T> {
  const { rows } = (await tx.execute(
    sql`select current_setting('portal.door', true) as door, current_setting('portal.visitor', true) as visitor`,
  )) as { rows: unknown[] };
  const { door, visitor } = doorShape.parse(rows[0]);
  await visit(tx, "system", "");
  const result = await run();
  await visit(tx, door, visitor);
  return result;
}
