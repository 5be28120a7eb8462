import "server-only";
import { randomUUID } from "node:crypto";
import { and, eq, isNull } from "drizzle-orm";
import { actorOf, audit } from "@/lib/audit/audit";
import type { Viewer } from "@/lib/auth/viewer";
import { AppError } from "@/lib/errors";
import { openKey } from "@/lib/vault/vault";
import { changeReport, workOnReport, type Target } from "./desk-work";
import { requireSecondPerson } from "./report-moves";
import { identityRequests } from "./report-tables";
import { placeOf } from "./sealed";

/** Asks for the identity of a confidential reporter, with a reason; a second person allows it. For leads. */
export function askForIdentity(viewer: Viewer, target: Target, reason: string): Promise<void> {
  return workOnReport(viewer, target, "open_identity", async (tx, { row }) => {
    if (row.mode !== "confidential") throw new AppError("invalid", "This report has no sealed name.");
    if (reason === "") throw new AppError("invalid", "Say why it is needed.", { field: "reason" });
    const open = await tx
      .select({ id: identityRequests.id })
      .from(identityRequests)
      .where(and(eq(identityRequests.reportId, row.id), isNull(identityRequests.allowedBy)));
    if (open.length > 0)
      throw new AppError(
        "conflict",
        "Somebody asked for this already. Load the page again; a second person allows it.",
      );
    const id = randomUUID();
    const key = await openKey(tx, row.id);
    await tx.insert(identityRequests).values({
      ...{ id, reportId: row.id, askedBy: viewer.person.id },
      reason: key.seal(placeOf.identityReason(id), reason),
    });
    await changeReport(tx, row.id);
    const object = { kind: "report", id: row.id };
    await audit(tx, { act: "conduct.identity_asked", actor: actorOf(viewer), object });
  });
}

/** Allows, as the second person, that the identity of a confidential reporter is opened. For leads. */
export function allowIdentity(viewer: Viewer, target: Target): Promise<void> {
  return workOnReport(viewer, target, "open_identity", async (tx, { row }) => {
    const waiting = and(eq(identityRequests.reportId, row.id), isNull(identityRequests.allowedBy));
    const [request] = await tx.select().from(identityRequests).where(waiting).for("update");
    if (request === undefined) throw new AppError("conflict", "Nobody asks for this now. Load the page again.");
    requireSecondPerson(viewer, request.askedBy);
    const allowed = { allowedBy: viewer.person.id, allowedAt: new Date() };
    await tx.update(identityRequests).set(allowed).where(eq(identityRequests.id, request.id));
    await changeReport(tx, row.id);
    const object = { kind: "report", id: row.id };
    await audit(tx, { act: "conduct.identity_allowed", actor: actorOf(viewer), object });
  });
}
