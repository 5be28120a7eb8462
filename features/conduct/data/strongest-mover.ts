import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import type { Database } from "@/lib/db/database";
import type { Access, CaseRow } from "./access";
import { caseMoversOf } from "./case-facts";

/** Returns as what a viewer moves a case: a lead may do all that a coordinator may, and they all that a handler may. */
export async function strongestMover(
  tx: Database,
  viewer: Viewer,
  access: Access<CaseRow>,
): Promise<"lead" | "coordinator" | "handler"> {
  const movers = await caseMoversOf(tx, viewer, access);
  if (movers.includes("lead")) return "lead";
  return movers.includes("coordinator") ? "coordinator" : "handler";
}
