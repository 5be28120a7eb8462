import "server-only";
import { asc, desc, eq, inArray } from "drizzle-orm";
import { getPublishedFacts } from "@/features/facts/data/facts-store";
import { actorOf, audit } from "@/lib/audit/audit";
import type { Viewer } from "@/lib/auth/viewer";
import type { Database } from "@/lib/db/database";
import { openKey } from "@/lib/vault/vault";
import { missingForCase, type CaseState } from "../domain/case-state";
import { findingValues, measureLabels, type FindingValue } from "../domain/labels";
import { ruleLabel } from "../domain/rules";
import { asDesk, requireCase, type Access, type CaseRow } from "./access";
import { appealStateLabels } from "../domain/appeal-state";
import { appealStateOf } from "./appeal-work";
import { missingVotes } from "./approvals";
import { allegations } from "./case-tables";
import { isId, nothingHere } from "./desk-work";
import { hasSnapshot } from "./has-snapshot";
import { placeOfMeasure, typeOf, voteRow } from "./measure-sealed";
import { appeals, decisions, measures, votes } from "./measure-tables";
import { listUntold } from "./untold";
import { namesOf } from "./people-names";
import { placeOf } from "./sealed";
import { partyNames, showMeasure, type ShownMeasure } from "./shown-measure";
import { strongestMover } from "./strongest-mover";

export type ShownAllegation = {
  id: string;
  rule: string;
  description: string;
  party: string;
  finding: FindingValue | null;
  reasoning: string;
  foundBy: string;
};
export type ShownDecision = {
  id: string;
  state: "proposed" | "approved" | "rejected" | "withdrawn";
  proposedBy: string;
  proposedAt: Date;
  rationale: string;
  isLegalConsulted: boolean;
  measures: ShownMeasure[];
  votes: { by: string; value: "approve" | "reject" | "abstain"; comment: string; votedAt: Date }[];
  /** What it still needs to be decided. */
  missing: string[];
  mayVote: boolean;
};
/** Everything about what is decided in a case, as its viewer may see and do it. */
export type Decisions = {
  caseId: string;
  codeName: string;
  version: number;
  state: CaseState;
  hasSnapshot: boolean;
  allegations: ShownAllegation[];
  reported: { id: string; label: string }[];
  decisions: ShownDecision[];
  /** What one person did at once, and what took the place of a measure. */
  otherMeasures: ShownMeasure[];
  appeals: { id: string; measure: string; state: string; answerBy: Date; filedAt: Date; isAnswered: boolean }[];
  untold: number;
  isNobodyToTell: boolean;
  may: { find: boolean; propose: boolean; act: boolean; tell: boolean; close: boolean };
  /** What stands in the way of a proposal; empty when it can be made. */
  missing: string[];
};

const isFinding = (text: string | null): FindingValue | null => findingValues.find((each) => each === text) ?? null;

