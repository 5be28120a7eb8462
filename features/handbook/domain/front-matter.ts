import type { Problem } from "@/lib/content-problem";
import { readYaml } from "@/lib/yaml";
import { frontMatterSchema, type FrontMatter } from "./page";

/** A page's file taken apart: its front matter, and its body with the line numbers of the file. */
export type PageSource = {
  frontMatter: FrontMatter | null;
  /** The text below the front matter, moved down by blank lines so that positions are those of the file. */
  body: string;
  bodyLine: number;
  problems: Problem[];
};

const longestFrontMatter = 20_000;

/** Splits a page's file and reads its front matter; never throws, whatever the file holds. */
export function readPageSource(text: string, file: string): PageSource {
  const source = text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  const match = /^---\n([\s\S]*?)\n?---[ \t]*(?:\n|$)/.exec(source);
  if (match === null) {
    const message = "The page does not begin with front matter.";
    const problem = { file, line: 1, column: 1, message, expected: "--- on the first line, then title: …, then ---" };
    return { frontMatter: null, body: source, bodyLine: 1, problems: [problem] };
  }
  const lines = match[0].split("\n").length - 1;
  const where = { file, linesBefore: 1, maxLength: longestFrontMatter };
  const { value, problems } = readYaml(match[1] ?? "", frontMatterSchema, where);
  const body = "\n".repeat(lines) + source.slice(match[0].length);
  return { frontMatter: value, body, bodyLine: lines + 1, problems: problems.map(storable) };
}

// A message may quote what is wrong, and no database holds NUL or half a character.
const storable = (problem: Problem): Problem => ({
  ...problem,
  message: problem.message.replaceAll("\0", "").toWellFormed(),
});
