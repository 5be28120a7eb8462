import "server-only";
import { and, desc, eq } from "drizzle-orm";
import { z } from "zod";
import { actorOf, audit } from "@/lib/audit/audit";
import type { Viewer } from "@/lib/auth/viewer";
import { getKeyring } from "@/lib/vault/key-file";
import { openAsCustodian } from "@/lib/vault/wrapping";
import { nothingHere, workOnReport } from "./desk-work";
import { isOpenFor } from "./identity-window";
import { identities, identityRequests } from "./report-tables";

const sealedIdentity = z.object({
  name: z.string(),
  contact: z.string().default(""),
  onBehalfOf: z.string().default(""),
});

/**
 * Opens the identity of a confidential reporter once two people agreed, to those two for a day, and writes down who read it. For leads; throws
 * not_found for anybody else and before that.
 */
export function openIdentity(viewer: Viewer, reportId: string): Promise<z.output<typeof sealedIdentity>> {
  return workOnReport(viewer, { id: reportId }, "open_identity", async (tx, { row }) => {
    const [allowed] = await tx
      .select({ id: identityRequests.id })
      .from(identityRequests)
      .where(and(eq(identityRequests.reportId, row.id), isOpenFor(viewer)))
      .orderBy(desc(identityRequests.allowedAt))
      .limit(1);
    const [sealed] = await tx.select().from(identities).where(eq(identities.reportId, row.id));
    if (allowed === undefined || sealed === undefined) throw nothingHere();
    const opened = await openAsCustodian(getKeyring(), `report ${row.id}`, sealed.identity);
    const object = { kind: "report", id: row.id };
    await audit(tx, { act: "conduct.identity_opened", actor: actorOf(viewer), object });
    return sealedIdentity.parse(JSON.parse(opened));
  });
}
