import type { GuardFinding } from "./mdx-guard";

// Markdown parsers need quadratic time for some texts: beyond these a page is an attack or a mistake.
const maximalCharacters = 500_000;
const maximalLines = 10_000;
const maximalMarkers = 50;
const maximalIndent = 150;
const maximalEffort = 25_000_000;

// Only a fence at the very beginning of a line is one for certain: further in, it may end with its list or quotation.
const opening = /^(?:(`{3,})[^`]*|(~{3,}).*)$/;
const closing = /^ {0,3}(`{3,}|~{3,})[ \t]*$/;
// Elements, comments and code that end on their line. What else begins with one of these signs may go on below.
const whole = /`[^`]*`|<\/?[A-Za-z]+(?: [A-Za-z]+="[^"<>{}]*")* ?\/?>|\{\/\*[^{}]*\*\/\}|\\[<{]/g;
const mayGoOn = (line: string) => /^(?:import|export)\b/.test(line) || /[<{]/.test(line.replace(whole, ""));
const listItem = /^[ \t>]*(?:[-+*]|\d{1,9}[.)])[ \t]/;
const delimiterRow = /^(?:\|[ \t]*)?:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;
const inlineMarks = /[[\]*_~`<{&@|]/g;

/** Tells whether a line opens more lists and quotations, or stands further in, than any text needs. */
function isTooDeep(line: string): boolean {
  // A marker is what opens a list or a quotation; the rest of the line does not matter.
  const prefix = /^(?:[ \t]|>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))*/.exec(line.slice(0, 2 * maximalIndent))?.[0] ?? "";
  const markers = prefix.match(/[>+*-]|\d+[.)]/g)?.length ?? 0;
  const columns = prefix.replaceAll("\t", "    ").length;
  return markers > maximalMarkers || (markers > 0 && columns > maximalIndent);
}

/** Estimates what the marks of a run of lines cost: every opening mark may be matched against every other. */
function effortOf(lines: readonly string[]): number {
  const counts = lines.map((line) => line.match(inlineMarks)?.length ?? 0);
  const squares = counts.reduce((sum, count) => sum + count ** 2, 0);
  // The cells of a table are parsed one by one.
  return delimiterRow.test(lines[1]?.trim() ?? "") ? squares : counts.reduce((sum, count) => sum + count, 0) ** 2;
}

/** Splits a text into runs of lines that are parsed together, with the position of their first line; certain fences are left out. */
function* runsOf(lines: readonly string[]): Generator<{ start: number; run: string[] }> {
  let run: string[] = [];
  let open: string | null = null;
  let isClear = true;
  for (const [position, line] of [...lines, ""].entries()) {
    if (open !== null && position < lines.length) {
      const end = closing.exec(line)?.[1] ?? "";
      if (end.startsWith(open)) open = null;
      continue;
    }
    // Inside of an element or an expression a line that looks like a fence is none: from there on all is measured.
    const found = isClear ? opening.exec(line) : null;
    const fence = found?.[1] ?? found?.[2];
    // Each item of a list is a text of its own, and a fence is not parsed at all.
    const isItem = listItem.test(line) && listItem.test(run[0] ?? "");
    if (run.length > 0 && (fence !== undefined || isItem || line.trim() === "")) {
      yield { start: position - run.length, run };
      run = [];
    }
    if (fence !== undefined) {
      open = fence;
      continue;
    }
    if (isClear && mayGoOn(line)) isClear = false;
    if (line.trim() !== "") run.push(line);
  }
}

/** Finds why a text must not even be parsed, because that would take too long; null when it may be. */
export function whyTextIsRefused(text: string): GuardFinding | null {
  const whole = { line: null, column: null };
  if (text.length > maximalCharacters) {
    return { ...whole, message: `The page is longer than ${maximalCharacters} characters: split it.` };
  }
  const lines = text.split("\n");
  if (lines.length > maximalLines)
    return { ...whole, message: `The page has more than ${maximalLines} lines: split it.` };
  let effort = 0;
  for (const { start, run } of runsOf(lines)) {
    const deep = run.findIndex(isTooDeep);
    if (deep >= 0) {
      return { line: start + deep + 1, column: 1, message: `The page nests deeper than ${maximalMarkers} levels.` };
    }
    effort += effortOf(run);
    if (effort <= maximalEffort) continue;
    const message =
      "The page has too many Markdown marks in one piece: split it, or set empty lines between its parts.";
    return { line: start + 1, column: 1, message };
  }
  return null;
}
