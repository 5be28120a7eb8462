import type { ReactNode } from "react";
import { Breadcrumbs, Outline, Pager } from "@/components/layout/page-parts";
import { SectionTree } from "@/components/layout/section-tree";
import type { Heading, PageEntry } from "../domain/page";
import type { TreeNode } from "../domain/page-tree";
import { PageFooter, type PageRecord } from "./page-footer";

type HandbookPageAttributes = {
  page: PageEntry;
  ancestors: PageEntry[];
  tree: { nodes: TreeNode[]; hidden: number };
  neighbours: { previous: PageEntry | null; next: PageEntry | null };
  outline: Heading[];
  record: PageRecord;
  children: ReactNode;
};

/** A page of the handbook: section tree, text, on-this-page; one below the other on a small screen. */
export function HandbookPage(props: HandbookPageAttributes) {
  const { page, ancestors, tree, neighbours, outline, record, children } = props;
  const headings = outline.filter(({ depth }) => depth === 2 || depth === 3);
  return (
    <div className="handbook-grid mx-auto max-w-[88rem] px-4 sm:px-6">
      <nav aria-label="Handbook" className="handbook-tree print:hidden">
        <details className="unfolds-beside-text" data-unfolds="50rem">
          <summary className="cursor-pointer rounded-lg border border-control px-4 py-2 text-[0.9375rem]">
            In this handbook
          </summary>
          <div className="pt-3 md:pt-0">
            <SectionTree links={tree.nodes} hidden={tree.hidden} />
          </div>
        </details>
      </nav>
      <article className="contents">
        <header className="handbook-head">
          <Breadcrumbs ancestors={ancestors.map(({ path, navTitle }) => ({ path, title: navTitle }))} />
          <h1 className="page-title" dir="auto">
            {page.title}
          </h1>
          {page.description === "" ? null : (
            <p className="page-description" dir="auto">
              {page.description}
            </p>
          )}
        </header>
        {headings.length > 1 ? (
          <nav aria-label="On this page" className="handbook-outline print:hidden">
            <details className="unfolds-in-margin" data-unfolds="76rem">
              <summary className="cursor-pointer text-[0.9375rem] text-muted">On this page</summary>
              <p className="outline-title" aria-hidden="true">
                On this page
              </p>
              <Outline headings={headings} />
            </details>
          </nav>
        ) : null}
        <div className="handbook-text">
          <div className="prose" dir="auto">
            {children}
          </div>
          <PageFooter page={page} record={record} />
          <Pager
            previous={neighbours.previous && { path: neighbours.previous.path, title: neighbours.previous.navTitle }}
            next={neighbours.next && { path: neighbours.next.path, title: neighbours.next.navTitle }}
          />
        </div>
      </article>
    </div>
  );
}
