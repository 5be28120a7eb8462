import "server-only";
import { and, eq } from "drizzle-orm";
import type { Database } from "@/lib/db/database";
import { ruleLabel, type RuleBook } from "../domain/rules";
import { allegations } from "./case-tables";

const isBreach = (finding: string | null) => finding === "substantiated" || finding === "partly_substantiated";

/** Returns the rules of the code of conduct that a case found broken, by one party or by anybody, as letters name them. */
export async function rulesBroken(
  tx: Database,
  caseId: string,
  partyId: string | null,
  book: RuleBook,
): Promise<string> {
  const ofParty = partyId === null ? undefined : eq(allegations.partyId, partyId);
  const rows = await tx
    .select()
    .from(allegations)
    .where(and(eq(allegations.caseId, caseId), ofParty))
    .orderBy(allegations.ruleNumber);
  const broken = rows.filter(({ finding }) => isBreach(finding));
  // A letter that comes before the findings names what is alleged.
  const named = broken.length > 0 ? broken : rows;
  const labels = named.map(({ ruleNumber, ruleVersion }) =>
    ruleLabel(book, { number: ruleNumber, version: ruleVersion }),
  );
  return [...new Set(labels)].join("; ") || "Code of Conduct";
}
