import type { ReactNode } from "react";

type LiveCardAttributes = {
  /** What this is, in a few words: "Next session". */
  label: string;
  title?: ReactNode;
  /** The instant for which the facts were true. */
  asOf?: Date;
  id?: string;
  children?: ReactNode;
};

/** The thin-ruled card on which computed facts stand, so that nobody takes them for prose. */
export function LiveCard({ label, title, asOf, id, children }: LiveCardAttributes) {
  return (
    <section
      id={id}
      aria-label={label}
      data-live
      className="my-6 break-inside-avoid rounded-lg border border-rule p-4 sm:p-5"
    >
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 text-xs text-muted">
        <p className="m-0 font-bold tracking-wide uppercase">{label}</p>
        {asOf ? (
          <p className="m-0">
            As of <time dateTime={asOf.toISOString()}>{asOf.toISOString().slice(0, 16).replace("T", " ")} UTC</time>
          </p>
        ) : null}
      </div>
      {title ? <p className="m-0 mt-1 font-display text-xl">{title}</p> : null}
      <div className="mt-3 [&>:first-child]:mt-0 [&>:last-child]:mb-0">{children}</div>
    </section>
  );
}
