import { describe, expect, it } from "vitest";
import { smallestCell, suppressSmall, type SuppressedTable } from "./suppression";

/** The published table with its totals as one block, in which null is hidden. */
function blockOf(table: SuppressedTable): (number | null)[][] {
  return [...table.cells.map((row, at) => [...row, table.rowTotals[at]!]), [...table.columnTotals, table.total]];
}

/** What subtracting can find out: hidden places whose value the equations of all lines fix, by elimination. */
function solvedBySubtraction(block: (number | null)[][]): string[] {
  const names: string[] = [];
  block.forEach((row, r) => row.forEach((value, c) => value === null && names.push(`${r},${c}`)));
  const lines = [
    ...block.map((row, r) =>
      row.map((value, c) => ({ value, name: `${r},${c}`, sign: c === row.length - 1 ? -1 : 1 })),
    ),
    ...block[0]!.map((_, c) =>
      block.map((row, r) => ({ value: row[c]!, name: `${r},${c}`, sign: r === block.length - 1 ? -1 : 1 })),
    ),
  ];
  const matrix = lines.map((line) =>
    names.map((name) => line.filter((cell) => cell.name === name).reduce((total, cell) => total + cell.sign, 0)),
  );
  let pivot = 0;
  for (let column = 0; column < names.length && pivot < matrix.length; column++) {
    const found = matrix.findIndex((row, at) => at >= pivot && Math.abs(row[column]!) > 1e-9);
    if (found === -1) continue;
    [matrix[pivot], matrix[found]] = [matrix[found]!, matrix[pivot]!];
    const scale = matrix[pivot]![column]!;
    matrix[pivot] = matrix[pivot]!.map((value) => value / scale);
    matrix.forEach((row, at) => {
      if (at === pivot) return;
      const factor = row[column]!;
      matrix[at] = row.map((value, place) => value - factor * matrix[pivot]![place]!);
    });
    pivot++;
  }
  return matrix
    .map((row) => row.flatMap((value, at) => (Math.abs(value) > 1e-9 ? [names[at]!] : [])))
    .filter((row) => row.length === 1)
    .flat();
}

/** Every 2×2 table of whole numbers that would be published with the same shown values. */
function alternativesOf(block: (number | null)[][], most: number): number[][][] {
  const found: number[][][] = [];
  const fits = (value: number, r: number, c: number) => block[r]![c] === null || block[r]![c] === value;
  for (let a = 0; a <= most; a++) {
    for (let b = 0; b <= most; b++) {
      if (!fits(a, 0, 0) || !fits(b, 0, 1) || !fits(a + b, 0, 2)) continue;
      for (let c = 0; c <= most; c++) {
        for (let d = 0; d <= most; d++) {
          const rows = [
            [a, b, a + b],
            [c, d, c + d],
            [a + c, b + d, a + b + c + d],
          ];
          if (rows.every((row, r) => row.every((value, column) => fits(value, r, column)))) found.push(rows);
        }
      }
    }
  }
  return found;
}

/** Random numbers that are the same in every run. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const random = randomFrom(7);
const randomTable = (rows: number, columns: number, below: number) =>
  Array.from({ length: rows }, () => Array.from({ length: columns }, () => random(below)));

describe("a published table", () => {
  it("hides what is small and what would give it away, and nothing more", () => {
    expect(
      suppressSmall([
        [3, 10, 20],
        [9, 30, 12],
        [50, 60, 70],
      ]),
    ).toEqual({
      cells: [
        [null, 10, null],
        [null, 30, null],
        [50, 60, 70],
      ],
      rowTotals: [33, 51, 180],
      columnTotals: [62, 100, 102],
      total: 264,
    });
  });

  it("hides nothing more where small counts already hide each other, down to zero", () => {
    const { cells, rowTotals, columnTotals, total } = suppressSmall([
      [1, 1, 20],
      [1, 1, 20],
      [20, 20, 20],
    ]);
    expect(cells).toEqual([
      [null, null, 20],
      [null, null, 20],
      [20, 20, 20],
    ]);
    expect([rowTotals, columnTotals, total]).toEqual([[22, 22, 60], [22, 22, 60], 104]);
  });

  it("without small counts is shown whole", () => {
    expect(
      suppressSmall([
        [5, 6],
        [7, 8],
      ]),
    ).toEqual({
      cells: [
        [5, 6],
        [7, 8],
      ],
      rowTotals: [11, 15],
      columnTotals: [12, 14],
      total: 26,
    });
  });

  it("hides a zero that the rest of its line would give away", () => {
    const { cells, rowTotals } = suppressSmall([
      [0, 0, 40],
      [20, 20, 20],
    ]);
    expect(cells[0]!.slice(0, 2)).toEqual([null, null]);
    // With 40 and its total shown, both others could only be zero.
    expect(cells[0]![2] === null || rowTotals[0] === null).toBe(true);
  });

  it("hides a zero that the rest of its column would give away", () => {
    const { cells, columnTotals } = suppressSmall([
      [0, 20],
      [0, 20],
      [40, 20],
    ]);
    expect(cells.map((row) => row[0]).slice(0, 2)).toEqual([null, null]);
    expect(cells[2]![0] === null || columnTotals[0] === null).toBe(true);
  });

  it.each([[[[3]]], [[[0]]], [[[0, 0]]], [[[4], [4]]], [[]], [[[]]]])(
    "of hardly anything shows nothing: %j",
    (counts) => {
      expect(
        blockOf(suppressSmall(counts))
          .flat()
          .filter((value) => value !== null && value < smallestCell),
      ).toEqual([]);
    },
  );

  it("never lets anybody subtract: 400 random tables", () => {
    for (let run = 0; run < 400; run++) {
      const counts = randomTable(1 + random(5), 1 + random(5), [4, 8, 20, 60][run % 4]!);
      const block = blockOf(suppressSmall(counts));
      expect(solvedBySubtraction(block), JSON.stringify(counts)).toEqual([]);
      for (const value of block.flat()) expect(value ?? smallestCell, JSON.stringify(counts)).toBeGreaterThanOrEqual(5);
    }
  });

  it("never leaves a hidden count only one value that it can have: 200 random tables", () => {
    for (let run = 0; run < 200; run++) {
      const counts = randomTable(2, 2, [2, 3, 6, 11][run % 4]!);
      const block = blockOf(suppressSmall(counts));
      const alternatives = alternativesOf(block, 12);
      block.forEach((row, r) =>
        row.forEach((value, c) => {
          const values = new Set(alternatives.map((table) => table[r]![c]!));
          if (value === null) expect(values.size, JSON.stringify(counts)).toBeGreaterThan(1);
          else expect([...values]).toEqual([value]);
        }),
      );
    }
  });

  it("shows what is true", () => {
    for (let run = 0; run < 100; run++) {
      const counts = randomTable(3, 4, 30);
      const { cells, total } = suppressSmall(counts);
      cells.forEach((row, r) => row.forEach((value, c) => expect(value ?? counts[r]![c]).toBe(counts[r]![c])));
      if (total !== null) expect(total).toBe(counts.flat().reduce((one, other) => one + other, 0));
    }
  });
});
