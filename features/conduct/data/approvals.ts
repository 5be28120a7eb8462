import "server-only";
import { eq } from "drizzle-orm";
import type { Database } from "@/lib/db/database";
import { missingApprovals, type Vote } from "../domain/approval";
import type { Measure } from "../domain/measure";
import type { CaseRow } from "./access";
import { listCasePeople } from "./case-people";
import type { decisions } from "./measure-tables";
import { votes } from "./measure-tables";
import { typeOf, type MeasureRow } from "./measure-sealed";

type DecisionRow = typeof decisions.$inferSelect;
const day = 24 * 60 * 60 * 1000;

/** Returns a stored measure as the rules see it, as if it began at a time. */
export function asRuled(row: MeasureRow, isLegalConsulted: boolean, startsAt: Date): Measure {
  const endsAt = row.days === null ? null : new Date(startsAt.getTime() + row.days * day);
  return { type: typeOf(row), startsAt, endsAt, isLegalConsulted };
}

/**
 * Returns a sentence for everything that a proposed decision still lacks, by the votes as they count now: whoever has
 * come into a conflict since does not count any more. A decision to do nothing needs a second person, too.
 */
export async function missingVotes(
  tx: Database,
  row: Pick<CaseRow, "id" | "isEscalated">,
  decision: DecisionRow,
  measures: readonly MeasureRow[],
  now: Date,
): Promise<string[]> {
  const people = new Map((await listCasePeople(tx, row)).map((person) => [person.id, person]));
  const isConflicted = (id: string) => people.get(id)?.isSoft ?? true;
  const isLead = (id: string) =>
    people.get(id)?.isLead === true || (row.isEscalated && people.get(id)?.isContact === true);
  const cast = await tx.select().from(votes).where(eq(votes.decisionId, decision.id));
  const counted = cast.map((vote): Vote => ({
    ...{ by: vote.personId, vote: vote.value, isLead: vote.isLead },
    isConflicted: isConflicted(vote.personId),
  }));
  const { proposedBy } = decision;
  const proposer = { id: proposedBy, isLead: isLead(proposedBy), isConflicted: isConflicted(proposedBy) };
  if (measures.length === 0) {
    if (proposer.isConflicted) return ["Whoever proposed this has a conflict: somebody else must propose it."];
    const hasSecond = counted.some((vote) => vote.vote === "approve" && !vote.isConflicted && vote.by !== proposedBy);
    return hasSecond ? [] : ["A second person must approve that nothing is done."];
  }
  const missing = measures.flatMap((measure) =>
    missingApprovals(asRuled(measure, decision.isLegalConsulted, now), counted, proposer),
  );
  return [...new Set(missing)];
}
