import "server-only";
import { and, eq } from "drizzle-orm";
import type { Database } from "@/lib/db/database";
import { evidence } from "./case-tables";

/** Tells whether a snapshot of the evidence is sealed in a case, before which nothing is done to content or people. */
export async function hasSnapshot(tx: Database, caseId: string): Promise<boolean> {
  return (await tx.$count(evidence, and(eq(evidence.caseId, caseId), eq(evidence.kind, "snapshot")))) > 0;
}
