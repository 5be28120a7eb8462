import "server-only";
import { actorOf, audit } from "@/lib/audit/audit";
import { readCheckpoints } from "@/lib/audit/checkpoints";
import { verifyAudit, type AuditReport } from "@/lib/audit/verify";
import type { Viewer } from "@/lib/auth/viewer";
import { getDatabase } from "@/lib/db/database";
import { env } from "@/lib/env";
import { requireAdmin } from "./require-admin";

/** Reads the whole audit log, says whether it is as it was written, and notes that. For admins; else not_found. */
export async function verifyAuditLog(viewer: Viewer): Promise<AuditReport> {
  requireAdmin(viewer);
  const database = await getDatabase();
  const report = await verifyAudit(database, readCheckpoints(env.dataFolder));
  await database.transaction(async (tx) => {
    const detail = { events: report.events, problems: report.problems.length };
    await audit(tx, { actor: actorOf(viewer), act: "audit.verified", object: { kind: "audit", id: "log" }, detail });
  });
  return report;
}
