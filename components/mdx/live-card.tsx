import type { ReactNode } from "react";

type LiveCardAttributes = {
  /** What this is, in a few words: "Next session". */
  label: string;
  title?: ReactNode;
  id?: string;
  children?: ReactNode;
};

/** The thin-ruled card on which computed facts stand, so that nobody takes them for prose. */
export function LiveCard({ label, title, id, children }: LiveCardAttributes) {
  return (
    <section
      id={id}
      aria-label={label}
      data-live
      className="my-6 break-inside-avoid rounded-lg border border-rule p-4 sm:p-5"
    >
      <p className="m-0 text-xs font-bold tracking-wide text-muted uppercase">{label}</p>
      {title ? <p className="m-0 mt-1 font-display text-xl">{title}</p> : null}
      <div className="mt-3 [&>:first-child]:mt-0 [&>:last-child]:mb-0">{children}</div>
    </section>
  );
}
