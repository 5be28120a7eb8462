import "server-only";
import { getPublishedFacts } from "@/features/facts/data/facts-store";
import { actorOf, audit } from "@/lib/audit/audit";
import type { Viewer } from "@/lib/auth/viewer";
import type { Database } from "@/lib/db/database";
import { publishFigures, type Figures } from "../domain/figures";
import { figuresAsCsv, figuresAsMdx, figureTables, type FigureTable, type RuleNames } from "../domain/figures-text";
import { rulesInForce } from "../domain/rules";
import { asDesk } from "./access";
import { counters } from "./case-tables";
import { nothingHere } from "./desk-work";

/** How the figures are written to a file. */
type FigureFormat = "csv" | "mdx";

function atLeads<T>(viewer: Viewer, run: (tx: Database) => Promise<T>, database?: Database): Promise<T> {
  return viewer.has("conduct_lead") ? asDesk(viewer, run, database) : Promise.reject(nothingHere());
}

async function readFigures(tx: Database, now: Date): Promise<{ figures: Figures; rules: RuleNames }> {
  const inForce = rulesInForce(getPublishedFacts().facts.conductRules);
  const rules = new Map(inForce.map(({ number, name }) => [String(number), name]));
  return { figures: publishFigures(await tx.select().from(counters), [...rules.keys()], now), rules };
}

/**
 * Returns the figures of all half-years that are over, as tables in which nothing small can be worked out. For leads;
 * throws not_found for anybody else.
 */
export function findFigures(viewer: Viewer, now = new Date(), database?: Database): Promise<FigureTable[]> {
  return atLeads(
    viewer,
    async (tx) => {
      const { figures, rules } = await readFigures(tx, now);
      return figures.periods.length === 0 ? [] : figureTables(figures, rules);
    },
    database,
  );
}

/** Returns the same figures as a file, and writes down that they were taken out. For leads; throws like `findFigures`. */
export function exportFigures(
  viewer: Viewer,
  format: FigureFormat,
  now = new Date(),
  database?: Database,
): Promise<string> {
  return atLeads(
    viewer,
    async (tx) => {
      const { figures, rules } = await readFigures(tx, now);
      const event = { actor: actorOf(viewer), act: "conduct.figures_exported" };
      await audit(tx, { ...event, object: { kind: "figures", id: "all" }, detail: { format } });
      return format === "csv" ? figuresAsCsv(figures, rules) : figuresAsMdx(figures, rules);
    },
    database,
  );
}
