import type { PageEntry } from "./page";

/** A page in the section tree with what is drawn below it. */
export type TreeNode = {
  path: string;
  title: string;
  isCurrent: boolean;
  isAncestor: boolean;
  children: TreeNode[];
  /** How many more pages stand here than are drawn. */
  hidden: number;
};

/** The visible pages of the handbook, arranged once for the tree, breadcrumbs and reading order. */
export type PageTree = {
  pages: ReadonlyMap<string, PageEntry>;
  childrenOf: ReadonlyMap<string, readonly PageEntry[]>;
  /** Every page in reading order: a section, then what is below it. */
  order: readonly PageEntry[];
  positionOf: ReadonlyMap<string, number>;
};

export const rootPath = "/handbook";
// A page must not grow with the handbook: a long row of siblings is shown around the current one.
const siblingsShown = 20;

/** Returns the path of the page above, or null for the handbook's own page. */
export function parentPath(path: string): string | null {
  if (path === rootPath) return null;
  return path.slice(0, path.lastIndexOf("/"));
}

const collator = new Intl.Collator("en", { numeric: true });
const byOrder = (a: PageEntry, b: PageEntry) => a.order - b.order || collator.compare(a.navTitle, b.navTitle);

function nearestParent(path: string, pages: ReadonlyMap<string, PageEntry>): string | null {
  // A folder without a page of its own must not hide what is in it.
  let parent = parentPath(path);
  while (parent !== null && parent !== rootPath && !pages.has(parent)) parent = parentPath(parent);
  return parent;
}

/** Arranges the given pages; pass only those that the reader may see. */
export function buildTree(entries: readonly PageEntry[]): PageTree {
  const pages = new Map(entries.map((page) => [page.path, page]));
  const childrenOf = new Map<string, PageEntry[]>();
  for (const page of entries) {
    const parent = nearestParent(page.path, pages);
    if (parent === null) continue;
    const siblings = childrenOf.get(parent);
    if (siblings === undefined) childrenOf.set(parent, [page]);
    else siblings.push(page);
  }
  for (const siblings of childrenOf.values()) siblings.sort(byOrder);
  const order: PageEntry[] = [];
  const walk = (path: string) => {
    const page = pages.get(path);
    if (page !== undefined) order.push(page);
    for (const child of childrenOf.get(path) ?? []) walk(child.path);
  };
  walk(rootPath);
  return { pages, childrenOf, order, positionOf: new Map(order.map((page, position) => [page.path, position])) };
}

/** Returns the pages above the given one, from the handbook's own page down. */
export function ancestorsOf(tree: PageTree, path: string): PageEntry[] {
  const ancestors: PageEntry[] = [];
  for (let parent = nearestParent(path, tree.pages); parent !== null; parent = nearestParent(parent, tree.pages)) {
    const page = tree.pages.get(parent);
    if (page !== undefined) ancestors.unshift(page);
  }
  return ancestors;
}

function around(siblings: readonly PageEntry[], focus: string | null): { shown: readonly PageEntry[]; hidden: number } {
  if (siblings.length <= siblingsShown) return { shown: siblings, hidden: 0 };
  const position = Math.max(
    0,
    siblings.findIndex((page) => page.path === focus),
  );
  const start = Math.min(Math.max(0, position - siblingsShown / 2), siblings.length - siblingsShown);
  return { shown: siblings.slice(start, start + siblingsShown), hidden: siblings.length - siblingsShown };
}

/** Returns the tree around a page: its ancestors with their siblings, its own siblings and its children. */
export function treeAround(tree: PageTree, path: string): { nodes: TreeNode[]; hidden: number } {
  const open = [...ancestorsOf(tree, path).map((page) => page.path), path];
  const expand = (parent: string, depth: number): { nodes: TreeNode[]; hidden: number } => {
    const next = open[depth + 1] ?? null;
    const { shown, hidden } = around(tree.childrenOf.get(parent) ?? [], next);
    const nodes = shown.map((page) => {
      const below = open.includes(page.path) ? expand(page.path, depth + 1) : { nodes: [], hidden: 0 };
      return {
        path: page.path,
        title: page.navTitle,
        isCurrent: page.path === path,
        isAncestor: page.path !== path && open.includes(page.path),
        children: below.nodes,
        hidden: below.hidden,
      };
    });
    return { nodes, hidden };
  };
  return expand(rootPath, 0);
}

/** Returns the pages before and after the given one in reading order. */
export function neighboursOf(tree: PageTree, path: string): { previous: PageEntry | null; next: PageEntry | null } {
  const position = tree.positionOf.get(path);
  if (position === undefined) return { previous: null, next: null };
  return { previous: tree.order[position - 1] ?? null, next: tree.order[position + 1] ?? null };
}
