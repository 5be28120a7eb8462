import { checkReceipt } from "@/features/conduct/data/receipt-hash";
import { openReport } from "@/features/conduct/data/report-content";
import { identities, receipts, reports } from "@/features/conduct/data/report-tables";
import { receiptOf } from "@/features/conduct/domain/receipt";
import type { Database } from "@/lib/db/database";
import { getKeyring } from "@/lib/vault/key-file";
import { openAsCustodian } from "@/lib/vault/wrapping";

/** What was begun, and what of it was acknowledged. */
export type MarkSets = { begun: ReadonlySet<string>; acknowledged: ReadonlySet<string> };
type ReportRow = typeof reports.$inferSelect;

// Checking the secret of a receipt is slow on purpose: of each check, only the newest ones.
const receiptsTried = 5;

/** Returns what a report says, or why it cannot be read. */
async function readMark(tx: Database, row: ReportRow): Promise<{ mark: string } | { problem: string }> {
  try {
    const { what, isErased } = await openReport(tx, row);
    return isErased ? { problem: `The report ${row.id} has no key.` } : { mark: what };
  } catch (error) {
    return { problem: `The report ${row.id} cannot be read: ${String(error)}` };
  }
}

async function identityProblems(tx: Database, rows: readonly ReportRow[]): Promise<string[]> {
  const sealed = new Map((await tx.select().from(identities)).map((row) => [row.reportId, row.identity]));
  const problems: string[] = [];
  for (const { id, mode, reporterRef } of rows) {
    const identity = sealed.get(id);
    if (mode === "anonymous" && (identity !== undefined || reporterRef !== null))
      problems.push(`The anonymous report ${id} says who sent it.`);
    if (mode === "anonymous") continue;
    const opened = identity && (await openAsCustodian(getKeyring(), `report ${id}`, identity).catch(String));
    if (!opened?.includes("Reporter")) problems.push(`The identity of report ${id}: ${opened ?? "missing"}.`);
  }
  return problems;
}

async function receiptProblems(tx: Database, found: ReadonlyMap<string, ReportRow>, tokenOf: (mark: string) => string) {
  const kept = new Map((await tx.select().from(receipts)).map((row) => [row.locator, row]));
  const anonymous = [...found].filter(([, { mode }]) => mode === "anonymous");
  const problems: string[] = [];
  for (const [index, [mark, { id }]] of anonymous.entries()) {
    const { locator, secret } = receiptOf(tokenOf(mark));
    const receipt = kept.get(locator);
    if (receipt?.ownerId !== id)
      problems.push(`The receipt of ${mark} is ${receipt ? "of another report" : "missing"}.`);
    else if (index >= anonymous.length - receiptsTried && !(await checkReceipt(secret, receipt)))
      problems.push(`The receipt of ${mark} does not open its report.`);
  }
  return problems;
}

/**
 * Returns a problem for each report that was lost, doubled, written in part, cannot be read, or that nobody sent: each
 * must have its key, and its sealed identity or its receipt.
 */
export async function reportProblems(
  tx: Database,
  { begun, acknowledged }: MarkSets,
  tokenOf: (mark: string) => string,
): Promise<string[]> {
  const rows = await tx.select().from(reports);
  const found = new Map<string, ReportRow>();
  const problems = await identityProblems(tx, rows);
  for (const row of rows) {
    const read = await readMark(tx, row);
    if ("problem" in read) problems.push(read.problem);
    else if (!begun.has(read.mark)) problems.push(`${read.mark} is there, though nobody sent it.`);
    else if (found.has(read.mark)) problems.push(`${read.mark} is there twice.`);
    else found.set(read.mark, row);
  }
  for (const mark of acknowledged)
    if (/^(sent|twice|anonymous)-/.test(mark) && !found.has(mark)) problems.push(`${mark} is lost.`);
  return [...problems, ...(await receiptProblems(tx, found, tokenOf))];
}
