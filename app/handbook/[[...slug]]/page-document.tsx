import type { NextRequest } from "next/server";
import { answerFramedDocument } from "@/app/framed-document";
import { platforms } from "@/features/facts/domain/channel";
import type { Facts } from "@/features/facts/domain/facts";
import { audiences } from "@/features/facts/domain/shapes";
import { getPublishedFacts } from "@/features/facts/data/facts-store";
import { getPublishedOrigin } from "@/features/facts/data/site-frame";
import { HandbookPage } from "@/features/handbook/components/handbook-page";
import { PageBody } from "@/features/handbook/components/page-body";
import { BrokenPage } from "@/features/handbook/components/broken-page";
import { getPublishedHistory } from "@/features/handbook/data/history-store";
import { getPageTree, readPage } from "@/features/handbook/data/page-queries";
import { contributorsOf } from "@/features/handbook/domain/history";
import { readListFilter, type ListFilter } from "@/features/handbook/domain/list-filter";
import type { PageEntry } from "@/features/handbook/domain/page";
import { ancestorsOf, neighboursOf, treeAround } from "@/features/handbook/domain/page-tree";
import { nextChangeOf } from "@/features/calendar/domain/series";
import type { Viewer } from "@/lib/auth/viewer";
import type { VersionWatch } from "@/lib/document/answer";
import { env } from "@/lib/env";

/** Answers with a page of the handbook as a document. */
export async function answerHandbookPage(
  request: NextRequest,
  viewer: Viewer,
  page: PageEntry,
  version: VersionWatch,
): Promise<Response> {
  const tree = await getPageTree(viewer);
  const { facts } = getPublishedFacts();
  const changes = (await getPublishedHistory()).get(page.file) ?? [];
  const neighbours = neighboursOf(tree, page.path);
  const ancestors = ancestorsOf(tree, page.path);
  const owner = facts.team.departments.find(({ key }) => key === page.owner);
  const contact = facts.site.contacts[facts.site.problemContact];
  const filter = knownFilter(readListFilter(request.nextUrl.searchParams), facts);
  const now = new Date();
  const changedAt = changes[0]?.at ?? null;
  return answerFramedDocument(request, viewer, {
    about: {
      title: page.title,
      description: page.description || facts.site.description,
      path: page.path,
      image: `/og${page.path}`,
      markdown: `${page.path}.md`,
      modifiedAt: changedAt,
      previous: neighbours.previous?.path,
      next: neighbours.next?.path,
      structuredData: structuredData(page, ancestors, changedAt),
    },
    parameters: new URLSearchParams(Object.entries(filter)).toString(),
    version,
    expiresAt: earliest(nextChangeOf(facts.series, now), page.reviewBy, now),
    render: async (preferences) => {
      const read = await readPage(viewer, page.path);
      const Content = read?.Content ?? null;
      const content = (
        <HandbookPage
          page={page}
          ancestors={ancestors}
          tree={treeAround(tree, page.path)}
          neighbours={neighbours}
          outline={read?.headings ?? []}
          record={{
            owner: owner === undefined ? null : { name: owner.name, page: owner.page ?? null },
            changedAt,
            contributors: contributorsOf(changes),
            historyHref: changes.length > 0 ? `/history${page.path}` : null,
            editHref: `/edit${page.path}`,
            problemHref: contact?.kind === "email" ? problemLink(contact.value, page) : null,
            markdownHref: `${page.path}.md`,
            isReviewDue: page.reviewBy !== null && new Date(page.reviewBy) < now,
          }}
        >
          {Content === null ? (
            <BrokenPage problems={env.isDevelopment ? (read?.problems ?? []) : null} />
          ) : (
            <PageBody Content={Content} zone={preferences.zone} path={page.path} filter={filter} now={now} />
          )}
        </HandbookPage>
      );
      return { content, status: Content === null ? 500 : 200 };
    },
  });
}

// Anybody may write anything into an address, but not make a document of it each time.
function knownFilter(filter: ListFilter, facts: Facts): ListFilter {
  const known: Record<string, readonly string[]> = {
    platform: platforms,
    audience: audiences,
    owner: facts.team.departments.map(({ key }) => key),
  };
  return Object.fromEntries(Object.entries(filter).filter(([name, value]) => known[name]?.includes(value) === true));
}

/** Returns when the page changes by itself: at the next session, or when its review becomes overdue. */
function earliest(session: Date | null, reviewBy: string | null, now: Date): Date | null {
  const review = reviewBy === null ? null : new Date(reviewBy);
  if (review === null || review <= now) return session;
  return session === null || review < session ? review : session;
}

function structuredData(page: PageEntry, ancestors: PageEntry[], changedAt: Date | null): Record<string, unknown>[] {
  const origin = getPublishedOrigin();
  const trail = [...ancestors, page].map(({ path, title }, position) => ({
    "@type": "ListItem",
    position: position + 1,
    name: title,
    item: `${origin}${path}`,
  }));
  const article = {
    "@type": "TechArticle",
    headline: page.title,
    description: page.description,
    url: `${origin}${page.path}`,
    ...(changedAt === null ? {} : { dateModified: changedAt.toISOString() }),
  };
  return [article, { "@type": "BreadcrumbList", itemListElement: trail }];
}

function problemLink(address: string, page: PageEntry): string {
  const subject = `Problem on the page “${page.title}” (${page.path})`;
  return `mailto:${address}?subject=${encodeURIComponent(subject)}`;
}
