import { appealOutcomeSentences } from "./appeal-grounds";
import { acknowledgeBuckets, closeBuckets, counterDimensions, periodOf, type CounterDimension } from "./counter";
import { suppressSmall } from "./suppression";

/** A count as it was written down when a case was closed or an appeal answered. */
export type Counted = { period: string; dimension: string; bucket: string; count: number };
/** How often something was so in a half-year; null where the count is not published. */
export type FigureRow = { dimension: CounterDimension; cells: { bucket: string; count: number | null }[] };
/** The figures of one half-year that is over. */
type FigurePeriod = { period: string; cases: number | null; rows: FigureRow[] };
/** The figures as they may be published, the newest half-year first; null where the count is not. */
export type Figures = { periods: FigurePeriod[] };

const fixedBuckets: Record<Exclude<CounterDimension, "rule">, readonly string[]> = {
  tier: ["none", "0", "1", "2", "3"],
  acknowledged: acknowledgeBuckets,
  closed: closeBuckets,
  appeal: Object.keys(appealOutcomeSentences),
};

// Each closed case is counted once in each of these, so what their cells add up to is the same.
const countedOncePerCase: readonly CounterDimension[] = ["tier", "closed"];

type Published = { cells: (number | null)[]; total: number | null };

/**
 * Returns a line of counts as it may be published even if its total is known from elsewhere: without what is small and
 * what would give it away. Where the total itself says too much, nothing of the line is published.
 */
export function publishLine(counts: readonly number[]): Published {
  const { cells, columnTotals, rowTotals, total } = suppressSmall([counts]);
  if (total === null || rowTotals[0] === null) return { cells: counts.map(() => null), total: null };
  // The total of a column of one cell is that cell: it is published in neither place or in both.
  return { cells: counts.map((_, at) => (columnTotals[at] === null ? null : (cells[0]?.[at] ?? null))), total };
}

function publishPeriod(
  period: string,
  counted: readonly Counted[],
  buckets: Record<CounterDimension, string[]>,
): FigurePeriod {
  const countOf = (dimension: string, bucket: string) =>
    counted.find((each) => each.dimension === dimension && each.bucket === bucket)?.count ?? 0;
  const lines = counterDimensions.map((dimension) => ({
    dimension,
    ...publishLine(buckets[dimension].map((bucket) => countOf(dimension, bucket))),
  }));
  const totals = lines
    .filter(({ dimension }) => countedOncePerCase.includes(dimension))
    .map(({ total: published }) => published);
  const [first = null] = totals;
  return {
    period,
    cases: totals.every((each) => each === first) ? first : null,
    rows: lines.map(({ dimension, cells }) => ({
      dimension,
      cells: buckets[dimension].map((bucket, at) => ({ bucket, count: cells[at] ?? null })),
    })),
  };
}

/** Returns the half-year after another one. */
function periodAfter(period: string): string {
  const [year = "", half] = period.split("-");
  return half === "H1" ? `${year}-H2` : `${Number(year) + 1}-H1`;
}

/**
 * Returns the figures of every half-year since the first one that has any, without gaps, as they may be published.
 * The present one is left out: figures that change from day to day tell what came in between.
 */
export function publishFigures(counted: readonly Counted[], rules: readonly string[], now: Date): Figures {
  const buckets = Object.fromEntries(
    counterDimensions.map((dimension) => {
      const known = dimension === "rule" ? rules : fixedBuckets[dimension];
      const found = counted.filter((each) => each.dimension === dimension).map(({ bucket }) => bucket);
      return [dimension, [...new Set([...known, ...found])]];
    }),
  ) as Record<CounterDimension, string[]>;
  const present = periodOf(now);
  const periods: FigurePeriod[] = [];
  const [first = present] = counted.map(({ period }) => period).toSorted();
  for (let period = first; period < present; period = periodAfter(period))
    periods.unshift(
      publishPeriod(
        period,
        counted.filter((each) => each.period === period),
        buckets,
      ),
    );
  return { periods };
}
