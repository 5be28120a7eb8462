import "server-only";
import { createHash } from "node:crypto";
import * as runtime from "react/jsx-runtime";
import { compile, run } from "@mdx-js/mdx";
import { LRUCache } from "lru-cache";
import type { Root as HastRoot } from "hast";
import type { Root } from "mdast";
import { toString } from "mdast-util-to-string";
import type { MDXContent } from "mdx/types";
import rehypeHighlight from "rehype-highlight";
import rehypeSlug from "rehype-slug";
import remarkGfm from "remark-gfm";
import { visit } from "unist-util-visit";
import type { Problem } from "@/lib/content-problem";
import { rehypeOldAnchors } from "../domain/old-anchors";
import { guardTree } from "../domain/mdx-guard";
import type { Heading } from "../domain/page";
import { applyStableHeadingIds } from "../domain/page-text";
import { problemOfFailure } from "../domain/page-source";
import { whyTextIsRefused } from "../domain/text-limits";

/** A page turned into a component, or the reasons why it cannot be. */
export type CompiledBody = { Content: MDXContent | null; headings: Heading[]; problems: Problem[] };

class GuardFailure extends Error {
  constructor(readonly problems: Problem[]) {
    super("The page was refused by the guard.");
  }
}

// The last look before text becomes code: what passes is data, see decision 0005.
function remarkGuard({ file }: { file: string }) {
  return (tree: Root) => {
    applyStableHeadingIds(tree);
    const problems = guardTree(tree).map((finding) => ({ file, ...finding }));
    if (problems.length > 0) throw new GuardFailure(problems);
  };
}

function rehypeHeadings({ headings }: { headings: Heading[] }) {
  return (tree: HastRoot) => {
    visit(tree, "element", ({ tagName, properties, children }) => {
      const depth = /^h([1-6])$/.exec(tagName)?.[1];
      if (depth === undefined || typeof properties.id !== "string") return;
      // A comment in a heading is not part of what it says.
      const said = children.filter(({ type }) => type !== "mdxTextExpression");
      headings.push({ id: properties.id, depth: Number(depth), text: toString(said).trim() });
    });
  };
}

// Bounded by the text it stands for: a compiled page takes many times its source in memory.
const compiled = new LRUCache<string, Promise<CompiledBody>>({ maxSize: 1_000_000 });

async function compileNow(body: string, file: string, anchors: Record<string, string>): Promise<CompiledBody> {
  const headings: Heading[] = [];
  const refused = whyTextIsRefused(body);
  if (refused !== null) return { Content: null, headings, problems: [{ file, ...refused }] };
  try {
    const code = await compile(body, {
      outputFormat: "function-body",
      // A style attribute would be refused by the policy of documents.
      tableCellAlignToStyle: false,
      remarkPlugins: [remarkGfm, [remarkGuard, { file }]],
      rehypePlugins: [
        rehypeSlug,
        [rehypeHeadings, { headings }],
        [rehypeOldAnchors, anchors],
        [rehypeHighlight, { detect: false, plainText: ["mermaid", "text"], aliases: { markdown: ["mdx"] } }],
      ],
    });
    const { default: Content } = await run(String(code), { ...runtime, baseUrl: import.meta.url });
    return { Content, headings, problems: [] };
  } catch (error) {
    const problems = error instanceof GuardFailure ? error.problems : [problemOfFailure(error, file)];
    return { Content: null, headings: [], problems };
  }
}

/** Compiles the body of a page, once for the same text; problems are returned, never thrown. */
export function compileBody(body: string, file: string, anchors: Record<string, string>): Promise<CompiledBody> {
  const key = createHash("sha256")
    .update(JSON.stringify([file, anchors, body]))
    .digest("base64url");
  const kept = compiled.get(key) ?? compileNow(body, file, anchors);
  compiled.set(key, kept, { size: body.length + 1 });
  return kept;
}
