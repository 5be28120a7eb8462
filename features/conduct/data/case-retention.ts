import "server-only";
import { and, eq, notInArray } from "drizzle-orm";
import type { Database } from "@/lib/db/database";
import { tierOf } from "../domain/measure";
import { keepUntil, retentionClassOf } from "../domain/retention";
import { cases } from "./case-tables";
import { isInForce, typeOf } from "./measure-sealed";
import { measures } from "./measure-tables";

/**
 * Writes down how long a closed case is kept, by what came out of it and when that ended; nothing for an open one. In
 * the transaction that closes the case or ends a measure.
 */
export async function keepCase(tx: Database, caseId: string): Promise<void> {
  const [row] = await tx
    .select()
    .from(cases)
    .where(and(eq(cases.id, caseId), eq(cases.state, "closed")));
  if (row === undefined || row.closedAt === null) return;
  const held = await tx
    .select()
    .from(measures)
    .where(and(eq(measures.caseId, caseId), notInArray(measures.state, ["proposed", "approved"])));
  const retention = retentionClassOf(held.map(typeOf));
  // A warning has no end to wait for, and a redaction stays for ever.
  const ending = held.filter((measure) => tierOf(typeOf(measure)) >= 2);
  const ends = ending.flatMap(({ endsAt }) => (endsAt === null ? [] : [endsAt.getTime()]));
  const ended = ending.some(isInForce) || ends.length === 0 ? null : new Date(Math.max(...ends));
  const until = keepUntil(retention, { since: row.closedAt, lastIncident: null, ended });
  const keepsUntil = until === null ? null : until.toISOString().slice(0, 10);
  await tx.update(cases).set({ retention, keepUntil: keepsUntil }).where(eq(cases.id, caseId));
}
