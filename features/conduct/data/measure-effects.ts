import "server-only";
import { and, eq, inArray, isNotNull, isNull, min } from "drizzle-orm";
import { endSessionsOf } from "@/lib/auth/session-store";
import { users } from "@/lib/auth/tables";
import type { Database } from "@/lib/db/database";
import { conductPseudonym } from "@/lib/vault/key-file";
import { openKey } from "@/lib/vault/vault";
import type { MeasureState } from "../domain/measure";
import { changeCase } from "./desk-work";
import { parties } from "./case-tables";
import { measures, restrictions } from "./measure-tables";
import type { MeasureRow } from "./measure-sealed";
import { keepCase } from "./case-retention";
import { openWho } from "./sealed";

// What the portal itself stops; everything else is done by hand where it happens.
const restrictionOf: Partial<Record<string, "no_account" | "no_sessions">> = {
  ban: "no_account",
  timeout: "no_sessions",
};

/** Finds the account of this portal that a party is; null for somebody known elsewhere only. */
async function findAccount(tx: Database, caseId: string, partyId: string): Promise<string | null> {
  const [party] = await tx.select().from(parties).where(eq(parties.id, partyId));
  if (party === undefined || party.ref === null) return null;
  const { platform, handle } = openWho(await openKey(tx, caseId), party);
  if (platform !== "portal") return null;
  const [person] = await tx
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.email, handle.trim().toLowerCase()), isNull(users.deletedAt)));
  if (person !== undefined && conductPseudonym("person", person.id) === party.ref) return person.id;
  // The address has changed since: the pseudonym still knows the person.
  const everybody = await tx.select({ id: users.id }).from(users).where(isNull(users.deletedAt));
  return everybody.find(({ id }) => conductPseudonym("person", id) === party.ref)?.id ?? null;
}

/**
 * Puts a ban or timeout of somebody with an account here into force: their sessions end, and none begins. Nothing
 * happens for other measures and other people. In the transaction that makes the measure active.
 */
export async function restrict(tx: Database, measure: MeasureRow): Promise<void> {
  const kind = restrictionOf[measure.type];
  if (kind === undefined) return;
  const personId = await findAccount(tx, measure.caseId, measure.partyId);
  if (personId === null) return;
  const row = { sourceRef: measure.id, personId, kind, endsAt: measure.endsAt };
  await tx.insert(restrictions).values(row).onConflictDoUpdate({ target: restrictions.sourceRef, set: row });
  await endSessionsOf(tx, personId, null);
}

/** Writes the end of a measure, takes back what the portal did, and says anew how long its case is kept. */
export async function endMeasure(
  tx: Database,
  measure: MeasureRow,
  state: MeasureState,
  now: Date,
  changes: Partial<MeasureRow> = {},
): Promise<void> {
  // A measure that ended early ends now; how long its case is kept counts from here.
  const endsAt = measure.endsAt !== null && measure.endsAt < now ? measure.endsAt : now;
  await tx
    .update(measures)
    .set({ ...changes, state, endsAt })
    .where(eq(measures.id, measure.id));
  await tx.delete(restrictions).where(eq(restrictions.sourceRef, measure.id));
  await keepCase(tx, measure.caseId);
}

/** Says in the case until when somebody else must look at the first of its acts that nobody has looked at. */
export async function setReviewClock(tx: Database, caseId: string): Promise<void> {
  const [row] = await tx
    .select({ first: min(measures.reviewBy) })
    .from(measures)
    .where(
      and(
        eq(measures.caseId, caseId),
        isNotNull(measures.reviewBy),
        isNull(measures.reviewedBy),
        inArray(measures.state, ["active", "breached"]),
      ),
    );
  await changeCase(tx, caseId, { reviewBy: row?.first ?? null });
}
