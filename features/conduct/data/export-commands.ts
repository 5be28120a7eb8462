import "server-only";
import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { actorOf, audit } from "@/lib/audit/audit";
import type { Viewer } from "@/lib/auth/viewer";
import type { Database } from "@/lib/db/database";
import { openKey } from "@/lib/vault/vault";
import type { ExportWish } from "../domain/keeping-form";
import { mailCase } from "./case-people";
import { caseExports } from "./case-tables";
import { changeCase, workOnCase, type Target } from "./desk-work";
import { sealForRecipient } from "./export-signing";
import { openAbout, requireExport, requireState, sealAbout } from "./export-wish";
import { hasOtherLead, requireSecond } from "./second-person";

const note = (tx: Database, viewer: Viewer, act: string, id: string, exportId: string) =>
  audit(tx, {
    act: `conduct.${act}`,
    actor: actorOf(viewer),
    object: { kind: "case", id },
    detail: { export: exportId },
  });

/**
 * Asks for an export of a case to somebody outside. For leads; throws not_found for others, conflict for an older
 * version, invalid for a public key that is none.
 */
export function askExport(viewer: Viewer, target: Target, wish: ExportWish, now = new Date()): Promise<void> {
  return workOnCase(viewer, target, "export", async (tx, { row }) => {
    await sealForRecipient(Buffer.of(0), wish.publicKey);
    const id = randomUUID();
    const about = { ...wish, askedAt: now.toISOString(), allowedAt: null };
    const sealed = sealAbout(await openKey(tx, row.id), id, about);
    await tx.insert(caseExports).values({ id, caseId: row.id, about: sealed, askedBy: viewer.person.id });
    await changeCase(tx, row.id);
    const isLeadLeft = await hasOtherLead(tx, row, viewer.person.id);
    await mailCase(tx, row, [isLeadLeft ? "leads" : "assigned"], { except: viewer, now });
    await note(tx, viewer, "export_asked", row.id, id);
  });
}

type Given = { case: string; export: string };

/**
 * Allows an export as the second person: another lead or, where there is none without a conflict, somebody who handles
 * the case. Throws invalid for whoever asked, conflict when it is at another step, not_found for anybody else.
 */
export function allowExport(viewer: Viewer, given: Given, now = new Date()): Promise<void> {
  return workOnCase(viewer, { id: given.case }, "edit_case", async (tx, access) => {
    const wish = await requireExport(tx, access.row.id, given.export);
    await requireSecond(tx, viewer, access, "export", wish.askedBy);
    const key = await openKey(tx, access.row.id);
    const about = openAbout(key, wish);
    requireState(wish, about, ["asked"], now);
    const sealed = sealAbout(key, wish.id, { ...about, allowedAt: now.toISOString() });
    const changes = { about: sealed, allowedBy: viewer.person.id };
    await tx.update(caseExports).set(changes).where(eq(caseExports.id, wish.id));
    await changeCase(tx, access.row.id);
    await mailCase(tx, access.row, ["leads"], { except: viewer, now });
    await note(tx, viewer, "export_allowed", access.row.id, wish.id);
  });
}

/** Takes a wish back, or refuses it, before the file is taken. For leads; throws like `allowExport`. */
export function endExport(viewer: Viewer, given: Given, now = new Date()): Promise<void> {
  return workOnCase(viewer, { id: given.case }, "export", async (tx, { row }) => {
    const wish = await requireExport(tx, row.id, given.export);
    requireState(wish, openAbout(await openKey(tx, row.id), wish), ["asked", "allowed", "lapsed"], now);
    await tx.delete(caseExports).where(eq(caseExports.id, wish.id));
    await changeCase(tx, row.id);
    await note(tx, viewer, "export_ended", row.id, wish.id);
  });
}
