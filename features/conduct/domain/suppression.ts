/** Counts below this are never published: together with what people know, they could tell who is meant. */
export const smallestCell = 5;

export type SuppressedTable = {
  cells: (number | null)[][];
  rowTotals: (number | null)[];
  columnTotals: (number | null)[];
  total: number | null;
};

/**
 * Returns a table of counts with its totals as it may be published: small counts are null, and as many others with
 * them as it takes that nobody can work one out from the totals. A null says nothing about why it is one. The rows
 * must be of equal length. Tables that share totals must be suppressed as one table, or what one hides another shows.
 */
export function suppressSmall(counts: readonly (readonly number[])[]): SuppressedTable {
  const table = withTotals(counts);
  const hidden = table.map((row) => row.map((count) => count < smallestCell));
  eachCell(table, (row, column) => {
    if (!hidden[row]?.[column]) return;
    if (!canChange(table, hidden, row, column)) hideWith(table, hidden, row, column);
  });

  const shown = table.map((row, r) => row.map((count, c) => (hidden[r]?.[c] ? null : count)));
  const last = shown.pop() ?? [];
  const total = last.pop() ?? null;
  return {
    rowTotals: shown.map((row) => row.at(-1) ?? null),
    cells: shown.map((row) => row.slice(0, -1)),
    columnTotals: last,
    total,
  };
}

function withTotals(counts: readonly (readonly number[])[]): number[][] {
  const rows = counts.map((row) => [...row, sum(row)]);
  const width = rows[0]?.length ?? 1;
  return [...rows, Array.from({ length: width }, (_, column) => sum(rows.map((row) => row[column] ?? 0)))];
}

/**
 * Tells whether a hidden count could be another one while everything shown stays true. Each line – the cells of a row
 * and, with the opposite sign, its total – adds up to zero, so a count changes only round a ring of hidden counts, up
 * and down in turn. The ring is looked for as a path between the row and the column of the count.
 */
function canChange(table: number[][], hidden: boolean[][], row: number, column: number): boolean {
  return [1, -1].some((by) => isPossible(table, row, column, by) && hasRing(table, hidden, row, column, by));
}

function hasRing(table: number[][], hidden: boolean[][], row: number, column: number, by: number): boolean {
  const columns = new Set([column]);
  const rows = new Set<number>();
  const waiting: { line: "row" | "column"; at: number }[] = [{ line: "column", at: column }];
  for (const { line, at } of waiting) {
    if (line === "row" && at === row) return true;
    // A column that gave must take elsewhere; a row that took must give.
    eachCell(table, (r, c) => {
      if (!hidden[r]?.[c] || (r === row && c === column)) return;
      if (line === "column" && c === at && !rows.has(r) && isPossible(table, r, c, -by)) {
        rows.add(r);
        waiting.push({ line: "row", at: r });
      }
      if (line === "row" && r === at && !columns.has(c) && isPossible(table, r, c, by)) {
        columns.add(c);
        waiting.push({ line: "column", at: c });
      }
    });
  }
  return false;
}

/** Tells whether a signed count can change by one: counts never fall below zero. */
function isPossible(table: number[][], row: number, column: number, by: number): boolean {
  const change = isTotal(table, row, column) ? -by : by;
  return (table[row]?.[column] ?? 0) + change >= 0;
}

// The grand total is the total of totals, so its sign is that of a cell again.
function isTotal(table: number[][], row: number, column: number): boolean {
  return (row === table.length - 1) !== (column === (table[0]?.length ?? 0) - 1);
}

/** Hides the cheapest rectangle round a cell with which it can change; the one with both totals always does. */
function hideWith(table: number[][], hidden: boolean[][], row: number, column: number): void {
  let best: { cost: number; hidden: boolean[][] } | undefined;
  eachCell(table, (otherRow, otherColumn) => {
    if (otherRow === row || otherColumn === column) return;
    const tried = hidden.map((line) => [...line]);
    let cost = 0;
    for (const [r, c] of [
      [row, otherColumn],
      [otherRow, column],
      [otherRow, otherColumn],
    ] as const) {
      const line = tried[r];
      if (line === undefined || line[c]) continue;
      line[c] = true;
      cost += costOf(table, r, c);
    }
    if ((best === undefined || cost < best.cost) && canChange(table, tried, row, column))
      best = { cost, hidden: tried };
  });
  best?.hidden.forEach((line, r) => line.forEach((isHidden, c) => hidden[r]?.splice(c, 1, isHidden)));
}

// A total says more than a cell, and one missing total more about the rest than a large cell.
function costOf(table: number[][], row: number, column: number): number {
  const grand = sum(table.at(-1)?.slice(0, -1) ?? []) + 1;
  const ends = Number(row === table.length - 1) + Number(column === (table[0]?.length ?? 0) - 1);
  return (table[row]?.[column] ?? 0) + 1 + ends * grand;
}

function eachCell(table: readonly (readonly number[])[], visit: (row: number, column: number) => void): void {
  table.forEach((row, r) => row.forEach((_, c) => visit(r, c)));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((one, other) => one + other, 0);
}
