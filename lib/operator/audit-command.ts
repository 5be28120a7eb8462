import "server-only";
import { readCheckpoints } from "@/lib/audit/checkpoints";
import { verifyAudit } from "@/lib/audit/verify";
import { env } from "@/lib/env";
import { requireNoArguments } from "./arguments";
import type { DatabaseCommand } from "./command";

/** Proves that the audit log is as it was written. */
export const auditCommand: DatabaseCommand = {
  name: "audit",
  summary: "prove that the audit log is as it was written",
  usage: `npm run portal -- audit

Reads the whole audit log and says which events were changed, added, removed or moved. Exit status 1 when one was.`,
  async run({ database, args, print, warn }) {
    requireNoArguments(args);
    const { events, problems } = await verifyAudit(database, readCheckpoints(env.dataFolder));
    for (const { seq, reason } of problems) warn(`Event ${seq}: ${reason}`);
    if (problems.length > 0) warn(`The audit log was not left as it was written: ${problems.length} problems.`);
    else print(`The audit log is as it was written (events: ${events}).`);
    return problems.length > 0 ? 1 : 0;
  },
};
