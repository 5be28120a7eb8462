import { getPageTree } from "@/features/handbook/data/page-queries";
import { searchPages, type SearchResult } from "@/features/search/data/search-queries";
import type { Viewer } from "@/lib/auth/viewer";

/** Searches for a viewer; a page that has just been hidden or removed is left out before the index knows it. */
export async function findVisible(viewer: Viewer, text: string, limit?: number): Promise<SearchResult> {
  const result = await searchPages(viewer, text, limit === undefined ? {} : { limit });
  const tree = await getPageTree(viewer);
  const pages = result.pages.filter(({ path }) => tree.pages.has(path));
  const total = result.total - (result.pages.length - pages.length);
  // A spelling that only a hidden page holds would tell of its words.
  return { ...result, pages, total, corrected: pages.length === 0 ? null : result.corrected };
}
