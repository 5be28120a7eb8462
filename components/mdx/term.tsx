import type { ReactNode } from "react";

type TermAttributes = {
  href: string;
  short: string;
  /** Id of the definition, only once on a page: it ties the definition to the word for those who do not see it. */
  id: string;
  children?: ReactNode;
};

/**
 * A word that leads to the glossary. Where the browser can hold a note to its anchor, the definition
 * also appears beside the word; everywhere else the link is enough.
 */
export function Term({ href, short, id, children }: TermAttributes) {
  return (
    <span className="term group/term [anchor-scope:--term]">
      <a
        href={href}
        data-term
        aria-describedby={id}
        className="text-inherit underline decoration-muted decoration-dotted underline-offset-4 [anchor-name:--term] hover:decoration-accent"
      >
        {children}
      </a>
      <span
        role="tooltip"
        id={id}
        className={
          "hidden w-max max-w-[min(20rem,90vw)] rounded-lg border border-rule bg-paper px-3 py-2 text-sm font-normal " +
          "text-ink shadow-lg print:hidden " +
          "supports-[anchor-scope:--term]:fixed supports-[anchor-scope:--term]:z-20 " +
          "supports-[anchor-scope:--term]:[position-anchor:--term] " +
          "supports-[anchor-scope:--term]:[position-area:bottom_span-right] " +
          "supports-[anchor-scope:--term]:[position-try-fallbacks:flip-inline,flip-block] " +
          "supports-[anchor-scope:--term]:group-hover/term:block " +
          "group-data-dismissed/term:hidden! supports-[anchor-scope:--term]:group-focus-within/term:block"
        }
      >
        {short}
      </span>
    </span>
  );
}
