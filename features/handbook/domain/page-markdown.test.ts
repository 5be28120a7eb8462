import { describe, expect, it } from "vitest";
import { markdownOfHtml } from "./page-markdown";

const origin = "https://portal.example";
const write = (html: string) => markdownOfHtml(html, origin).trim();

describe("markdownOfHtml", () => {
  it.each([
    ["headings and paragraphs", "<h2 id='a'>A</h2><p>Text <strong>b</strong> <em>c</em></p>", "## A\n\nText **b** _c_"],
    ["lists", "<ul><li>a</li><li>b</li></ul>", "- a\n- b"],
    [
      "tables",
      "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table>",
      "| a |\n| - |\n| b |",
    ],
    ["code", '<pre><code class="language-js">a &lt; b</code></pre>', "```js\na < b\n```"],
    ["links within the portal", '<a href="/handbook#a">b</a>', `[b](${origin}/handbook#a)`],
    ["links to other places", '<a href="https://example.com">b</a>', "[b](https://example.com)"],
    ["links within the page", '<a href="#a">b</a>', "[b](#a)"],
    ["anchors of headings", '<h2>A</h2><a href="#a" data-copy-link="true">#</a><p>B</p>', "## A\n\nB"],
    ["filters", '<nav aria-label="Narrow the list"><a href="?a=b">c</a></nav><p>B</p>', "B"],
    [
      "buttons, pictures of signs and notes",
      '<p>A<button>b</button><svg><title>c</title></svg><span role="tooltip">d</span></p>',
      "A",
    ],
    ["countdowns", '<p>A<span data-countdown="2026">in 3 days</span></p>', "A"],
    ["several marks in a row", "<p><svg></svg><svg></svg><button>a</button>B</p>", "B"],
    ["text that looks like Markdown", "<p>*a* [b](c) # d</p>", "\\*a\\* \\[b]\\(c) # d"],
    ["pieces that React keeps apart", "<p>Tuesday<!-- -->, <!-- -->10:15</p>", "Tuesday, 10:15"],
    [
      "names and what belongs to them",
      "<dl><dt>Length</dt><dd>60<!-- --> minutes</dd><div><dt>Host</dt><dd><a href='/a'>Ask</a></dd></div></dl>",
      `- **Length:** 60 minutes\n- **Host:** [Ask](${origin}/a)`,
    ],
    ["marks beside a word", "<p>Mail us <small>staff only</small>, please</p>", "Mail us (staff only), please"],
    ["nothing", "", ""],
  ])("writes %s", (_, html, markdown) => {
    expect(write(html)).toBe(markdown);
  });
});
