import type { Database } from "@/lib/db/database";
import { asPortal } from "@/lib/db/doors";
import { auditProblems, indexProblems, type Marks } from "./chaos-check";
import { caseProblems } from "./chaos-conduct-cases";
import { reportProblems } from "./chaos-conduct-reports";
import { totalProblems } from "./chaos-conduct-totals";

const indexes = [
  { table: "data_key", columns: "id" },
  { table: "data_key", columns: "wrapped" },
  { table: "conduct_report", columns: "submission_ref" },
  { table: "conduct_report", columns: "reporter_ref" },
  { table: "conduct_identity", columns: "report_id" },
  { table: "conduct_receipt", columns: "locator" },
  { table: "conduct_case", columns: "code_name" },
  { table: "conduct_case", columns: "state" },
  { table: "conduct_party", columns: "ref" },
  { table: "conduct_vote", columns: "decision_id, person_id" },
  { table: "conduct_measure", columns: "case_id" },
  { table: "conduct_notice", columns: "link_hash" },
  { table: "audit_event", columns: "seq" },
  { table: "audit_event", columns: "act" },
];

/** Returns everything that is wrong with reports, cases and their keys after the process that wrote them was killed. */
export async function checkConduct(
  database: Database,
  folder: string,
  { begun, acknowledged }: Marks,
  tokenOf: (mark: string) => string,
): Promise<string[]> {
  const marks = { begun: new Set(begun), acknowledged: new Set(acknowledged) };
  const problems = await asPortal(
    async (tx) => [
      ...(await reportProblems(tx, marks, tokenOf)),
      ...(await caseProblems(tx, marks)),
      ...(await totalProblems(tx)),
    ],
    database,
  );
  return [...problems, ...(await indexProblems(database, indexes)), ...(await auditProblems(database, folder))];
}
