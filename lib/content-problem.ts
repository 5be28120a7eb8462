/** Something wrong with a content file, told so that a writer can mend it. */
export type Problem = {
  /** Path below the content folder. */
  file: string;
  /** One-based; null when the whole file is meant. */
  line: number | null;
  column: number | null;
  message: string;
  /** What would have been right, when that can be said. */
  expected?: string;
};

/** Returns a problem as one line, the way compilers do. */
export function describeProblem({ file, line, column, message, expected }: Problem): string {
  const place = [file, line, column].filter((part) => part !== null).join(":");
  return `${place} ${message}${expected === undefined ? "" : ` (expected: ${expected})`}`;
}
