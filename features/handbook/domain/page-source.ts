import type { Root } from "mdast";
import remarkGfm from "remark-gfm";
import remarkMdx from "remark-mdx";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { VFileMessage } from "vfile-message";
import type { Problem } from "@/lib/content-problem";
import { guardTree } from "./mdx-guard";
import {
  applyStableHeadingIds,
  readPageText,
  type InlineText,
  type PageComponent,
  type PageSection,
} from "./page-text";
import type { Heading, PageLink } from "./page";
import { whyTextIsRefused } from "./text-limits";

const parser = unified().use(remarkParse).use(remarkMdx).use(remarkGfm);

/** What the body of a page says, and every reason why it must not be shown. */
export type ParsedBody = {
  headings: Heading[];
  sections: PageSection[];
  links: PageLink[];
  components: PageComponent[];
  problems: Problem[];
};

/** Turns a failure of a Markdown parser into a problem with its place in the file. */
export function problemOfFailure(error: unknown, file: string): Problem {
  if (error instanceof VFileMessage) {
    // An element that is still open at the end of the page is named with its place in the sentence only.
    const [, line, column] = /\((\d+):(\d+)-/.exec(error.reason) ?? [];
    return {
      file,
      line: error.line ?? (line === undefined ? null : Number(line)),
      column: error.column ?? (column === undefined ? null : Number(column)),
      message: error.reason,
    };
  }
  const message = error instanceof RangeError ? "The page nests too deeply." : String(error);
  return { file, line: null, column: null, message };
}

/** Parses and checks the body of a page without compiling it; never throws, whatever the text is. */
export function parseBody(body: string, file: string, inlineText?: InlineText): ParsedBody {
  const nothing = { headings: [], sections: [], links: [], components: [] };
  const refused = whyTextIsRefused(body);
  if (refused !== null) return { ...nothing, problems: [{ file, ...refused }] };
  try {
    const tree: Root = parser.parse(body);
    applyStableHeadingIds(tree);
    const problems = guardTree(tree).map((finding) => ({ file, ...finding }));
    return { ...readPageText(tree, inlineText), problems };
  } catch (error) {
    return { ...nothing, problems: [problemOfFailure(error, file)] };
  }
}
