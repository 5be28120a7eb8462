// Scripts that are written without spaces between words, or whose words are too glued to tell apart.
const unspaced =
  "\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Hangul}\\p{sc=Bopomofo}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}ー";
// A constructor because the v flag is newer than the language level the compiler is set to.
const tokenPattern = new RegExp(
  `([${unspaced}]+)|([[\\p{L}\\p{N}]--[${unspaced}]][[\\p{L}\\p{N}\\p{M}]--[${unspaced}]]*)`,
  "gv",
);
const notAscii = /[^\0-\x7f]/;
// Soft hyphens, zero-width characters and variation selectors: seen by nobody, typed by nobody.
const invisible = /[\u00ad\u200b-\u200d\u2060\ufeff\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu;
const mayHaveDiacritics = /[\u00c0-\u052f\u1e00-\u1fff]/;
// Only these marks: others carry the vowels of a script, or make が out of か.
const diacritics = /[\u0300-\u036f]/g;
const undecomposable: Record<string, string> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ı: "i",
};
const undecomposablePattern = /[ßæœøłđðþı]/g;

const maxWordLength = 64;
const maxLabelLength = 200;
const maxPositionsPerLexeme = 250;
const maxPosition = 16_383;
/** How much of a section's text is indexed, in bytes of UTF-8. */
export const maxBodyBytes = 20_000;

/** Marks a lexeme that stands in the label of a section: its heading, or the page's title where there is none. */
export const labelMark = "=";
/** Marks the lexeme that holds a whole label. */
export const wholeLabelMark = "~";

/** A word, or an unbroken run of a script that is written without spaces. */
export type Token = { kind: "word" | "run"; text: string };

/** Brings text into the one form in which it is indexed and looked up: NFKC, lower case, no diacritics. */
export function fold(text: string): string {
  if (!notAscii.test(text)) return text.toLowerCase();
  const plain = text.normalize("NFKC").replace(invisible, "").toLowerCase();
  if (!mayHaveDiacritics.test(plain) && !/[\u0300-\u036f]/.test(plain)) return plain;
  return plain
    .normalize("NFD")
    .replace(diacritics, "")
    .normalize("NFC")
    .replace(undecomposablePattern, (letter) => undecomposable[letter] ?? letter);
}

/** Cuts text into words and runs, folded, in the order in which they stand. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  for (const match of fold(text).matchAll(tokenPattern)) {
    if (match[1] !== undefined) tokens.push({ kind: "run", text: match[1] });
    // A longer "word" is a key or a hash: its beginning is enough, and an index entry has a size limit.
    else if (match[2] !== undefined) tokens.push({ kind: "word", text: cutText(match[2], maxWordLength) });
  }
  return tokens;
}

/** Returns the overlapping pairs of characters of a run; a run of one character is returned as it is. */
export function bigramsOf(run: string): string[] {
  const characters = Array.from(run);
  if (characters.length < 2) return characters;
  return characters.slice(1).map((character, index) => `${characters[index] ?? ""}${character}`);
}

/** Returns the one spelling of a whole title, heading or query by which equals are found. */
export function wholeLabel(text: string): string {
  return cutText(
    tokenize(text)
      .map((token) => token.text)
      .join(" "),
    maxLabelLength,
  );
}

/** Cuts text to a number of UTF-16 units without leaving half a character. */
export function cutText(text: string, length: number): string {
  if (text.length <= length) return text;
  const last = text.charCodeAt(length - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? length - 1 : length);
}

/** Cuts the text of a section to what is indexed of it, without leaving half a character. */
export function cutBody(body: string): string {
  if (body.length * 3 <= maxBodyBytes || Buffer.byteLength(body) <= maxBodyBytes) return body;
  const bytes = Buffer.from(body).subarray(0, maxBodyBytes);
  let end = bytes.length;
  while (end > 0 && ((bytes[end - 1] ?? 0) & 0xc0) === 0x80) end -= 1;
  // The last character may be whole; dropping it all the same costs nothing.
  return bytes.subarray(0, Math.max(0, end - 1)).toString("utf8");
}

/** Quotes a lexeme for the text form of a tsvector or tsquery. */
export function quoteLexeme(lexeme: string): string {
  return `'${lexeme.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
}

/** The searchable text of one section. */
export type SectionText = { title: string; heading: string; body: string };

/**
 * Builds the text form of a section's tsvector: title with weight A, heading B, body D, and lexemes for its label.
 * Made here and not by the server, so that results do not depend on its locale or its parser.
 */
export function toVectorLiteral({ title, heading, body }: SectionText): string {
  const lexemes = new Map<string, string[]>();
  let position = 0;
  const place = (lexeme: string, weight: string) => {
    position = Math.min(position + 1, maxPosition);
    const places = lexemes.get(lexeme);
    if (places === undefined) lexemes.set(lexeme, [`${position}${weight}`]);
    else if (places.length < maxPositionsPerLexeme) places.push(`${position}${weight}`);
  };
  const placeAll = (text: string, weight: string, mark = "") => {
    for (const token of tokenize(text)) {
      if (token.kind === "word") place(mark + token.text, weight);
      else {
        const pairs = bigramsOf(token.text);
        for (const pair of pairs) place(mark + pair, weight);
        // The last character begins no pair, so without this a search for it alone would miss it.
        const last = Array.from(token.text).at(-1);
        if (last !== undefined && pairs[0] !== last) place(mark + last, weight);
      }
    }
    // A gap, so that no run is found across the border of two texts.
    position = Math.min(position + 1, maxPosition);
  };
  const label = heading === "" ? title : heading;
  placeAll(title, "A");
  placeAll(heading, "B");
  placeAll(label, "A", labelMark);
  placeAll(cutBody(body), "");
  const whole = wholeLabel(label);
  if (whole !== "") lexemes.set(wholeLabelMark + whole, ["1"]);
  return Array.from(lexemes, ([lexeme, places]) => `${quoteLexeme(lexeme)}:${places.join(",")}`).join(" ");
}
