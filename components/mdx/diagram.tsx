type DiagramAttributes = {
  /** Ready-made markup from our own renderer, never from a page; null when it could not be drawn. */
  svg: string | null;
  source: string;
  title?: string;
};

export function Diagram({ svg, source, title = "Diagram" }: DiagramAttributes) {
  return (
    <figure className="my-8">
      {svg === null ? null : (
        <div
          tabIndex={0}
          role="group"
          aria-label={`${title}, scrolls sideways`}
          className="overflow-x-auto rounded-lg border border-rule p-4"
        >
          <div
            role="img"
            aria-label={title}
            className="mx-auto w-fit [&_svg]:h-auto [&_svg]:max-w-none"
            dangerouslySetInnerHTML={{ __html: svg }}
          />
        </div>
      )}
      <details className="mt-2 text-sm" open={svg === null}>
        <summary className="cursor-pointer text-muted">{title} as text</summary>
        <pre
          tabIndex={0}
          role="group"
          aria-label={`${title} as text`}
          className="mt-2 overflow-x-auto rounded-lg bg-surface p-4 font-mono"
        >
          <code>{source}</code>
        </pre>
      </details>
    </figure>
  );
}
