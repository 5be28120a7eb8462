import { pick, wholeBetween } from "./random.mjs";

/** @typedef {import("./random.mjs").Random} Random */

// The most frequent words of any English text; search treats some of them apart.
const smallWords =
  "the of and to a in is for that it with as on are this be by or from at you we can not have if an your will when which all their our has more one about but they was how who do new may use also any each other should".split(
    " ",
  );
const onsets =
  "b b bl br c c ch cl d d dr f f g gr h j k l l m m n n p p pl pr qu r r s s sh st str t t th tr v w".split(" ");
const middles = "a a e e e i i o o u u ai ea ou".split(" ");
const codas = ["", "", "", "", "", "", "", "", "", "l", "m", "n", "n", "r", "r", "s", "t", "nd", "st", "ck"];
const endings = ["", "", "", "", "ing", "ed", "er", "ment", "tion", "able", "ness", "ly"];
const hiragana = [..."あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわ"];
const katakana = [
  ..."アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワンガギグゲゴザジズゼゾダデドバビブベボパピプペポ",
];

/**
 * Makes different words until there are enough.
 * @param {number} count @param {() => string} make
 */
function differentWords(count, make) {
  /** @type {Set<string>} */
  const words = new Set();
  while (words.size < count) words.add(make());
  return [...words];
}

/**
 * Makes a vocabulary that looks like English, the most frequent word first.
 * @param {Random} random @param {number} count
 * @returns {string[]}
 */
export function englishWords(random, count) {
  const made = differentWords(count, () => {
    const syllables = Array.from({ length: pick(random, [1, 2, 2, 2, 3, 3, 4]) }, () => {
      return `${pick(random, onsets)}${pick(random, middles)}${pick(random, codas)}`;
    });
    return `${syllables.join("")}${pick(random, endings)}`;
  });
  // Frequent words are short, with exceptions.
  const places = new Map(made.map((word) => [word, word.length + random() * 6]));
  made.sort((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0));
  return [...new Set([...smallWords, ...made])];
}

/**
 * Makes a vocabulary that looks like Japanese, the most frequent word first: Kanji compounds, verbs and Katakana words.
 * @param {Random} random @param {number} count
 * @returns {string[]}
 */
export function japaneseWords(random, count) {
  // 1,400 characters are about what a newspaper uses regularly; they are spread over the block as the real ones are.
  const kanji = Array.from({ length: 1400 }, (_, index) => String.fromCodePoint(0x4e00 + index * 14));
  const run = (/** @type {readonly string[]} */ characters, /** @type {number} */ length) =>
    Array.from({ length }, () => pick(random, characters)).join("");
  return differentWords(count, () => {
    const kind = random();
    if (kind < 0.55) return run(kanji, pick(random, [2, 2, 2, 3, 4]));
    if (kind < 0.8) return run(kanji, 1) + run(hiragana, wholeBetween(random, 1, 3));
    return run(katakana, wholeBetween(random, 3, 6));
  });
}

/** The particles that stand between Japanese words. */
export const particles = [..."のをにがはでとも", "から", "まで", "より"];
/** The ends of Japanese sentences. */
export const sentenceEnds = ["です", "ます", "しました", "してください", "ことができます"];
