/** Words with the number of sections that hold each, packed for looking up likely spellings. */
export type WordList = {
  readonly size: number;
  /** Words by length; each group holds parallel arrays. */
  readonly groups: ReadonlyMap<number, WordGroup>;
};
type WordGroup = { words: string[]; letters: Uint32Array; sections: Uint32Array };

/** A likely spelling, its distance in edits and the number of sections that hold it. */
export type Suggestion = { word: string; distance: number; sections: number };

/** The shortest word for which another spelling is looked for; shorter words are too close to too many others. */
const minTypoLength = 4;
/** The longest word that takes part: what is longer is a key or a hash. */
const maxTypoLength = 32;

/** Tells whether a word takes part in typo tolerance; expects it folded. */
export function isCorrectable(word: string): boolean {
  return word.length >= minTypoLength && word.length <= maxTypoLength && /^\p{L}+$/u.test(word);
}

/** Packs words into a list; a word given twice counts for both. */
export function buildWordList(entries: Iterable<readonly [word: string, sections: number]>): WordList {
  const byLength = new Map<number, Map<string, number>>();
  let size = 0;
  for (const [word, sections] of entries) {
    let group = byLength.get(word.length);
    if (group === undefined) byLength.set(word.length, (group = new Map()));
    if (!group.has(word)) size += 1;
    group.set(word, (group.get(word) ?? 0) + sections);
  }
  const groups = new Map<number, WordGroup>();
  for (const [length, counts] of byLength) {
    const words = [...counts.keys()];
    groups.set(length, {
      words,
      letters: Uint32Array.from(words, lettersOf),
      sections: Uint32Array.from(counts.values()),
    });
  }
  return { size, groups };
}

/** Tells how many sections hold exactly this word. */
export function countOf(list: WordList, word: string): number {
  const group = list.groups.get(word.length);
  const index = group?.words.indexOf(word) ?? -1;
  return index < 0 ? 0 : (group?.sections[index] ?? 0);
}

/** Returns up to `limit` words that may have been meant, nearest and then most frequent first; never the word itself. */
export function suggestWords(list: WordList, word: string, limit = 6): Suggestion[] {
  if (word.length < minTypoLength || word.length > maxTypoLength) return [];
  const maxDistance = word.length >= 6 ? 2 : 1;
  const letters = lettersOf(word);
  const found: Suggestion[] = [];
  for (let length = word.length - maxDistance; length <= word.length + maxDistance; length += 1) {
    const group = list.groups.get(length);
    if (group === undefined) continue;
    const { words, letters: masks, sections } = group;
    for (let index = 0; index < masks.length; index += 1) {
      const mask = masks[index] ?? 0;
      // Each edit brings in at most one letter and takes out at most one: most words end here.
      if (bitCount(letters & ~mask) > maxDistance || bitCount(mask & ~letters) > maxDistance) continue;
      const candidate = words[index] ?? "";
      const distance = editDistance(word, candidate, maxDistance);
      if (distance > 0 && distance <= maxDistance)
        found.push({ word: candidate, distance, sections: sections[index] ?? 0 });
    }
  }
  found.sort((a, b) => a.distance - b.distance || b.sections - a.sections || (a.word < b.word ? -1 : 1));
  return found.slice(0, limit);
}

function lettersOf(word: string): number {
  let mask = 0;
  for (let index = 0; index < word.length; index += 1) mask |= 1 << (word.charCodeAt(index) & 31);
  return mask >>> 0;
}

function bitCount(value: number): number {
  let bits = value - ((value >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return (((bits + (bits >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

const rows = [0, 1, 2].map(() => new Uint8Array(maxTypoLength + 4)) as [Uint8Array, Uint8Array, Uint8Array];

/**
 * Counts the edits between two words, at most `most + 1`; two neighbours swapped are one edit.
 * Ours instead of a library's: those count a swap as two and do not stop early. Words up to 34 letters.
 */
export function editDistance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let [twoBack, oneBack, current] = rows;
  for (let column = 0; column <= b.length; column += 1) oneBack[column] = column;
  for (let row = 1; row <= a.length; row += 1) {
    const letter = a.charCodeAt(row - 1);
    current[0] = row;
    let least = row;
    for (let column = 1; column <= b.length; column += 1) {
      const other = b.charCodeAt(column - 1);
      let edits = (oneBack[column - 1] ?? 0) + (letter === other ? 0 : 1);
      edits = Math.min(edits, (oneBack[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1);
      if (row > 1 && column > 1 && letter === b.charCodeAt(column - 2) && a.charCodeAt(row - 2) === other) {
        edits = Math.min(edits, (twoBack[column - 2] ?? 0) + 1);
      }
      current[column] = edits;
      if (edits < least) least = edits;
    }
    if (least > most) return most + 1;
    [twoBack, oneBack, current] = [oneBack, current, twoBack];
  }
  return oneBack[b.length] ?? most + 1;
}
