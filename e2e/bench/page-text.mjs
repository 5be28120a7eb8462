import { pick, wholeBetween, zipfPicker } from "./random.mjs";
import { englishWords, japaneseWords, particles, sentenceEnds } from "./words.mjs";

/** @typedef {import("./random.mjs").Random} Random */
/** @typedef {"en" | "ja"} Language */
/**
 * A part of a generated page, as queries are drawn from it.
 * @typedef {{ heading: string, words: string[], clauses: string[][] }} Part words without repetition; clauses word by word
 */
/** @typedef {{ markdown: string, parts: Part[] }} Text */

const vocabularySize = 30_000;
const capitalized = (/** @type {string} */ text) => text.charAt(0).toUpperCase() + text.slice(1);

/** Writes generated text; the same seed gives the same text. */
export class TextWriter {
  /** @param {Random} random */
  constructor(random) {
    this.random = random;
    /** @type {Record<Language, () => string>} */
    this.nextWord = {
      en: zipfPicker(random, englishWords(random, vocabularySize)),
      ja: zipfPicker(random, japaneseWords(random, vocabularySize)),
    };
  }

  /** @param {Language} language @param {number} [words] @returns {string} */
  title(language, words = wholeBetween(this.random, 2, 5)) {
    const chosen = Array.from({ length: words }, this.nextWord[language]);
    return language === "en" ? capitalized(chosen.join(" ")) : chosen.slice(0, 3).join("の");
  }

  /** @param {Language} language @param {Part} part @returns {string} */
  sentence(language, part) {
    const words = Array.from({ length: wholeBetween(this.random, 5, 18) }, this.nextWord[language]);
    part.words.push(...words);
    if (language === "en") return `${capitalized(words.join(" "))}.`;
    const pieces = words.flatMap((word) => [word, pick(this.random, particles)]);
    // Clauses end at a comma: no query is cut across one.
    for (let at = 0; at + 4 < pieces.length; at += 6) part.clauses.push(pieces.slice(at, at + 5));
    const clauses = [];
    for (let at = 0; at < pieces.length; at += 6) clauses.push(pieces.slice(at, at + 6).join(""));
    return `${clauses.join("、")}${pick(this.random, sentenceEnds)}。`;
  }

  /** @param {Language} language @param {Part} part @param {string[]} targets paths that links may lead to */
  block(language, part, targets) {
    const sentence = () => this.sentence(language, part);
    const paragraph = () =>
      Array.from({ length: wholeBetween(this.random, 3, 7) }, sentence).join(language === "en" ? " " : "");
    const kind = this.random();
    if (kind < 0.14) return Array.from({ length: wholeBetween(this.random, 3, 8) }, () => `- ${sentence()}`).join("\n");
    if (kind < 0.18)
      return Array.from({ length: wholeBetween(this.random, 3, 6) }, (_, index) => `${index + 1}. ${sentence()}`).join(
        "\n",
      );
    if (kind < 0.24) return this.#table(language, part);
    if (kind < 0.5 && targets.length > 0) {
      return `${paragraph()} [${this.title(language, 2)}](${pick(this.random, targets)}) **${this.title(language, 1)}**`;
    }
    return paragraph();
  }

  /** @param {Language} language @param {Part} part */
  #table(language, part) {
    const cell = () => {
      const words = Array.from({ length: 3 }, this.nextWord[language]);
      part.words.push(...words);
      return words.join(" ");
    };
    const row = () => `| ${cell()} | ${cell()} | ${cell()} |`;
    return [row(), "| --- | --- | --- |", ...Array.from({ length: wholeBetween(this.random, 3, 9) }, row)].join("\n");
  }

  /**
   * Writes the text of a page, about as long as asked for.
   * @param {Language} language @param {number} bytes of UTF-8 @param {string[]} targets paths that links may lead to
   * @returns {Text}
   */
  page(language, bytes, targets) {
    /** @type {Part[]} */
    const parts = [{ heading: "", words: [], clauses: [] }];
    /** @type {string[]} */
    const blocks = [];
    let length = 0;
    const add = (/** @type {string} */ block) => {
      blocks.push(block);
      length += Buffer.byteLength(block) + 2;
    };
    while (length < bytes) {
      if (blocks.length > 0) {
        const part = { heading: this.title(language), words: [], clauses: [] };
        parts.push(part);
        add(`${this.random() < 0.65 ? "##" : "###"} ${part.heading}`);
      }
      const part = parts.at(-1) ?? { heading: "", words: [], clauses: [] };
      for (let count = wholeBetween(this.random, 1, 3); count > 0 && length < bytes; count -= 1) {
        add(this.block(language, part, targets));
      }
    }
    return { markdown: blocks.join("\n\n"), parts };
  }
}
