import { describe, expect, it } from "vitest";
import { parseBody } from "./page-source";
import { readShownPictures, showsPicture, type ShownPictures } from "./shown-pictures";

const read = (text: string) => readShownPictures(parseBody(text, "a.mdx"));
const at = "/media/a.png";

describe("readShownPictures", () => {
  it("finds figures, linked pictures and included texts, each once, wherever they stand", () => {
    const text = [
      '<Figure src="/media/a.png" alt="" />',
      '<Details summary="More">',
      '<Figure src="/media/b.png" alt="" />',
      "</Details>",
      "[Large](/media/a.png?v=1#x) and [a page](/handbook/a)",
      '<Include src="one" />',
      '<Include src="one" />',
    ].join("\n\n");
    expect(read(text)).toEqual({ pictures: ["/media/a.png", "/media/b.png"], includes: ["one"] });
  });

  it("leaves out what is only written about", () => {
    const code = '```mdx\n<Figure src="/media/a.png" alt="" />\n```\n\n`/media/b.png`';
    expect(read(code)).toEqual({ pictures: [], includes: [] });
  });
});

describe("showsPicture", () => {
  const find = (snippets: Record<string, ShownPictures>) => (name: string) =>
    snippets[name] ?? { pictures: [], includes: [] };
  const includes = (name: string) => ({ pictures: [], includes: [name] });

  it("follows included texts as deep as they are drawn", () => {
    const chain = {
      a: includes("b"),
      b: includes("c"),
      c: { pictures: [at], includes: ["d"] },
      d: read("[](/media/d.png)"),
    };
    expect(showsPicture(includes("a"), at, find(chain))).toBe(true);
    expect(showsPicture(includes("a"), "/media/d.png", find(chain))).toBe(false);
  });

  it("ends where texts include each other", () => {
    expect(showsPicture(includes("a"), at, find({ a: includes("b"), b: includes("a") }))).toBe(false);
  });
});
