import "server-only";
import { getPublishedFacts } from "@/features/facts/data/facts-store";
import type { Viewer } from "@/lib/auth/viewer";
import type { Problem } from "@/lib/content-problem";
import type { VersionWatch } from "@/lib/document/answer";
import { readPageSource } from "../domain/front-matter";
import type { PageEntry } from "../domain/page";
import type { PageTree } from "../domain/page-tree";
import { readContentFile } from "./content-files";
import { getPublishedHistoryVersion } from "./history-store";
import { getPublishedImageVersion } from "./media-queries";
import { getPublishedSnippetVersion } from "./snippet-queries";
import { getContentStore } from "./content-store";
import { normalizePath } from "./page-index";
import { compileBody, type CompiledBody } from "./page-compiler";

/** A page ready to be drawn. */
export type ReadPage = CompiledBody & { page: PageEntry; source: string };

/** Returns the visible pages arranged as a tree. */
export async function getPageTree(viewer: Viewer): Promise<PageTree> {
  return (await getContentStore()).index.tree(viewer);
}

/**
 * Watches the version of all content (pages, snippets, pictures, history); asking takes a fraction of a millisecond.
 * With the path of a page, asking also looks whether that page's file has been saved. Call it before reading anything.
 */
export async function watchPublishedVersion(path?: string): Promise<VersionWatch> {
  const store = await getContentStore();
  const now = () => {
    if (path !== undefined) store.refreshPath(path);
    const others = [getPublishedHistoryVersion(), getPublishedSnippetVersion(), getPublishedImageVersion()];
    return `${store.index.version} ${others.join(" ")}`;
  };
  return { before: now(), now };
}

/** Finds the page of a path as its file is now; null when it is missing or not for this viewer: the same answer. */
export async function findPage(viewer: Viewer, path: string): Promise<PageEntry | null> {
  const store = await getContentStore();
  store.refreshPath(path);
  return store.index.tree(viewer).pages.get(path) ?? null;
}

/** Reads and compiles a page that findPage returned; a page that cannot be shown has problems and no content. */
export async function readPage(viewer: Viewer, path: string): Promise<ReadPage | null> {
  const page = await findPage(viewer, path);
  const read = page === null ? null : readContentFile(page.file);
  if (page === null || read === null) return null;
  const { body, problems } = readPageSource(read.text, page.file);
  const compiled = await compileBody(body, page.file, page.anchors);
  return { ...compiled, problems: [...problems, ...compiled.problems], page, source: body.trim() };
}

/** Finds where an old path leads now: to a page this viewer may see, or to an address of redirects.yaml. */
export async function findRedirect(viewer: Viewer, path: string): Promise<string | null> {
  const { index } = await getContentStore();
  const old = normalizePath(path);
  const pages = index.tree(viewer).pages;
  if (old !== path && pages.has(old)) return old;
  const claimed = index.pathOfAlias(old);
  if (claimed !== undefined) return pages.has(claimed) ? claimed : null;
  const { facts } = getPublishedFacts();
  const listed = facts.redirects.find(({ from }) => normalizePath(from) === old);
  if (listed === undefined) return null;
  const target = listed.to.replace(/[?#].*$/, "");
  // Where a page is that this viewer may not see is not told either.
  const isHidden = [target, normalizePath(target)].some(
    (one) => !pages.has(one) && index.entryForIndexing(one) !== undefined,
  );
  return isHidden ? null : listed.to;
}

/** Lists why the page of a path cannot be read, whatever its visibility; for the error page of development only. */
export async function listPublishedProblems(path: string): Promise<Problem[]> {
  const { index } = await getContentStore();
  return [...index.files.values()].flatMap(({ facts }) => (facts.path === path ? facts.problems : []));
}

/** Returns how far the background reading for search is; says nothing about any page. */
export async function getPublishedIndexProgress(): Promise<{ done: number; remaining: number }> {
  return (await getContentStore()).indexer.progress;
}
