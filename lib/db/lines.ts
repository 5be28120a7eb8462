import type { Readable } from "node:stream";

/**
 * Yields the lines of a stream of UTF-8. Not node:readline: it takes U+2028, which a text may hold, for the end of a
 * line, and it hides the errors of the stream.
 */
export async function* linesOf(stream: Readable): AsyncGenerator<string> {
  let rest = "";
  for await (const chunk of stream.setEncoding("utf8")) {
    const lines = (rest + String(chunk)).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  if (rest !== "") yield rest;
}
