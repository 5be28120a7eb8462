import { evaluate } from "@mdx-js/mdx";
import remarkGfm from "remark-gfm";
import { renderToStaticMarkup } from "react-dom/server";
import { createElement } from "react";
import * as runtime from "react/jsx-runtime";
import { describe, expect, it } from "vitest";
import { publishFigures, publishLine, type Counted } from "./figures";
import { figuresAsCsv, figuresAsMdx } from "./figures-text";

const later = new Date("2027-03-01T00:00:00Z");
const sum = (counts: readonly number[]) => counts.reduce((one, other) => one + other, 0);

/** Every way to spread a total over so many cells. */
function spread(total: number, cells: number): number[][] {
  if (cells === 1) return [[total]];
  return Array.from({ length: total + 1 }, (_, first) =>
    spread(total - first, cells - 1).map((rest) => [first, ...rest]),
  ).flat();
}

const counted = (period: string, dimension: string, counts: Record<string, number>): Counted[] =>
  Object.entries(counts).map(([bucket, count]) => ({ period, dimension, bucket, count }));

/** The counts of one half-year as everything that is published of it, as one text. */
function publishedTier(tier: number[], closed: number[]) {
  const [first, second] = [publishLine(tier), publishLine(closed)];
  return { first, second, total: first.total === second.total ? first.total : null };
}

describe("published figures", () => {
  it("never let anybody work out a hidden count, even who knows how they are made and both tables of the same cases", () => {
    for (let total = 0; total <= 11; total += 1) {
      const worlds = new Map<string, { hidden: number[]; values: Set<number>[] }>();
      for (const tier of spread(total, 3))
        for (const closed of spread(total, 3)) {
          const published = publishedTier(tier, closed);
          const shown = [...published.first.cells, ...published.second.cells];
          const key = JSON.stringify(published);
          const values = worlds.get(key)?.values ?? shown.map(() => new Set<number>());
          [...tier, ...closed].forEach((count, at) => values[at]!.add(count));
          worlds.set(key, { hidden: shown.flatMap((count, at) => (count === null ? [at] : [])), values });
        }
      // What is published when nothing is: any total below five.
      if (total < 5) continue;
      for (const [key, { hidden, values }] of worlds)
        for (const at of hidden) expect(values[at]!.size, `${total}: ${key}`).toBeGreaterThan(1);
    }
  });

  it("never let anybody subtract, whatever the total is known from: 2,000 lines", () => {
    let state = 11;
    const random = (below: number) => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((state / 2 ** 32) * below);
    };
    for (let run = 0; run < 2000; run += 1) {
      const counts = Array.from({ length: 2 + random(11) }, () => (random(3) === 0 ? 0 : random([4, 9, 40][run % 3]!)));
      const { cells, total } = publishLine(counts);
      const hidden = counts.filter((_, at) => cells[at] === null);
      expect([null, sum(counts)]).toContain(total);
      cells.forEach((count, at) => expect([null, counts[at]]).toContain(count));
      for (const count of cells) expect(count ?? 5, JSON.stringify(counts)).toBeGreaterThanOrEqual(5);
      // With the total known the hidden ones still share something that any of them can have.
      if (total !== null && hidden.length > 0) expect(hidden.length > 1 && sum(hidden) > 0).toBe(true);
      if (total === null) expect(cells.every((count) => count === null)).toBe(true);
    }
  });

  it("of fewer than five cases say nothing at all, and do not differ from those of none", () => {
    const of = (count: number) =>
      publishFigures(
        [...counted("2025-H2", "tier", { "1": 9 }), ...counted("2026-H1", "tier", { "1": count })],
        ["1"],
        later,
      ).periods.find(({ period }) => period === "2026-H1");
    expect(of(4)).toEqual(of(0));
    expect(of(4)!.cases).toBeNull();
    expect(
      of(4)!
        .rows.flatMap(({ cells }) => cells)
        .every(({ count }) => count === null),
    ).toBe(true);
  });

  it("tell the cases of a half-year only where both tables of the same cases may tell them", () => {
    const both = [
      ...counted("2026-H1", "tier", { none: 6, "1": 9 }),
      ...counted("2026-H1", "closed", { within_7_days: 15 }),
    ];
    expect(publishFigures(both, [], later).periods.at(-1)!.cases).toBe(15);
    expect(publishFigures(both.slice(0, 2), [], later).periods.at(-1)!.cases).toBeNull();
  });

  it("leave no half-year out and none in that is not over", () => {
    const some = [...counted("2025-H1", "tier", { none: 7 }), ...counted("2027-H1", "tier", { none: 7 })];
    const periods = publishFigures(some, [], later).periods.map(({ period }) => period);
    expect(periods).toEqual(["2026-H2", "2026-H1", "2025-H2", "2025-H1"]);
    expect(publishFigures([], [], later).periods).toEqual([]);
  });
});

describe("figures as a file", () => {
  const rules = new Map([
    ["1", '=HYPERLINK("x")'],
    ["2", "a | b <script>{1+1}</script> *c*"],
  ]);
  const figures = publishFigures(counted("2026-H1", "rule", { "1": 20, "2": 12, "3": 2 }), ["1", "2"], later);

  it("are a spreadsheet that calculates nothing and breaks no line", () => {
    const lines = figuresAsCsv(figures, rules).trimEnd().split("\r\n");
    expect(lines[0]).toBe("Half-year,Counted,Group,Count");
    expect(lines).toContain(`2026-H1,Closed cases by rule that was broken,"Rule 1, =HYPERLINK(""x"")",20`);
    expect(lines.flatMap((line) => line.split(",")).every((cell) => !/^"?[=+@-]/.test(cell))).toBe(true);
    expect(figuresAsCsv({ periods: [] }, rules)).toBe("Half-year,Counted,Group,Count\r\n");
  });

  it("are a page of the handbook that says what a dash means and in which no name is markup", async () => {
    const text = figuresAsMdx(figures, rules);
    const { default: Content } = await evaluate(text, { ...runtime, remarkPlugins: [remarkGfm] });
    const html = renderToStaticMarkup(createElement(Content));
    expect(html).toContain("“–” stands for a count that is not published");
    expect(html).toContain("Rule 2, a | b &lt;script&gt;{1+1}&lt;/script&gt; *c*");
    expect(html.match(/<table>/g)).toHaveLength(6);
    expect(html).toContain('<td style="text-align:right">20</td>');
    expect(figuresAsMdx({ periods: [] }, rules)).toContain("No half-year with closed cases is over yet.");
  });
});
