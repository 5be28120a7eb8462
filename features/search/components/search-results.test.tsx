import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import type { SearchResult } from "../data/search-queries";
import { SearchForm } from "./search-form";
import { SearchResults } from "./search-results";

const plain = (text: string) => [{ text, isMatch: false }];
const found: SearchResult = {
  query: "handbok",
  total: 41,
  isTotalCapped: false,
  corrected: "handbook",
  isPartial: false,
  pages: [
    {
      path: "/handbook/使い方",
      title: "Using the handbook",
      titleParts: [...plain("Using the "), { text: "handbook", isMatch: true }],
      sections: [
        { anchor: "", heading: "", headingParts: [], parts: plain("<b>Everything</b> & more") },
        { anchor: "はじめに", heading: "Start", headingParts: plain("Start"), parts: plain("Begin.") },
      ],
    },
  ],
};
const draw = (result: SearchResult) => renderToStaticMarkup(<SearchResults result={result} />);

describe("SearchResults", () => {
  it("groups sections under their page, with links that a browser can follow", () => {
    const html = draw(found);
    expect(html).toContain(`href="${encodeURI("/handbook/使い方")}"`);
    expect(html).toContain(`#${encodeURIComponent("はじめに")}"`);
    expect(html).toContain("Using the <mark>handbook</mark>");
    expect(html).toContain('data-total="41"');
    expect(html.match(/data-result/g)).toHaveLength(2);
  });

  it("says what was answered instead of what was typed", () => {
    expect(draw(found)).toContain("/search?q=handbook");
    expect(draw({ ...found, corrected: null })).not.toContain("Showing results for");
  });

  it("says when only some of the words were found", () => {
    expect(draw({ ...found, corrected: null, isPartial: true })).toContain("No section holds all of these words");
  });

  it("leads to people only where the content says which page does", () => {
    const nothing = { ...found, total: 0, pages: [], corrected: null };
    expect(draw(nothing)).not.toContain("Ask the people");
    expect(renderToStaticMarkup(<SearchResults result={nothing} contactPath="/handbook/ask" />)).toContain(
      'href="/handbook/ask"',
    );
  });

  it("shows the text of a page as text", () => {
    expect(draw(found)).toContain("&lt;b&gt;Everything&lt;/b&gt; &amp; more");
  });

  it("offers next steps when nothing is found", () => {
    const html = draw({ ...found, query: "<i>x", total: 0, pages: [], corrected: null });
    expect(html).toContain("&lt;i&gt;x");
    expect(html).toContain('href="/handbook"');
    expect(html).toContain('data-total="0"');
  });

  it("carries no style attribute and no script", () => {
    expect(draw(found)).not.toMatch(/style=|<script|onclick/);
  });
});

it("the form works without a script", () => {
  const html = renderToStaticMarkup(<SearchForm query={'a "b"'} autoFocus />);
  expect(html).toMatch(/<form [^>]*role="search"[^>]*action="\/search" method="get"/);
  expect(html).toMatch(/<input [^>]*maxlength="200"[^>]*name="q"/i);
  expect(html).toContain('value="a &quot;b&quot;"');
  expect(html).toMatch(/autofocus=""/i);
});
