import { Breadcrumbs } from "@/components/layout/page-parts";
import { ancestorsOf, rootPath, type PageTree } from "../domain/page-tree";

/** How many pages one list shows. */
export const pagesShown = 100;

const listOf = (section: string, page = 1) => {
  const parameters = new URLSearchParams({
    ...(section === rootPath ? {} : { section }),
    ...(page > 1 ? { page: String(page) } : {}),
  });
  return `/pages${parameters.size > 0 ? `?${parameters}` : ""}`;
};

/** The pages of a section and how many are below each, a hundred at a time. */
export function AllPages({ tree, section, page }: { tree: PageTree; section: string; page: number }) {
  const current = tree.pages.get(section);
  const children = tree.childrenOf.get(section) ?? [];
  const start = (page - 1) * pagesShown;
  const shown = children.slice(start, start + pagesShown);
  return (
    <div className="mx-auto max-w-[60rem] px-4 pt-8 sm:px-6">
      <Breadcrumbs
        ancestors={[...ancestorsOf(tree, section), ...(current === undefined ? [] : [current])].map(
          ({ path, navTitle }) => ({
            path: path === section ? path : listOf(path),
            title: navTitle,
          }),
        )}
      />
      <h1 className="page-title">{section === rootPath ? "All pages" : `All pages: ${current?.title ?? ""}`}</h1>
      {children.length === 0 ? <p className="text-muted">There are no pages here yet.</p> : null}
      <ul>
        {shown.map(({ path, title, description }) => {
          const below = tree.childrenOf.get(path)?.length ?? 0;
          return (
            <li key={path} className="grid gap-x-6 border-t border-rule py-3 sm:grid-cols-[2fr_3fr]">
              <span>
                <a href={path} className="font-bold hover:text-accent hover:underline">
                  {title}
                </a>
                {below === 0 ? null : (
                  <>
                    {" "}
                    <a
                      href={listOf(path)}
                      className="inline-block py-1 text-sm whitespace-nowrap text-accent underline"
                    >
                      {below} {below === 1 ? "page" : "pages"}
                      <span className="sr-only"> in {title}</span>
                    </a>
                  </>
                )}
              </span>
              <span className="text-[0.9375rem] text-muted">{description}</span>
            </li>
          );
        })}
      </ul>
      {children.length > pagesShown ? (
        <nav aria-label="More pages" className="mt-6 flex gap-6">
          {start > 0 ? <a href={listOf(section, page - 1)}>Earlier</a> : null}
          {start + pagesShown < children.length ? <a href={listOf(section, page + 1)}>Later</a> : null}
        </nav>
      ) : null}
    </div>
  );
}
