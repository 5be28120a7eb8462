import "server-only";
import { eq } from "drizzle-orm";
import { actorOf, audit } from "@/lib/audit/audit";
import type { Viewer } from "@/lib/auth/viewer";
import type { Database } from "@/lib/db/database";
import { AppError } from "@/lib/errors";
import { openKey } from "@/lib/vault/vault";
import { exportFormat, listItems, writeExport, type ExportManifest } from "../domain/case-export";
import type { ExportWish } from "../domain/keeping-form";
import { asDesk, requireCase, type CaseRow } from "./access";
import { caseExports } from "./case-tables";
import { changeCase, isId, nothingHere, workOnCase } from "./desk-work";
import { caseItems, newDeskLabels } from "./export-content";
import { custodyOf, fileItems } from "./export-custody";
import { exportPublicKeys, exportSigner, sealForRecipient } from "./export-signing";
import { readSources } from "./export-sources";
import {
  openAbout,
  requireExport,
  requireState,
  stateOfExport,
  type ExportAbout,
  type ExportState,
} from "./export-wish";
import { openNotice } from "./measure-sealed";
import { namesOf } from "./people-names";
import { maySecond } from "./second-person";

/** An export as its page shows it. */
export type ShownExport = ExportAbout & {
  id: string;
  state: ExportState;
  askedBy: string;
  allowedBy: string | null;
  mayAllow: boolean;
  mayEnd: boolean;
  mayTake: boolean;
};
/** The exports of a case, and the keys by which they are verified. */
export type CaseExports = {
  caseId: string;
  codeName: string;
  version: number;
  exports: ShownExport[];
  mayAsk: boolean;
  publicKeys: string[];
};

/**
 * Returns the exports of a case that were asked for. For whoever works on it; throws not_found for anybody else. That
 * purpose and recipient were read is recorded.
 */
export function findExports(viewer: Viewer, caseId: string, now = new Date()): Promise<CaseExports> {
  if (!isId(caseId)) return Promise.reject(nothingHere());
  return asDesk(viewer, async (tx) => {
    const access = await requireCase(tx, viewer, caseId, "edit_case");
    const { row } = access;
    const rows = await tx.select().from(caseExports).where(eq(caseExports.caseId, row.id));
    const names = await namesOf(
      tx,
      rows.flatMap(({ askedBy, allowedBy }) => [askedBy, allowedBy]),
    );
    const exports: ShownExport[] = [];
    const key = rows.length === 0 ? null : await openKey(tx, row.id);
    for (const each of rows) {
      if (key === null) break;
      const about = openAbout(key, each);
      const state = stateOfExport(each, about, now);
      exports.push({
        ...{ id: each.id, ...about, state, askedBy: names.get(each.askedBy) ?? "" },
        allowedBy: each.allowedBy === null ? null : (names.get(each.allowedBy) ?? ""),
        mayAllow: state === "asked" && (await maySecond(tx, viewer, access, "export", each.askedBy)),
        mayEnd: state !== "taken" && access.may("export"),
        mayTake: state === "allowed" && access.may("export") && each.askedBy === viewer.person.id,
      });
    }
    exports.sort((one, other) => other.askedAt.localeCompare(one.askedAt));
    const event = { actor: actorOf(viewer), act: "conduct.read", object: { kind: "case", id: row.id } };
    if (exports.length > 0) await audit(tx, { ...event, detail: { part: "exports" } });
    return {
      ...{ caseId: row.id, codeName: row.codeName, version: row.version, exports, mayAsk: access.may("export") },
      publicKeys: exportPublicKeys(),
    };
  });
}

// Twice this, and a little, is held in memory while it is sealed.
const mostBytes = 64 * 1024 * 1024;

const redactedSentences = (wish: ExportWish): string[] => [
  "Reporters are not named: what they said about how to reach them, and for whom they reported, is left out.",
  wish.withNames
    ? "Witnesses and affected people are named."
    : "Witnesses and affected people are called by code names, and what reporters wrote of witnesses is left out.",
  "Names and handles that are known were replaced in every text. Files are as they are.",
  ...(wish.withOriginals ? [] : ["Files are working copies; originals are left out."]),
  ...(wish.withNotes ? [] : ["Notes of the desk for itself are left out."]),
];

async function makeBundle(tx: Database, row: CaseRow, about: ExportAbout, now: Date): Promise<Buffer> {
  const { purpose, recipient, withOriginals, withNotes, withNames } = about;
  const scope = { withOriginals, withNotes, withNames };
  const mark = `Made for ${recipient} on ${now.toISOString()}`;
  const key = await openKey(tx, row.id);
  const sources = await readSources(tx, row, key);
  const desk = newDeskLabels();
  const { item: custody, audit: log } = await custodyOf(tx, sources, mark, desk);
  const items = [...caseItems(sources, about, mark, desk), custody, ...(await fileItems(tx, sources, about, mark))];
  const size = items.reduce((sum, { content }) => sum + content.length, 0);
  if (size > mostBytes)
    throw new AppError("invalid", "This export would be too large for one file. Ask for one without originals.");
  const wordings = sources.letters.map((each) => openNotice(key, each).wording);
  const manifest: ExportManifest = {
    ...{ format: exportFormat, case: row.codeName, madeAt: now.toISOString(), recipient, purpose, scope },
    ...{ redacted: redactedSentences(about), templates: { notice: [...new Set(wordings)] } },
    ...{ audit: log, items: listItems(items) },
  };
  return writeExport(manifest, items, exportSigner());
}

/**
 * Makes the file of an export that was allowed, sealed to its recipient; once, within a day, and only for whoever asked
 * for it and still may. Throws not_found for anybody else, conflict when it is at another step, invalid when it is too
 * large.
 */
export function takeExport(viewer: Viewer, caseId: string, exportId: string, now = new Date()): Promise<Buffer> {
  return workOnCase(viewer, { id: caseId }, "export", async (tx, { row }) => {
    const wish = await requireExport(tx, row.id, exportId);
    if (wish.askedBy !== viewer.person.id) throw nothingHere();
    const about = openAbout(await openKey(tx, row.id), wish);
    requireState(wish, about, ["allowed"], now);
    const sealed = await sealForRecipient(await makeBundle(tx, row, about, now), about.publicKey);
    await tx.update(caseExports).set({ madeAt: now }).where(eq(caseExports.id, wish.id));
    await changeCase(tx, row.id);
    const event = { actor: actorOf(viewer), act: "conduct.exported", object: { kind: "case", id: row.id } };
    await audit(tx, { ...event, detail: { export: wish.id } });
    return sealed;
  });
}
