import "server-only";
import { and, eq } from "drizzle-orm";
import { actorOf, audit } from "@/lib/audit/audit";
import type { Viewer } from "@/lib/auth/viewer";
import { openKey } from "@/lib/vault/vault";
import type { ReadableItem } from "../domain/desk-entry";
import { may } from "../domain/policy";
import { contentSections } from "../domain/report-form";
import { asDesk, relationsOf, requireCase, standingOf } from "./access";
import { assignments, cases, evidence } from "./case-tables";
import { isId, nothingHere } from "./desk-work";
import { readEntries } from "./entries";
import { openReport } from "./report-content";
import { reports } from "./report-tables";
import { openEvidence } from "./sealed";

/** Returns the cases in which a viewer is asked to read something, by ids only: a native reader learns no more. */
export function listReadingTasks(viewer: Viewer): Promise<string[]> {
  return asDesk(viewer, async (tx) => {
    const rows = await tx
      .select({ row: cases })
      .from(assignments)
      .innerJoin(cases, eq(cases.id, assignments.caseId))
      .where(and(eq(assignments.personId, viewer.person.id), eq(assignments.role, "native_reader")));
    const found = rows.map(({ row }) => row);
    const relations = await relationsOf(tx, viewer, found);
    return found.flatMap(({ id }) => {
      const relation = relations.get(id);
      return relation !== undefined && may("read_item", standingOf(viewer), relation) ? [id] : [];
    });
  });
}

/** One thing that a native reader was asked to read. */
export type ReadingItem = { item: ReadableItem; language: string; text: string; isAnswered: boolean };

/**
 * Returns what a native reader of a case was asked to read, and nothing else of it, and writes down that it was read.
 * Throws not_found for everybody else.
 */
export function getReadingItems(viewer: Viewer, caseId: string): Promise<ReadingItem[]> {
  if (!isId(caseId)) return Promise.reject(nothingHere());
  return asDesk(viewer, async (tx) => {
    await requireCase(tx, viewer, caseId, "read_item");
    const key = await openKey(tx, caseId);
    const entries = await readEntries(tx, key, { caseId });
    const answered = new Set(
      entries.flatMap(({ authorId, entry }) =>
        entry.kind === "translation" && authorId === viewer.person.id ? [entry.item.id] : [],
      ),
    );
    const textOf = async ({ kind, id }: ReadableItem): Promise<string | null> => {
      if (kind === "evidence") {
        const [row] = await tx
          .select()
          .from(evidence)
          .where(and(eq(evidence.id, id), eq(evidence.caseId, caseId)));
        return row === undefined ? null : openEvidence(key, row).snapshot.text;
      }
      const [row] = await tx
        .select()
        .from(reports)
        .where(and(eq(reports.id, id), eq(reports.caseId, caseId)));
      if (row === undefined) return null;
      // Who sent it is no part of what is to be read.
      const story = contentSections({ ...(await openReport(tx, row)), contact: "", onBehalfOf: "" });
      return story.map(({ label, text }) => `${label}\n${text}`).join("\n\n");
    };
    const items: ReadingItem[] = [];
    for (const { entry } of entries) {
      if (entry.kind !== "native_reader" || entry.personId !== viewer.person.id) continue;
      const text = await textOf(entry.item);
      if (text === null || items.some(({ item }) => item.id === entry.item.id)) continue;
      items.push({ item: entry.item, language: entry.language, text, isAnswered: answered.has(entry.item.id) });
    }
    const object = { kind: "case", id: caseId };
    await audit(tx, { act: "conduct.item_read", actor: actorOf(viewer), object });
    return items;
  });
}
