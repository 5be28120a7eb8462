import { CodeBlock } from "@/components/mdx/code-block";
import { getPublishedFacts } from "@/features/facts/data/facts-store";
import type { PageEntry } from "../domain/page";

/** How a page is changed: the file, the source to copy, and whom to send a proposal to. */
export function EditGuide({ page, source, address }: { page: PageEntry; source: string; address: string | null }) {
  const { writing } = getPublishedFacts().facts.site.pages;
  return (
    <div className="mx-auto max-w-[48rem] px-4 pt-10 sm:px-6">
      <p className="text-sm">
        <a href={page.path} className="text-accent underline">
          Back to the page
        </a>
      </p>
      <h1 className="page-title">Edit: {page.title}</h1>
      <div className="prose">
        <p>
          The text of this page is in the file <code>content/{page.file}</code> of the portal’s repository. Change it
          there; a saved file shows on the next request, without a build.
        </p>
        <p>
          {writing === null ? null : (
            <>
              <a href={writing}>How pages are written</a> says what may stand in a page.
            </>
          )}
          {address === null ? null : (
            <>
              {" "}
              Without access to the repository, copy the source below, change it, and send it to{" "}
              <a href={`mailto:${address}?subject=${encodeURIComponent(`Proposal for ${page.path}`)}`}>{address}</a>.
            </>
          )}
        </p>
        <CodeBlock language="mdx">
          <code>{source}</code>
        </CodeBlock>
      </div>
    </div>
  );
}
