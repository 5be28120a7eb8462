/** A word, or one character of a script that writes without spaces, and where it stands in its text. */
export type TextUnit = { text: string; start: number; end: number; isWord: boolean };

// Letters and digits of scripts without spaces between words; the punctuation that they share is no unit.
const character = String.raw`(?=[\p{L}\p{N}])[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]`;
// Invisible characters stay inside their word, so that they cannot cut it in two.
const pattern = new RegExp(String.raw`(${character})[\p{M}\p{Cf}]*|(?:(?!${character})[\p{L}\p{N}\p{M}\p{Cf}])+`, "gu");

/** Calls back with every word, or every character of a script without spaces, in a form that ignores case and accents. */
export function eachUnit(text: string, found: (unit: TextUnit) => void): void {
  // Lives as long as the call: nothing of a report stays in memory for later ones.
  const known = new Map<string, string>();
  for (const match of text.matchAll(pattern)) {
    const folded = known.get(match[0]) ?? fold(match[0]);
    known.set(match[0], folded);
    if (folded === "") continue;
    const start = match.index;
    found({ text: folded, start, end: start + match[0].length, isWord: match[1] === undefined });
  }
}

/** Returns all units of a text. */
export function unitsOf(text: string): TextUnit[] {
  const units: TextUnit[] = [];
  eachUnit(text, (unit) => units.push(unit));
  return units;
}

function fold(word: string): string {
  // Most words need nothing, and a long report has many.
  if (/^(?:[a-z0-9]+|[\u4e00-\u9fff])$/.test(word)) return word;
  // Up before down: ß becomes ss, and a final sigma an ordinary one.
  return word
    .normalize("NFKD")
    .replace(/[\p{M}\p{Cf}]/gu, "")
    .toUpperCase()
    .toLowerCase()
    .replace(/\p{M}/gu, "");
}
