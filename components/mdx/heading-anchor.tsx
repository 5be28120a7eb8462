import type { ReactNode } from "react";

type HeadingAttributes = {
  depth: 2 | 3 | 4 | 5 | 6;
  id: string;
  /** Plain text of the heading, for the name of its anchor. */
  text?: string;
  children?: ReactNode;
};

/** A heading with a link to itself beside it: beside, so that the heading's own name stays clean. */
export function HeadingAnchor({ depth, id, text, children }: HeadingAttributes) {
  const Heading = `h${depth}` as const;
  return (
    <div className={`heading heading-${depth} group flex break-after-avoid items-baseline gap-2`}>
      <Heading id={id} className="min-w-0 scroll-mt-6 wrap-break-word">
        {children}
      </Heading>
      <a
        href={`#${id}`}
        data-copy-link
        aria-label={text ? `Link to “${text}”` : "Link to this section"}
        className="shrink-0 rounded-xs px-1 font-sans text-muted no-underline opacity-0 group-hover:opacity-100 hover:text-accent focus-visible:opacity-100 print:hidden pointer-coarse:opacity-60"
      >
        #
      </a>
    </div>
  );
}