async function readDecisions(tx: Database, viewer: Viewer, access: Access<CaseRow>): Promise<Decisions> {
  const { row, may } = access;
  const key = await openKey(tx, row.id);
  const names = await partyNames(tx, key, row.id);
  const nameOf = (partyId: string) => names.get(partyId)?.label ?? "Somebody";
  const proposed = await tx
    .select()
    .from(decisions)
    .where(eq(decisions.caseId, row.id))
    .orderBy(desc(decisions.proposedAt));
  const all = await tx.select().from(measures).where(eq(measures.caseId, row.id)).orderBy(asc(measures.tier));
  const ids = proposed.map(({ id }) => id);
  const cast = ids.length === 0 ? [] : await tx.select().from(votes).where(inArray(votes.decisionId, ids));
  const found = await tx.select().from(allegations).where(eq(allegations.caseId, row.id)).orderBy(allegations.id);
  const filed = await tx.select().from(appeals).where(eq(appeals.caseId, row.id)).orderBy(desc(appeals.filedAt));
  const people = await namesOf(tx, [
    ...proposed.map(({ proposedBy }) => proposedBy),
    ...cast.map(({ personId }) => personId),
    ...found.map(({ foundBy }) => foundBy),
  ]);
  const personOf = (id: string | null) => (id === null ? "" : (people.get(id) ?? "Somebody"));
  const book = getPublishedFacts().facts.conductRules;
  const shownDecisions: ShownDecision[] = [];
  for (const decision of proposed) {
    const planned = all.filter(({ decisionId }) => decisionId === decision.id);
    const isOpen = decision.state === "proposed";
    shownDecisions.push({
      ...{ id: decision.id, state: decision.state, proposedAt: decision.proposedAt },
      ...{ proposedBy: personOf(decision.proposedBy), isLegalConsulted: decision.isLegalConsulted },
      rationale: key.open(placeOfMeasure.rationale(decision.id), decision.rationale),
      measures: planned.map((measure) => showMeasure(key, measure, nameOf(measure.partyId))),
      votes: cast
        .filter(({ decisionId }) => decisionId === decision.id)
        .map(({ personId, value, comment, votedAt }) => ({
          ...{ by: personOf(personId), value, votedAt },
          comment: comment === null ? "" : key.open(placeOfMeasure.comment(voteRow(decision.id, personId)), comment),
        })),
      missing: isOpen ? await missingVotes(tx, row, decision, planned, new Date()) : [],
      mayVote: isOpen && may("vote") && decision.proposedBy !== viewer.person.id,
    });
  }
  const { untold, isNobodyWanting } = await listUntold(tx, row);
  const mover = await strongestMover(tx, viewer, access);
  const hasSealed = await hasSnapshot(tx, row.id);
  const labels = new Map(all.map((measure) => [measure.id, measureLabels[typeOf(measure)]]));
  return {
    ...{ caseId: row.id, codeName: row.codeName, version: row.version, state: row.state, hasSnapshot: hasSealed },
    allegations: found.map((each) => ({
      ...{ id: each.id, rule: ruleLabel(book, { number: each.ruleNumber, version: each.ruleVersion }) },
      description: key.open(placeOf.description(each.id), each.description),
      ...{ party: nameOf(each.partyId), finding: isFinding(each.finding), foundBy: personOf(each.foundBy) },
      reasoning: each.reasoning === null ? "" : key.open(placeOf.reasoning(each.id), each.reasoning),
    })),
    reported: [...names].flatMap(([id, { role, label }]) => (role === "reported" ? [{ id, label }] : [])),
    decisions: shownDecisions,
    otherMeasures: all
      .filter(({ decisionId }) => decisionId === null)
      .map((measure) => showMeasure(key, measure, nameOf(measure.partyId))),
    appeals: filed.map((appeal) => ({
      ...{
        id: appeal.id,
        measure: labels.get(appeal.measureId) ?? "",
        state: appealStateLabels[appealStateOf(appeal)],
      },
      ...{ answerBy: appeal.answerBy, filedAt: appeal.filedAt, isAnswered: appeal.decidedAt !== null },
    })),
    ...{ untold: untold.length, isNobodyToTell: isNobodyWanting },
    may: {
      find: may("propose") && row.state === "investigating",
      propose: may("propose") && row.state === "investigating" && mover !== "handler",
      ...{ act: may("impose_interim"), tell: may("write_message"), close: may("edit_case") && mover !== "handler" },
    },
    missing: missingForCase("propose", {
      ...{ hasAllegation: found.length > 0, hasEveryFinding: found.every(({ finding }) => finding !== null) },
      ...{ isReportedPersonHeard: row.isHeard === true, isReasonNotHeardRecorded: row.notHeardReason !== null },
    }),
  };
}

/**
 * Returns what is decided in a case: findings, proposals with their votes, measures, appeals. For whoever may read the
 * case; throws not_found for others. The page of the case writes down that it was opened, every other page asks for it.
 */
export function getDecisions(
  viewer: Viewer,
  caseId: string,
  place: "in its case" | "on a page of its own" = "in its case",
): Promise<Decisions> {
  if (!isId(caseId)) return Promise.reject(nothingHere());
  return asDesk(viewer, async (tx) => {
    const access = await requireCase(tx, viewer, caseId, "read_text");
    const shown = await readDecisions(tx, viewer, access);
    if (place === "on a page of its own")
      await audit(tx, {
        ...{ actor: actorOf(viewer), act: "conduct.read", object: { kind: "case", id: caseId } },
        detail: { page: "decision" },
      });
    return shown;
  });
}
