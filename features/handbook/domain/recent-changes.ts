import type { Change } from "./history";
import type { PageEntry } from "./page";

export type RecentChange = { page: PageEntry; change: Change };

/** Returns the pages changed last, newest first, each once; pass only pages that the reader may see. */
export function recentChanges(
  pages: readonly PageEntry[],
  changes: ReadonlyMap<string, readonly Change[]>,
  limit: number,
): RecentChange[] {
  return pages
    .flatMap((page) => {
      const change = changes.get(page.file)?.[0];
      return change === undefined ? [] : [{ page, change }];
    })
    .sort((a, b) => b.change.at.getTime() - a.change.at.getTime() || a.page.path.localeCompare(b.page.path))
    .slice(0, limit);
}
