import { evidence, cases } from "@/features/conduct/data/case-tables";
import { decisions, measures, notices, restrictions, votes } from "@/features/conduct/data/measure-tables";
import { receipts } from "@/features/conduct/data/report-tables";
import { openEvidence, placeOf } from "@/features/conduct/data/sealed";
import { hashOfSnapshot } from "@/features/conduct/domain/snapshot";
import type { Database } from "@/lib/db/database";
import { openKey } from "@/lib/vault/vault";
import { caseSteps, markOfStep, type CaseStep } from "./chaos-conduct-case";
import type { MarkSets } from "./chaos-conduct-reports";

type CaseRow = typeof cases.$inferSelect;

// What a case must look like after each step, all of it: state, decisions, votes, measures, letters, and for these the
// receipts for an appeal and the restrictions that the rest of the portal knows of.
const decided = "decided; approved; approve by lead; approved";
const shapes: Record<CaseStep, RegExp> = {
  opened: /^(new|triage|investigating); ; ; ; ; 0 receipts; 0 restrictions$/,
  proposed: /^decision_proposed; proposed; ; proposed; ; 0 receipts; 0 restrictions$/,
  voted: new RegExp(`^${decided}; ; 0 receipts; 0 restrictions$`),
  written: new RegExp(`^${decided}; written; 0 receipts; 0 restrictions$`),
  ticked: new RegExp(`^${decided}; checked; 1 receipts; 0 restrictions$`),
  delivered: new RegExp(`^${decided}; handed_over; 1 receipts; 0 restrictions$`),
  active: /^measures_active; approved; approve by lead; active; handed_over; 1 receipts; 1 restrictions$/,
};

/** Reads all that hangs on cases, once. */
async function readAll(tx: Database) {
  return {
    decisions: await tx.select().from(decisions),
    votes: await tx.select().from(votes),
    measures: await tx.select().from(measures),
    notices: await tx.select().from(notices),
    receipts: await tx.select().from(receipts),
    restrictions: await tx.select().from(restrictions),
    evidence: await tx.select().from(evidence),
  };
}
type All = Awaited<ReturnType<typeof readAll>>;

/** Returns what a case looks like, in words that `shapes` knows. */
function shapeOf({ id, state }: CaseRow, all: All): string {
  const proposed = all.decisions.filter(({ caseId }) => caseId === id);
  const cast = all.votes.filter(({ decisionId }) => proposed.some((decision) => decision.id === decisionId));
  const planned = all.measures.filter(({ caseId }) => caseId === id);
  const isOf = (measureId: string) => planned.some((measure) => measure.id === measureId);
  const letters = all.notices.filter(({ measureId }) => isOf(measureId));
  return [
    state,
    proposed.map((decision) => decision.state).join(),
    cast.map(({ value, isLead }) => `${value} by ${isLead ? "lead" : "moderator"}`).join(),
    planned.map((measure) => measure.state).join(),
    letters.map(({ delivery, checkedBy }) => delivery ?? (checkedBy === null ? "written" : "checked")).join(),
    `${all.receipts.filter(({ ownerId }) => isOf(ownerId)).length} receipts`,
    `${all.restrictions.filter(({ sourceRef }) => isOf(sourceRef)).length} restrictions`,
  ].join("; ");
}

/** Returns what is wrong with the evidence that a case needs before anything is proposed. */
async function evidenceProblems(tx: Database, row: CaseRow, mark: string, { evidence: rows }: All): Promise<string[]> {
  const own = rows.filter(({ caseId }) => caseId === row.id);
  if (own.length > 1) return [`${mark} has the same evidence ${own.length} times.`];
  if (own.length === 0)
    return ["new", "triage", "investigating"].includes(row.state) ? [] : [`${mark} was decided without evidence.`];
  const key = await openKey(tx, row.id);
  return own.flatMap((each) => {
    const { canonical } = openEvidence(key, each);
    return hashOfSnapshot(canonical) === each.sha256 ? [] : [`The evidence of ${mark} is not what was sealed.`];
  });
}

/**
 * Returns a problem for each case that was lost or doubled, stands before the last step that was acknowledged or after
 * the last one that was begun, or is half between two steps: decided without its vote, a ban without its decision.
 */
export async function caseProblems(tx: Database, { begun, acknowledged }: MarkSets): Promise<string[]> {
  const all = await readAll(tx);
  const found = new Set<string>();
  const problems: string[] = [];
  for (const row of await tx.select().from(cases)) {
    const mark = (await openKey(tx, row.id)).open(placeOf.summary(row.id), row.summary);
    if (found.has(mark)) problems.push(`${mark} is there twice.`);
    found.add(mark);
    const shape = shapeOf(row, all);
    const at = caseSteps.findIndex((step) => shapes[step].test(shape));
    const firstAt = caseSteps.findLastIndex((step) => acknowledged.has(markOfStep(mark, step)));
    const lastAt = caseSteps.findLastIndex((step) => begun.has(markOfStep(mark, step)));
    if (at < 0) problems.push(`${mark} is half done: ${shape}.`);
    else if (at < firstAt || at > lastAt)
      problems.push(
        `${mark} is ${caseSteps[at]}, not from ${caseSteps[firstAt] ?? "nothing"} to ${caseSteps[lastAt] ?? "nothing"}.`,
      );
    problems.push(...(await evidenceProblems(tx, row, mark, all)));
  }
  for (const each of acknowledged) {
    const mark = each.replace(/\.opened$/, "");
    if (mark !== each && !found.has(mark)) problems.push(`${mark} is lost.`);
  }
  return problems;
}
