/** @typedef {{ part: string, what: string, measured: string, goal: string, isReached: boolean | null }} Line isReached is null where there is no goal */

/** Prints each measure as it comes and all of them as a table at the end. */
export class Report {
  /** @type {Line[]} */
  #lines = [];

  /** @param {string} part */
  constructor(part) {
    this.part = part;
  }

  /**
   * Records what was measured; without a goal it stands for itself.
   * @param {string} what @param {string} measured
   * @param {{ goal: string, isReached: boolean }} [aim]
   */
  add(what, measured, aim) {
    const line = { part: this.part, what, measured, goal: aim?.goal ?? "", isReached: aim?.isReached ?? null };
    this.#lines.push(line);
    const verdict = aim === undefined ? "" : ` (goal ${aim.goal}: ${aim.isReached ? "reached" : "MISSED"})`;
    console.log(`  ${what}: ${measured}${verdict}`);
  }

  /** Says something that is no measure. @param {string} sentence */
  note(sentence) {
    console.log(`  ${sentence}`);
  }

  /** Returns everything that was recorded as a Markdown table. */
  table() {
    const rows = this.#lines.map(({ part, what, measured, goal, isReached }) => {
      const verdict = isReached === null ? "" : isReached ? "yes" : "**no**";
      return `| ${[part, what, measured, goal, verdict].map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
    });
    return ["| Part | Measure | Measured | Goal | Reached |", "| --- | --- | --- | --- | --- |", ...rows].join("\n");
  }

  /** Returns how many goals were reached, of how many. */
  get goals() {
    const judged = this.#lines.filter(({ isReached }) => isReached !== null);
    return { reached: judged.filter(({ isReached }) => isReached).length, all: judged.length };
  }
}
