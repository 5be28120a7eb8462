import type { CounterDimension } from "./counter";
import type { FigureRow, Figures } from "./figures";
import { tierLabels } from "./labels";
import type { Tier } from "./measure";
import { smallestCell } from "./suppression";

/** What stands for a count that is not published. */
const hiddenCount = "–";
/** What a reader of the figures has to know about them. */
export const figuresNote =
  `“${hiddenCount}” stands for a count that is not published: it is smaller than ${smallestCell}, or it would tell one ` +
  "that is. A half-year is published when it is over. A case can break several rules, and several reports can belong " +
  "to one case.";

const dimensionLabels: Record<CounterDimension, string> = {
  rule: "Closed cases by rule that was broken",
  tier: "Closed cases by strongest measure",
  acknowledged: "Reports by time until a person answered",
  closed: "Closed cases by time until they were closed",
  appeal: "Appeals by answer",
};

const bucketLabels: Record<Exclude<CounterDimension, "rule">, Record<string, string>> = {
  tier: { none: "No measure" },
  acknowledged: {
    ...{ within_1_day: "Within a day", within_3_days: "Within 3 days", within_7_days: "Within 7 days" },
    ...{ later: "Later", never: "Never" },
  },
  closed: {
    ...{ within_7_days: "Within 7 days", within_14_days: "Within 14 days", within_45_days: "Within 45 days" },
    ...{ within_90_days: "Within 90 days", later: "Later" },
  },
  appeal: {
    ...{ upheld: "Measure stays", reduced: "Measure reduced", lifted: "Measure lifted", inadmissible: "Not admitted" },
  },
};

/** Names of rules by number, as the newest version has them. */
export type RuleNames = ReadonlyMap<string, string>;

/** Returns how one group of a table is called. */
function bucketLabel(dimension: CounterDimension, bucket: string, rules: RuleNames): string {
  if (dimension === "rule") return `Rule ${bucket}${rules.has(bucket) ? `, ${rules.get(bucket)}` : ""}`;
  if (dimension === "tier" && Object.hasOwn(tierLabels, bucket)) return tierLabels[Number(bucket) as Tier];
  return bucketLabels[dimension][bucket] ?? bucket;
}

/** How a half-year is called. */
function periodLabel(period: string): string {
  const [year = "", half] = period.split("-");
  return `${half === "H1" ? "First" : "Second"} half of ${year}`;
}

const shownCount = (count: number | null): string => (count === null ? hiddenCount : String(count));

/** One table: a line for each group, and a column for each half-year. */
export type FigureTable = { title: string; columns: string[]; lines: { label: string; counts: string[] }[] };

/** Returns the figures as tables, one for each thing that is counted, after the table of the totals. */
export function figureTables({ periods }: Figures, rules: RuleNames): FigureTable[] {
  const columns = periods.map(({ period }) => periodLabel(period));
  const table = (row: FigureRow, at: number): FigureTable => ({
    ...{ title: dimensionLabels[row.dimension], columns },
    lines: row.cells.map(({ bucket }, place) => ({
      label: bucketLabel(row.dimension, bucket, rules),
      counts: periods.map(({ rows }) => shownCount(rows[at]?.cells[place]?.count ?? null)),
    })),
  });
  const all = { label: "All closed cases", counts: periods.map(({ cases }) => shownCount(cases)) };
  return [{ title: "Closed cases", columns, lines: [all] }, ...(periods[0]?.rows.map(table) ?? [])];
}

// A spreadsheet calculates what begins like this (OWASP, "CSV injection"); RFC 4180 for the rest.
function csvCell(text: string): string {
  const defused = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(defused) ? `"${defused.replaceAll('"', '""')}"` : defused;
}

/** Returns the figures as CSV (RFC 4180): one line for each half-year and group. */
export function figuresAsCsv({ periods }: Figures, rules: RuleNames): string {
  const lines = periods.flatMap(({ period, cases, rows }) => [
    [period, "Closed cases", "All closed cases", shownCount(cases)],
    ...rows.flatMap(({ dimension, cells }) =>
      cells.map(({ bucket, count }) => [
        ...[period, dimensionLabels[dimension], bucketLabel(dimension, bucket, rules), shownCount(count)],
      ]),
    ),
  ]);
  return [["Half-year", "Counted", "Group", "Count"], ...lines]
    .map((line) => `${line.map(csvCell).join(",")}\r\n`)
    .join("");
}

// What Markdown or MDX would read as a sign of their own.
const mdxText = (text: string) => text.replace(/\s+/g, " ").replace(/[\\`*_{}[\]<>|#~&]/g, "\\$&");

/** Returns the figures as a page of the handbook without its front matter: a table for each thing, and what “–” means. */
export function figuresAsMdx(figures: Figures, rules: RuleNames): string {
  const line = (cells: readonly string[]) => `| ${cells.map(mdxText).join(" | ")} |`;
  const parts = figureTables(figures, rules).map(({ title, columns, lines }) =>
    [
      ...[`## ${mdxText(title)}`, ""],
      ...[line(["", ...columns]), `| --- | ${columns.map(() => "---: |").join(" ")}`],
      ...lines.map(({ label, counts }) => line([label, ...counts])),
    ].join("\n"),
  );
  const nothing = "No half-year with closed cases is over yet.";
  return `${[mdxText(figuresNote), ...(figures.periods.length === 0 ? [nothing] : parts)].join("\n\n")}\n`;
}
