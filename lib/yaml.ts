import { isNode, Lexer, LineCounter, parseDocument, Parser } from "yaml";
import type { z } from "zod";
import type { Problem } from "@/lib/content-problem";

type Where = {
  /** Path below the content folder, for the problems. */
  file: string;
  /** Lines of the file before the YAML begins. */
  linesBefore?: number;
  /** Most characters that are read; a data file's worth when not given. */
  maxLength?: number;
};

const longestText = 1_000_000;
const deepestNesting = 50;

// A level is opened by a bracket, by indentation, or by one of "- ", "? ", ": " on the line: where there are few of
// these nothing can be deep, and almost every text is settled here, without being parsed twice.
function isPlainlyShallow(text: string): boolean {
  const brackets = text.match(/[[{]/g)?.length ?? 0;
  const levelsOf = (row: string) => row.length - row.trimStart().length + (row.match(/[-?:](?=\s|$)/g)?.length ?? 0);
  return brackets <= deepestNesting && text.split(/[\r\n]/).every((row) => brackets + levelsOf(row) <= deepestNesting);
}

/**
 * Tells why a YAML text must not be given to the YAML library, which calls itself for every level; null when it may.
 * Takes time in proportion to the text, and no more memory for deep ones than for others.
 */
export function whyYamlIsRefused(text: string, maxLength = longestText): { line: number; message: string } | null {
  if (text.length > maxLength) return { line: 1, message: `The text is longer than ${maxLength} characters.` };
  if (isPlainlyShallow(text)) return null;
  let line = 1;
  // The library's own parser keeps what is open in a list: its length is the depth, the document included.
  const parser = new Parser(() => (line += 1));
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) void token;
    if (parser.stack.length > deepestNesting + 1) {
      return { line, message: `The text nests deeper than ${deepestNesting} levels.` };
    }
  }
  return null;
}

/** Reads YAML against a schema: the value, or every problem with its place; never throws for bad text. */
export function readYaml<Schema extends z.ZodType>(
  text: string,
  schema: Schema,
  { file, linesBefore = 0, maxLength }: Where,
): { value: z.output<Schema> | null; problems: Problem[] } {
  const refused = whyYamlIsRefused(text, maxLength);
  if (refused !== null) {
    return {
      value: null,
      problems: [{ file, line: linesBefore + refused.line, column: null, message: refused.message }],
    };
  }
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  const placeOf = (offset: number | undefined) => {
    if (offset === undefined) return { line: linesBefore + 1, column: null };
    const { line, col } = lineCounter.linePos(offset);
    return { line: line + linesBefore, column: col };
  };
  if (document.errors.length > 0) {
    const problems = document.errors.map((error) => ({ file, ...placeOf(error.pos[0]), message: error.message }));
    return { value: null, problems };
  }
  let parsed: unknown;
  try {
    parsed = document.toJS();
  } catch (error) {
    // An alias bomb is refused by the library when the value is made, not when the text is parsed.
    return { value: null, problems: [{ file, line: linesBefore + 1, column: null, message: String(error) }] };
  }
  const result = schema.safeParse(parsed ?? {});
  if (result.success) return { value: result.data, problems: [] };
  const offsetOf = (path: PropertyKey[]): number | undefined => {
    for (let length = path.length; length > 0; length -= 1) {
      const node = document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return node.range[0];
    }
    return undefined;
  };
  const problems = result.error.issues.map((issue) => ({
    file,
    ...placeOf(offsetOf(issue.path)),
    message: `${issue.path.map(String).join(".") || "file"}: ${issue.message}`,
    ...(issue.code === "invalid_value" ? { expected: issue.values.map(String).join(", ") } : {}),
  }));
  return { value: null, problems };
}
