import type { ComponentType } from "react";
import type { MDXContent } from "mdx/types";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { getPublishedFacts } from "@/features/facts/data/facts-store";
import type { PageEntry } from "../domain/page";
import { PageBody } from "./page-body";
import { PageFooter } from "./page-footer";

const { facts } = getPublishedFacts();
const [term] = facts.glossary;
const moment = { path: "/handbook/a", filter: {}, zone: null, now: new Date("2026-11-20T12:00Z") };

// Stands for a compiled page: two words of the glossary.
const Content: MDXContent = ({ components }) => {
  const Term = components?.Term as ComponentType<{ name: string }>;
  return (
    <p>
      <Term name={term!.key} /> and <Term name={term!.key} />
    </p>
  );
};
const idsOf = (html: string) => [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);

describe("a page with words of the glossary", () => {
  it("has an id of its own for each definition, also in a text that is included", () => {
    const own = idsOf(renderToStaticMarkup(<PageBody {...moment} Content={Content} />));
    const included = idsOf(renderToStaticMarkup(<PageBody {...moment} Content={Content} place="1-" />));
    expect(new Set([...own, ...included]).size).toBe(4);
  });

  it("is drawn the same each time", () => {
    const [first, second] = [1, 2].map(() => renderToStaticMarkup(<PageBody {...moment} Content={Content} />));
    expect(first).toBe(second);
    expect(first).toContain(`${facts.site.pages.glossary}#term-${term!.key}`);
  });
});

describe("the foot of a page", () => {
  const page: PageEntry = {
    ...{ path: "/handbook/a", file: "handbook/a.mdx", title: "A", navTitle: "A", description: "", owner: null },
    ...{ tier: "public", reviewBy: null, order: 1, tags: ["open-source"], aliases: [], anchors: {} },
  };
  const record = {
    ...{ owner: null, changedAt: null, contributors: [], historyHref: null, editHref: "/edit/handbook/a" },
    ...{ problemHref: null, markdownHref: "/handbook/a.md", isReviewDue: false },
  };

  it("leads from each tag to a search for it", () => {
    expect(renderToStaticMarkup(<PageFooter page={page} record={record} />)).toContain('href="/search?q=open-source"');
    expect(renderToStaticMarkup(<PageFooter page={{ ...page, tags: [] }} record={record} />)).not.toContain("Topics");
  });
});
