import "server-only";
import { createHash } from "node:crypto";
import { and, eq, inArray, ne } from "drizzle-orm";
import type { Database } from "@/lib/db/database";
import type { DataKey } from "@/lib/vault/data-key";
import { findLeaks, type Leak } from "../domain/leak-check";
import { evidence, parties } from "./case-tables";
import { openReport } from "./report-content";
import { readReportThread } from "./report-thread";
import { reports } from "./report-tables";
import { openEvidence, openWho } from "./sealed";

/** The parts of a letter that people write, in its order. */
export const letterParts = ["behaviour", "impact", "expectations", "consequences"] as const;
export type LetterPart = (typeof letterParts)[number];
export type PartLeaks = Record<LetterPart, Leak[]>;
export type Sources = { texts: string[]; names: string[] };

/**
 * Collects everything of a case that a letter must not repeat: what reporters wrote, statements, and the names of all
 * but the reported person, whom the letter goes to. The viewer is somebody who may write it.
 */
export async function readLeakSources(tx: Database, caseId: string, key: DataKey): Promise<Sources> {
  const texts: string[] = [];
  const names: string[] = [];
  for (const row of await tx.select().from(reports).where(eq(reports.caseId, caseId))) {
    const written = await openReport(tx, row);
    const { what, where, when, who, witnesses, hope, links, onBehalfOf, reporter = "" } = written;
    texts.push(...[what, where, when, who, witnesses, hope, ...links].filter((text) => text !== ""));
    names.push(...[reporter, onBehalfOf].filter((name) => name !== ""));
    const thread = await readReportThread(tx, row.id);
    texts.push(...thread.filter(({ from }) => from === "reporter").map(({ text }) => text));
  }
  const statements = await tx
    .select()
    .from(evidence)
    .where(and(eq(evidence.caseId, caseId), inArray(evidence.kind, ["statement"])));
  texts.push(...statements.map((row) => openEvidence(key, row).snapshot.text));
  const others = await tx
    .select()
    .from(parties)
    .where(and(eq(parties.caseId, caseId), ne(parties.role, "reported")));
  for (const row of others) {
    const { handle, name } = openWho(key, row);
    names.push(...[handle, name].filter((each) => each.trim() !== ""));
  }
  return { texts, names };
}

/** Returns where each part of a letter could give somebody away. */
export function leaksOf(letter: Record<LetterPart, string>, { texts, names }: Sources): PartLeaks {
  const find = (part: LetterPart) => findLeaks(letter[part], texts, names);
  return {
    behaviour: find("behaviour"),
    impact: find("impact"),
    expectations: find("expectations"),
    consequences: find("consequences"),
  };
}

/** Returns a mark of what was found, so that a tick holds only for the places that were shown; "" for nothing. */
export function markOf(leaks: PartLeaks): string {
  if (letterParts.every((part) => leaks[part].length === 0)) return "";
  return createHash("sha256").update(JSON.stringify(leaks)).digest("hex");
}
