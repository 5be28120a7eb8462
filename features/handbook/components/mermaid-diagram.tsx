import { createHash } from "node:crypto";
import { renderMermaidSVG } from "beautiful-mermaid";
import { LRUCache } from "lru-cache";
import { Diagram } from "@/components/mdx/diagram";

const drawn = new LRUCache<string, { svg: string | null }>({ max: 200 });
const harmless = /^<\/?(svg|g|defs|marker|path|polyline|polygon|line|rect|circle|ellipse|text|tspan|title)\b/;

/** Draws Mermaid text as SVG without a browser; null when it cannot be drawn. */
function draw(source: string): string | null {
  try {
    const svg = renderMermaidSVG(source, { bg: "var(--color-paper)", fg: "var(--color-ink)" });
    // Our stylesheet has the rules; an inline style element or attribute would need a hole in the policy.
    const bare = svg.replace(/<style>[\s\S]*?<\/style>/g, "").replace(/\sstyle="[^"]*"/g, "");
    const tags = bare.match(/<[^>]*>/g) ?? [];
    if (!tags.every((tag) => harmless.test(tag) && !/\son\w+=|javascript:/i.test(tag))) return null;
    const id = createHash("sha256").update(source).digest("hex").slice(0, 8);
    return bare.replace(/\bid="([\w-]+)"/g, `id="$1-${id}"`).replace(/url\(#([\w-]+)\)/g, `url(#$1-${id})`);
  } catch {
    return null;
  }
}

/** A Mermaid fence of a page, drawn on the server once per text, with its source for those who cannot see it. */
export function MermaidDiagram({ source }: { source: string }) {
  const kept = drawn.get(source) ?? { svg: draw(source) };
  drawn.set(source, kept);
  return <Diagram svg={kept.svg} source={source} />;
}
