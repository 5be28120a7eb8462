/** Somebody who would read a report. */
export type Reader = { id: string; name: string; email: string | null; handles?: readonly string[] };
/** Where names are looked for: the answer to who was involved, and every other text. */
export type MentionFields = { who: string; others: readonly string[] };

// Scripts whose words stand without spaces, or take endings that do: a name may be followed by a letter there.
const unspaced = ["Han", "Hiragana", "Katakana", "Bopomofo", "Hangul", "Thai", "Lao", "Khmer", "Myanmar"]
  .map((script) => `\\p{scx=${script}}`)
  .join("");
const character = `(?![${unspaced}])[\\p{L}\\p{N}\\p{M}_]`;
const isUnspaced = (text: string) => new RegExp(`^[${unspaced}]+$`, "u").test(text);
const lengthOf = (text: string) => [...text].length;

/** Makes texts comparable: without case, accents of the Latin kind, widths, or characters that cannot be seen. */
function fold(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/\p{Cf}/gu, "")
    .replace(/[’‘ʼ`]/g, "'")
    .toUpperCase()
    .toLowerCase()
    .normalize("NFC");
}

const escape = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
type Finder = (text: string) => boolean;
/** Finds a text, and what follows it, where no word, and none tied to it by these marks, goes on before or after. */
function alone(start: string, { rest = "", before = "", after = "" } = {}): Finder {
  const pattern = new RegExp(`(?<!${character}${before})${escape(start)}${rest}(?!${after}${character})`, "u");
  // Many times faster than the pattern, and nearly always the answer.
  return (text) => text.includes(start) && pattern.test(text);
}

/** Cuts a name into its parts, without what people add to it, such as pronouns or where they work. */
const partsOf = (name: string) =>
  fold(name.replace(/\([^)]*\)|\[[^\]]*\]|\|.*/g, " "))
    .split(/[\s,·・]+/)
    .filter((part) => /[\p{L}\p{N}]/u.test(part));

/** Finds parts of a name beside each other; where words stand without spaces, also when nothing is between them. */
function beside([start, ...others]: readonly [string, ...string[]]): Finder {
  const least = [start, ...others].every(isUnspaced) ? 0 : 1;
  return alone(start, { rest: others.map((part) => `[\\s,·・]{${least},3}${escape(part)}`).join("") });
}

/** A whole name in the orders in which it is written; a single short one is a word like others, and no whole name. */
function wholeName(parts: readonly string[]): Finder[] {
  const [first, ...middle] = parts;
  if (first === undefined) return [];
  const last = middle.pop();
  if (last === undefined) return isUnspaced(first) && lengthOf(first) > 1 ? [alone(first)] : [];
  return [
    beside([first, ...middle, last]),
    beside([last, first, ...middle]),
    ...(middle.length > 0 ? [beside([first, last]), beside([last, first])] : []),
  ];
}

// Without its mark a handle may be a word of the language, unless it is long or not made like one.
const isDistinctive = (handle: string) => lengthOf(handle) >= 8 || (lengthOf(handle) >= 3 && /[^\p{L}]/u.test(handle));

/**
 * Finds who of the people who would read a report seems to be named in it, so that they are left out before the first
 * mail. Where the report says who was involved, a first or last name that only one of them has is enough, and it is
 * better to leave out one too many; in other texts only what hardly means anything else counts.
 */
export function findMentioned(fields: MentionFields, people: readonly Reader[]): string[] {
  const who = fold(fields.who);
  // Apart, so that no name comes about where one text ends and the next begins.
  const others = fields.others.map(fold);
  const named = people.map((person) => ({ ...person, parts: partsOf(person.name) }));
  const isUnique = (part: string) => named.filter(({ parts }) => parts.includes(part)).length === 1;

  return named.flatMap(({ id, email, handles = [], parts }) => {
    const ends = [...new Set([parts.at(0), parts.at(-1)])].filter((part) => part !== undefined);
    const hints = ends.filter((part) => lengthOf(part) > 1 && (parts.length === 1 || isUnique(part)));
    const clear = wholeName(parts);
    const vague = hints.map((part) => alone(part));
    const address = fold(email ?? "").trim();
    if (address !== "") clear.push(alone(address, { before: "[-.+]?", after: "-?" }));
    for (const handle of handles.map((each) => fold(each).trim().replace(/^@/, "")).filter(Boolean)) {
      clear.push(alone(`@${handle}`, { after: "[-.]?" }));
      (isDistinctive(handle) ? clear : vague).push(alone(handle, { before: "[-.@]?", after: "[-.]?" }));
    }
    const isNamed =
      [...clear, ...vague].some((find) => find(who)) || others.some((text) => clear.some((find) => find(text)));
    return isNamed ? [id] : [];
  });
}
